import type { V1Node, V1Pod } from '@kubernetes/client-node';
import { systemClock } from '@mechanic/contract/clock';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { type AuditEntry, type AuditFilter, ControlPlane, Process, waitFor } from '../controlplane/index.ts';
import { kubeconfigFile } from '../controlplane/kubeconfig.ts';
import { Port } from '../controlplane/port.ts';
import { type FleetNode, scaleSetNode } from '../scenarios/fleet.ts';
import { ensureBuilt } from '../scenarios/programs.ts';
import type { Values } from '../scenarios/values.ts';

const namespace = 'mechanic';
const account = `system:serviceaccount:${namespace}:mechanic-controller`;
const repository = join(import.meta.dirname, '..', '..');
/** More writers than this make the API server no faster on two processors. */
const WRITERS = 12;
const TIMEOUT_MS = 15_000;
/** Longer than any pause of a controller that still has something to do, but for back-off. */
const REST_MS = 5_000;

/** What a report says of the one event of its node. */
export interface StormEvent {
  readonly id: string;
  readonly type: 'Redeploy' | 'Preempt';
  readonly dueInMs: number;
}

/**
 * Thousands of Nodes as plain objects of a real API server, and one controller, which runs with the command line and
 * the permissions of the chart. Nothing else runs: no kubelet, no heartbeat, no scheduler. So what is measured is the
 * controller, and what the API server takes to answer it.
 */
export class StormCluster {
  readonly controlPlane: ControlPlane;
  readonly nodes: readonly FleetNode[];
  readonly #client: KubeClient;
  readonly #ports: Port[] = [];
  #controller: Process | null = null;
  #daemonSetUID = '';

  private constructor(controlPlane: ControlPlane, nodes: readonly FleetNode[]) {
    this.controlPlane = controlPlane;
    this.nodes = nodes;
    this.#client = new KubeClient(
      new Connection({ kubeConfig: controlPlane.kubeConfig, clock: systemClock }),
    );
  }

  /** A cluster of so many nodes, each Ready and with a probe, with these settings of mechanic. */
  static async start(count: number, settings: Values): Promise<StormCluster> {
    await ensureBuilt();
    const controlPlane = await ControlPlane.start({ components: [] });
    const fleet = Array.from({ length: count }, (_, index) => scaleSetNode('user', index));
    const storm = new StormCluster(controlPlane, fleet);
    try {
      await storm.#install(settings);
      await storm.each(fleet, (node) => storm.#create(node));
      return storm;
    } catch (error) {
      await storm.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#controller?.stop(2_000);
    await this.controlPlane.stop();
    await Promise.all(this.#ports.map((port) => port.release()));
  }

  /** Does something to all of these, a few at a time. */
  async each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
    const queue = items.values();
    const worker = async (): Promise<void> => {
      for (const item of queue) await work(item);
    };
    await Promise.all(Array.from({ length: WRITERS }, worker));
  }

  /** Starts the controller; returns its process when it leads. */
  async startController(): Promise<Process> {
    const { core, apps } = this.controlPlane.cluster;
    const { status } = await core.createNamespacedServiceAccountToken({
      namespace,
      name: 'mechanic-controller',
      body: { spec: { audiences: ['https://kubernetes.default.svc'] } },
    });
    const { server, caData, dataDir, logsDir } = this.controlPlane;
    const path = join(dataDir, 'controller.kubeconfig');
    writeFileSync(path, kubeconfigFile({ server, caData, user: account, token: status?.token ?? '' }));
    const deployment = await apps.readNamespacedDeployment({ namespace, name: 'mechanic-controller' });
    const args = deployment.spec?.template.spec?.containers[0]?.args ?? [];
    this.#controller = Process.start({
      name: 'controller',
      command: process.execPath,
      args: args.map((arg) => arg.replace(/^\/app(?=\/)/, repository)),
      env: {
        KUBECONFIG: path,
        POD_NAMESPACE: namespace,
        MECHANIC_LISTEN: await this.#address(),
        MECHANIC_HEALTH_LISTEN: await this.#address(),
      },
      logFile: join(logsDir, 'controller.log'),
    });
    await this.#controller.waitForLine(/leads now/, { timeout: 60_000 });
    return this.#controller;
  }

  /** Writes the report of a node, as its probe would; returns when the API server has it. */
  async report({ name, vm }: FleetNode, event: StormEvent): Promise<void> {
    const now = Date.now();
    const report = {
      version: 1,
      vm,
      imds: 'ok',
      incarnation: '1',
      changedAt: new Date(now).toISOString(),
      events: [
        {
          id: event.id,
          type: event.type,
          status: 'Scheduled',
          notBefore: new Date(now + event.dueInMs).toISOString(),
          durationSeconds: -1,
          source: 'Platform',
          description: '',
          liveMigration: false,
          resources: [vm],
        },
      ],
    };
    const annotations = { 'mechanic.dev/report': JSON.stringify(report) };
    const options = this.#client.mergePatch(TIMEOUT_MS);
    await this.#client.core.patchNode({ name, body: { metadata: { annotations } } }, options);
  }

  /** Puts a pod on a node. It ends at once when it is evicted, or never. */
  async addPod(node: string, index: number, ends: boolean): Promise<void> {
    const body: V1Pod = {
      metadata: { name: `${node}-${index}`, namespace: 'default' },
      spec: {
        nodeName: node,
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: ends ? 0 : 3_600,
        containers: [{ name: 'main', image: 'example.azurecr.io/app:1' }],
      },
    };
    await this.#client.core.createNamespacedPod(
      { namespace: 'default', body },
      this.#client.within(TIMEOUT_MS),
    );
  }

  /** What the controller asked for. */
  requests(filter: AuditFilter = {}): Promise<AuditEntry[]> {
    return this.controlPlane.auditLog.entries({ user: account, ...filter });
  }

  /** Whether the controller has asked for nothing but its lease for a while. */
  async rests(): Promise<boolean> {
    const since = new Date(Date.now() - REST_MS);
    return (await this.requests({ since })).every(({ resource }) => resource === 'leases');
  }

  /** The first accepted cordon, of this node or of any; undefined when there is none yet. */
  async cordon(filter: Pick<AuditFilter, 'name' | 'since'> = {}): Promise<AuditEntry | undefined> {
    const patches = await this.requests({ verb: 'patch', resource: 'nodes', code: 200, ...filter });
    return patches.find(({ requestObject }) =>
      JSON.stringify(requestObject).includes('"unschedulable":true'),
    );
  }

  /** When the first report since then was accepted. */
  async reportedAt(since: Date, name?: string): Promise<Date> {
    const filter = { verb: 'patch', resource: 'nodes', since, ...(name !== undefined && { name }) };
    const report = (await this.controlPlane.auditLog.entries(filter)).find(({ user }) => user !== account);
    if (report === undefined) throw new Error('no report was written');
    return report.time;
  }

  async #address(): Promise<string> {
    const port = await Port.reserve();
    this.#ports.push(port);
    return `127.0.0.1:${port.number}`;
  }

  async #install(settings: Values): Promise<void> {
    const chart = join(repository, 'charts', 'mechanic');
    const args = ['install', 'mechanic', chart, '--namespace', namespace, '--create-namespace'];
    await this.controlPlane.helm([...args, '--values', '-'], stringify({ settings }));
    const { apps, core } = this.controlPlane.cluster;
    const daemonSet = await apps.readNamespacedDaemonSet({ namespace, name: 'mechanic-probe' });
    this.#daemonSetUID = daemonSet.metadata?.uid ?? '';
    await core.createNamespacedServiceAccount({
      namespace: 'default',
      body: { metadata: { name: 'default' } },
    });
  }

  async #create(fleetNode: FleetNode): Promise<void> {
    const { name } = fleetNode;
    await this.#client.core.createNode({ body: readyNode(fleetNode) }, this.#client.within(TIMEOUT_MS));
    const body = probePod(name, this.#daemonSetUID);
    await this.#client.core.createNamespacedPod({ namespace, body }, this.#client.within(TIMEOUT_MS));
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    const key = { name: `probe-${name}`, namespace, body: { status } };
    await this.#client.core.patchNamespacedPodStatus(key, this.#client.mergePatch(TIMEOUT_MS));
  }
}

