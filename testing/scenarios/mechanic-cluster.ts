import {
  CoordinationV1Api,
  type CoreV1Event,
  PatchStrategy,
  setHeaderOptions,
  type V1Pod,
} from '@kubernetes/client-node';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  type AuditEntry,
  type Cluster,
  ControlPlane,
  type ControlPlaneOptions,
  waitFor,
  type WaitOptions,
} from '../controlplane/index.ts';
import { ImdsEmulator } from '../imds/emulator.ts';
import type { EventRequest, EventType } from '../imds/scheduled-event.ts';
import { LocalKubelet, type LocalPod } from '../kubelet/index.ts';
import { type FleetNode, scaleSetNode, systemNode } from './fleet.ts';
import { helmUpgrade, merge, namespace, type Values } from './installation.ts';
import { describeNode, isIdle, type NodeState, nodeState } from './node-state.ts';
import { isMutation, type LimitChange, limitBreaches, writesWithoutLease } from './oracle.ts';
import { ensureBuilt } from './programs.ts';

export interface MechanicClusterOptions {
  /** Nodes to protect. Default: three of one scale set, in three zones. */
  readonly fleet?: readonly FleetNode[];
  /** Settings of mechanic beside the short times of these tests. */
  readonly settings?: Values;
  /** Values of the chart beside those. */
  readonly values?: Values;
  readonly controlPlane?: ControlPlaneOptions;
  /** Milliseconds until IMDS gives its first answer to a VM. */
  readonly activationDelayMs?: number;
}

const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** So that nothing waits longer than a person would like to watch. */
const quickSettings: Values = {
  maxConcurrentDrains: 1,
  maxUnavailable: '100%',
  drain: {
    retry: { initial: '500ms', max: '2s' },
    evictionBackoff: { initial: '200ms', max: '2s' },
  },
};

const quickValues: Values = {
  controller: {
    lease: { duration: '3s', renewDeadline: '2s', retryPeriod: '400ms' },
    nodeSelector: { 'kubernetes.azure.com/mode': 'system' },
  },
  probe: { pollInterval: '100ms', nodeSelector: { agentpool: 'user' } },
};

/** A cluster with mechanic installed: real control plane, real chart, real programs, emulated metadata service. */
export class MechanicCluster {
  readonly controlPlane: ControlPlane;
  readonly imds: ImdsEmulator;
  readonly kubelet: LocalKubelet;
  readonly fleet: readonly FleetNode[];
  readonly #options: MechanicClusterOptions;
  readonly #limits: LimitChange[] = [];
  #settings = '';

  private constructor(controlPlane: ControlPlane, imds: ImdsEmulator, options: MechanicClusterOptions) {
    this.controlPlane = controlPlane;
    this.imds = imds;
    this.#options = options;
    this.fleet = options.fleet ?? [0, 1, 2].map((index) => scaleSetNode('user', index));
    this.kubelet = new LocalKubelet({
      kubeConfig: controlPlane.kubeConfig,
      directory: join(controlPlane.dataDir, 'kubelet'),
    });
  }

