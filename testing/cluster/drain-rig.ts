import type { MaintenanceRecord, Settings } from '@mechanic/contract';
import { defaultSettings, parseSettings } from '@mechanic/contract';
import type { KubeConfig } from '@kubernetes/client-node';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection, FIELD_MANAGER } from '../../controller/src/cluster/connection.ts';
import { Cluster } from '../../controller/src/cluster/cluster.ts';
import { systemClock } from '@mechanic/contract/clock';
import type { DrainProgress, NodeView } from '../../controller/src/decide/snapshot.ts';
import { Drainer } from '../../controller/src/drain/drainer.ts';
import type { EvictionResult } from '../../controller/src/drain/evictor.ts';
import { KubeRequests } from '../../controller/src/drain/kube-requests.ts';
import { KubeNodeRequests } from '../../controller/src/nodes/kube-node-requests.ts';
import { KubeSurgeRequests } from '../../controller/src/drain/surge/kube-surge-requests.ts';
import { NodeWriter } from '../../controller/src/nodes/node-writer.ts';
import { MemoryLog } from '../../controller/src/observe/testing.ts';
import type { AuditEntry } from '../controlplane/audit-entry.ts';
import { type ControlPlane, waitFor } from '../controlplane/index.ts';

/** How a node is emptied by these keys of `drain`, as people write them. */
export function drainSettings(text: string): Settings['drain'] {
  const result = parseSettings(`drain: ${text}`);
  if (!result.ok) throw new Error(result.errors.join('; '));
  return result.settings.drain;
}

/** This test always leads. */
const fence = { permit: (timeoutMs: number): AbortSignal => AbortSignal.timeout(timeoutMs) };

/** The reading and the writing half of the controller on a real API server, without its loop: the test decides. */
export class DrainRig {
  readonly #controlPlane: ControlPlane;
  readonly #ending = new AbortController();
  readonly #drains = new Map<string, { node: NodeView; order: { deadline: number | null; at: number } }>();
  readonly cluster: Cluster;
  readonly writer: NodeWriter;
  readonly drainer: Drainer;
  readonly log = new MemoryLog();
  readonly results: EvictionResult[] = [];
  settings: Settings['drain'] = defaultSettings.drain;

  private constructor(controlPlane: ControlPlane, kubeConfig: KubeConfig) {
    this.#controlPlane = controlPlane;
    const client = new KubeClient(new Connection({ kubeConfig, clock: systemClock }));
    const parts = { clock: systemClock, log: this.log, fence };
    this.cluster = new Cluster({ ...parts, client, namespace: 'default', configMap: 'mechanic' });
    this.writer = new NodeWriter({ ...parts, nodes: new KubeNodeRequests(client) });
    this.drainer = new Drainer({
      ...parts,
      cluster: this.cluster,
      pods: new KubeRequests(client),
      random: Math.random,
      // What stands in a record is decided, and here nobody decides.
      settings: () => ({ ...this.settings, surge: 'off' }),
      ownPod: null,
      handOver: () => Promise.resolve(),
      onEviction: (result) => this.results.push(result),
      surges: {
        requests: new KubeSurgeRequests(client),
        tell: { started: () => undefined, ended: () => undefined },
      },
    });
  }

  /** `kubeConfig`: as whom; default the cluster's admin. */
  static async start(controlPlane: ControlPlane, kubeConfig = controlPlane.kubeConfig): Promise<DrainRig> {
    const rig = new DrainRig(controlPlane, kubeConfig);
    rig.cluster.start(rig.#ending.signal);
    await rig.cluster.whenSynced();
    return rig;
  }

  async stop(): Promise<void> {
    await this.drainer.stop();
    this.#ending.abort();
  }

  /** The Node as the caches know it, once they do. */
  node(name: string): Promise<NodeView> {
    return waitFor(`node ${name} in the cache`, () => this.cluster.node(name));
  }

  /** Cordons the node and begins to drain it. Returns when the cordon was answered. */
  async drain(name: string, { dueInMs }: { readonly dueInMs?: number } = {}): Promise<Date> {
    const node = await waitFor(`the cordon of ${name}`, async () => {
      const seen = await this.node(name);
      const outcome = await this.writer.apply(seen, {
        kind: 'cordon',
        node: seen,
        record: this.record(seen),
      });
      if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
      this.cluster.absorb(outcome.node);
      return seen;
    });
    const cordoned = new Date();
    const deadline = dueInMs === undefined ? null : cordoned.getTime() + dueInMs;
    this.#drains.set(name, { node, order: { deadline, at: cordoned.getTime() } });
    await this.#keep();
    return cordoned;
  }

  async stopDraining(name: string): Promise<void> {
    this.#drains.delete(name);
    await this.#keep();
  }

  async progress(name: string): Promise<DrainProgress | undefined> {
    return this.drainer.progress().get((await this.node(name)).uid);
  }

  /** Waits for a state of a drain. */
  until(
    name: string,
    what: string,
    accept: (progress: DrainProgress) => boolean,
    timeout = 30_000,
  ): Promise<DrainProgress> {
    return waitFor(
      `the drain of ${name} to be ${what}`,
      async () => {
        const progress = await this.progress(name);
        if (progress === undefined || !accept(progress)) throw new Error(JSON.stringify(progress));
        return progress;
      },
      { timeout },
    );
  }

  emptied(name: string, timeout?: number): Promise<DrainProgress> {
    return this.until(name, 'over', ({ state }) => state === 'emptied', timeout);
  }

  /** Evictions that this rig asked for. */
  async evictions(since: Date): Promise<AuditEntry[]> {
    return (await this.requests(since)).filter(({ subresource }) => subresource === 'eviction');
  }

  /** All requests that this rig made. */
  async requests(since: Date): Promise<AuditEntry[]> {
    const entries = await this.#controlPlane.auditLog.entries({ since });
    return entries.filter(({ userAgent }) => userAgent === FIELD_MANAGER);
  }

  record({ uid, unschedulable }: NodeView, fields: Partial<MaintenanceRecord> = {}): MaintenanceRecord {
    const now = new Date().toISOString();
    return {
      version: 1,
      phase: 'Draining',
      nodeUID: uid,
      reason: 'Redeploy',
      events: ['e1'],
      wasUnschedulable: unschedulable,
      startedAt: now,
      attemptStartedAt: now,
      deadline: null,
      attempts: 1,
      ...fields,
    };
  }

  #keep(): Promise<void> {
    return this.drainer.keep(
      [...this.#drains.values()].map(({ node, order: { deadline, at } }) => ({
        node,
        order: {
          deadline,
          attemptStartedAt: at,
          cordonedAt: at,
          about: 'Redeploy',
          timeoutAt: at + this.settings.timeoutMs,
          finishUntil: at + this.settings.timeoutMs,
          surges: [],
        },
      })),
    );
  }
}