/** Waits for something that the audit log will show; null when it does not come in time. */
export async function within<T>(
  timeout: number,
  what: string,
  look: () => Promise<T>,
): Promise<Exclude<T, undefined | null | false> | null> {
  return waitFor(what, look, { timeout, interval: 100 }).catch(() => null);
}

/** A Node of the size that Nodes have: a kubelet names fifty images. */
function readyNode({ options }: FleetNode): V1Node {
  const { name, zone = '', pool = '', providerID = '' } = options;
  const at = new Date();
  const condition = (type: string, status: string): object => ({
    type,
    status,
    reason: `${type}Reason`,
    message: `kubelet says that ${type} is ${status}`,
    lastHeartbeatTime: at,
    lastTransitionTime: at,
  });
  const images = Array.from({ length: 50 }, (_, index) => ({
    names: [`mcr.microsoft.com/oss/kubernetes/image-${index}@sha256:${'0123456789abcdef'.repeat(4)}`],
    sizeBytes: 100_000_000 + index,
  }));
  return {
    metadata: {
      name,
      labels: {
        agentpool: pool,
        'kubernetes.azure.com/agentpool': pool,
        'kubernetes.io/hostname': name,
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: { providerID },
    status: {
      capacity: { cpu: '16', memory: '64Gi', pods: '110' },
      conditions: [
        condition('MemoryPressure', 'False'),
        condition('DiskPressure', 'False'),
        condition('PIDPressure', 'False'),
        condition('VMEventScheduled', 'False'),
        condition('KernelDeadlock', 'False'),
        condition('Ready', 'True'),
      ] as NonNullable<V1Node['status']>['conditions'] & object,
      images,
    },
  };
}

function probePod(node: string, uid: string): V1Pod {
  const labels = { 'app.kubernetes.io/name': 'mechanic', 'app.kubernetes.io/component': 'probe' };
  return {
    metadata: {
      name: `probe-${node}`,
      namespace,
      labels,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'mechanic-probe', uid, controller: true },
      ],
    },
    spec: {
      nodeName: node,
      automountServiceAccountToken: false,
      serviceAccountName: 'mechanic-probe',
      containers: [{ name: 'probe', image: 'example.azurecr.io/mechanic-probe:1' }],
    },
  };
}