  /** Starts everything; returns when a leader is elected and each probe is Ready. */
  static async start(options: MechanicClusterOptions = {}): Promise<MechanicCluster> {
    await ensureBuilt();
    const keepData = process.env.KEEP_DATA === '1';
    const controlPlane = await ControlPlane.start({ keepData, ...options.controlPlane });
    const imds = await ImdsEmulator.start({ activationDelayMs: options.activationDelayMs ?? 0 });
    const mechanic = new MechanicCluster(controlPlane, imds, options);
    try {
      await mechanic.#install();
      return mechanic;
    } catch (error) {
      await mechanic.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.kubelet.stop();
    await this.imds.stop();
    await this.controlPlane.stop();
  }

  get cluster(): Cluster {
    return this.controlPlane.cluster;
  }

  /** Names of the nodes to protect. */
  get nodes(): readonly string[] {
    return this.fleet.map(({ name }) => name);
  }

  // ---- Azure's part

  /** Announces an event for the VMs of these nodes; returns its id. */
  schedule(nodes: string | readonly string[], type: EventType, request: Partial<EventRequest> = {}): string {
    const resources = [nodes].flat().map((name) => this.#vm(name));
    return this.imds.schedule({ type, resources, ...request });
  }

  // ---- the cluster's part

  async node(name: string): Promise<NodeState> {
    return nodeState(await this.cluster.core.readNode({ name }));
  }

  /** Waits until the node looks as `predicate` wants it, and returns it. */
  until(
    name: string,
    what: string,
    predicate: (state: NodeState) => boolean,
    options?: WaitOptions,
  ): Promise<NodeState> {
    const look = async (): Promise<NodeState | undefined> => {
      const state = await this.node(name);
      return predicate(state) ? state : undefined;
    };
    return this.eventually(`${name}: ${what}`, look, options);
  }

  untilPhase(name: string, phase: NodeState['phase'], options?: WaitOptions): Promise<NodeState> {
    return this.until(name, `phase ${String(phase)}`, (state) => state.phase === phase, options);
  }

  /** Cordoned by mechanic, which began to empty it (and may be done by now). */
  untilTaken(name: string, options?: WaitOptions): Promise<NodeState> {
    return this.until(
      name,
      'cordoned',
      ({ unschedulable, record }) => unschedulable && record !== null,
      options,
    );
  }

  untilDrained(name: string, options?: WaitOptions): Promise<NodeState> {
    return this.untilPhase(name, 'Drained', options);
  }

  /** Schedulable, with no trace of mechanic but the probe's report. */
  untilIdle(name: string, options?: WaitOptions): Promise<NodeState> {
    return this.until(name, 'back to normal', isIdle, options);
  }

  /** Events (the Kubernetes kind) about a node, oldest first, as `Reason: message`. */
  async eventsOf(name: string): Promise<string[]> {
    const fieldSelector = `involvedObject.kind=Node,involvedObject.name=${name}`;
    const { items } = await this.cluster.core.listEventForAllNamespaces({ fieldSelector });
    const time = ({ metadata }: CoreV1Event): number => metadata.creationTimestamp?.getTime() ?? 0;
    return items
      .sort((a, b) => time(a) - time(b))
      .map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`);
  }

  /** Ordinary pods on a node: neither mechanic's own nor on their way out. */
  async workloadOn(name: string): Promise<V1Pod[]> {
    const pods = await this.cluster.podsOn(name);
    return pods.filter(({ metadata }) => metadata?.namespace !== namespace && !metadata?.deletionTimestamp);
  }

  // ---- mechanic's part

  /** The controller pod that holds the lease. */
  async leader(options?: WaitOptions): Promise<LocalPod> {
    return this.eventually('a leader', async () => this.#podOf(await this.holder()), options);
  }

  /** Name in the lease; empty when nobody holds it. */
  async holder(): Promise<string> {
    const api = this.controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    const lease = await api.readNamespacedLease({ namespace, name: 'mechanic-controller' });
    return lease.spec?.holderIdentity ?? '';
  }

  controllers(): readonly LocalPod[] {
    return this.#component('controller');
  }

  /** The probe on a node. */
  probe(node: string): LocalPod {
    const probe = this.#component('probe').findLast(({ view }) => view.nodeName === node);
    if (!probe) throw new Error(`no probe runs on ${node}`);
    return probe;
  }

  /** The value of a metric of one of our pods, summed over the series whose labels contain `labels`. */
  async metric(pod: LocalPod, name: string, labels = ''): Promise<number> {
    const text = await (await fetch(`http://${pod.address}:${httpPort(pod)}/metrics`)).text();
    const lines = text.split('\n').filter((line) => /^[^#]/.test(line) && line.startsWith(name));
    const series = lines.filter((line) => /^[{ ]/.test(line.slice(name.length)) && line.includes(labels));
    return series.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  /** What the controller's status page shows, as JSON. */
  async status(pod?: LocalPod): Promise<unknown> {
    const asked = pod ?? (await this.leader());
    const response = await fetch(`http://${asked.address}:${httpPort(asked)}/api/v1/status`);
    return response.json();
  }

  /** Edits the ConfigMap: the settings of this cluster with these on top. Returns when the leader has read them. */
  async configure(settings: Values): Promise<void> {
    await this.writeSettings(stringify(merge(this.#baseSettings(), settings)));
  }

  /** Writes this text as it is under the key of the settings. Returns when the leader has read it. */
  async writeSettings(text: string): Promise<void> {
    if (text === this.#settings) return;
    const leader = await this.leader();
    const readings = await this.metric(leader, 'mechanic_config_reloads_total');
    this.#settings = text;
    this.#noteLimit(text);
    const body = { data: { 'mechanic.yaml': text } };
    await this.cluster.core.patchNamespacedConfigMap({ name: 'mechanic', namespace, body }, mergePatch);
    await this.eventually(
      'the settings to be read',
      async () => (await this.metric(leader, 'mechanic_config_reloads_total')) > readings,
    );
  }

  /** Upgrades the release with these values on top of those of this cluster. */
  async upgrade(values: Values): Promise<void> {
    await helmUpgrade(this.controlPlane, merge(this.#values(), values));
  }

  // ---- the judge

  /** What controllers asked the API server to change on Nodes and Pods. */
  async controllerWrites(filter: Partial<Pick<AuditEntry, 'name' | 'pod'>> = {}): Promise<AuditEntry[]> {
    const user = `system:serviceaccount:${namespace}:mechanic-controller`;
    return (await this.controlPlane.auditLog.entries({ user, ...filter })).filter(isMutation);
  }

  /** Every breach of the two promises that hold at any time; empty when both were kept. */
  async breaches(): Promise<string[]> {
    const timeline = await this.controlPlane.auditLog.drainingOverTime();
    const entries = await this.controlPlane.auditLog.entries();
    return [...limitBreaches(timeline, this.#limits), ...writesWithoutLease(entries)];
  }

  // ---- between two tests

  /** Ends all events, removes all workloads and undoes what people did, then waits until every node is idle. */
  async reset(): Promise<void> {
    for (const { vm } of this.fleet) {
      this.imds.fault(vm, undefined);
      this.imds.serve(vm, undefined);
      for (const { id } of this.imds.events(vm)) this.imds.finish(id);
    }
    await this.configure({});
    await this.#removeWorkloads();
    for (const name of this.nodes) {
      await this.eventually(`${name}: left by mechanic`, async () => (await this.node(name)).record === null);
      await this.cluster.core.patchNode({ name, body: { spec: { unschedulable: false } } }, mergePatch);
      await this.untilIdle(name);
    }
  }

  /** Like `waitFor`; a failure says how the cluster looks. */
  async eventually<T>(
    what: string,
    probe: () => T | Promise<T>,
    options?: WaitOptions,
  ): Promise<Exclude<T, undefined | null | false>> {
    try {
      return await waitFor(what, probe, options);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${message}\n${await this.#describe()}`, { cause: error });
    }
  }

  async #install(): Promise<void> {
    const all = [systemNode(), ...this.fleet];
    for (const { name, vm } of this.fleet) this.imds.add({ name: vm, path: name, group: 'user' });
    await this.cluster.createNodes(all.map(({ options }) => options));
    this.#settings = stringify(this.#baseSettings());
    this.#noteLimit(this.#settings);
    await helmUpgrade(this.controlPlane, this.#values());
    await this.kubelet.start();
    await this.eventually('mechanic to be Ready', () => this.#isReady(), { timeout: 60_000 });
    await this.leader();
  }

  async #isReady(): Promise<boolean> {
    const deployment = await this.cluster.apps.readNamespacedDeployment({
      name: 'mechanic-controller',
      namespace,
    });
    const { spec, status } = deployment;
    if ((status?.readyReplicas ?? 0) < (spec?.replicas ?? 0)) return false;
    const sets = await this.cluster.apps.listNamespacedDaemonSet({ namespace });
    return sets.items.every(({ status: set }) => set?.numberReady === this.#probesWanted());
  }

  #probesWanted(): number {
    return this.#options.activationDelayMs ? 0 : this.fleet.length;
  }

  #values(): Values {
    const own = {
      ...quickValues,
      probe: {
        ...(quickValues.probe as Values), // a literal above
        imdsEndpoint: `${this.imds.origin}/vm/$(NODE_NAME)`,
      },
      settings: this.#baseSettings(),
    };
    return merge(own, this.#options.values ?? {});
  }

  #baseSettings(): Values {
    return merge(quickSettings, this.#options.settings ?? {});
  }

  // Only settings that are a plain number are judged; a refused edit leaves the last one in force.
  #noteLimit(text: string): void {
    const limit = /^maxConcurrentDrains: (\d+)$/m.exec(text)?.[1];
    if (limit !== undefined) this.#limits.push({ at: new Date(), limit: Number(limit) });
  }

  #vm(node: string): string {
    return this.fleet.find(({ name }) => name === node)?.vm ?? node;
  }

  #podOf(identity: string): LocalPod | undefined {
    return this.controllers().find(({ view }) => view.name === identity);
  }

  #component(component: string): readonly LocalPod[] {
    return this.kubelet
      .pods()
      .filter(({ view }) => view.source.metadata?.labels?.['app.kubernetes.io/component'] === component);
  }

  async #removeWorkloads(): Promise<void> {
    const { core, apps, policy } = this.cluster;
    const all = { namespace: 'default' };
    await apps.deleteCollectionNamespacedDeployment(all);
    await apps.deleteCollectionNamespacedDaemonSet(all);
    await policy.deleteCollectionNamespacedPodDisruptionBudget(all);
    await this.eventually('the workloads to be gone', async () => {
      await core.deleteCollectionNamespacedPod({ ...all, body: { gracePeriodSeconds: 0 } });
      return (await core.listNamespacedPod(all)).items.length === 0;
    });
  }

  async #describe(): Promise<string> {
    const { items } = await this.cluster.core.listNode();
    const logs = this.controllers().map((pod) => `--- ${pod.view.name}\n${tail(pod.logs())}`);
    return [...items.map((node) => describeNode(nodeState(node))), ...logs].join('\n');
  }
}

function httpPort({ view }: LocalPod): number {
  return view.containers[0]?.ports?.[0]?.containerPort ?? 8080;
}

function tail(log: string): string {
  return log.trimEnd().split('\n').slice(-15).join('\n');
}
