import {
  type CoreV1Event,
  PatchStrategy,
  setHeaderOptions,
  type V1Pod,
  type V1Taint,
} from '@kubernetes/client-node';
import { join } from 'node:path';
import {
  type AuditEntry,
  type AuditFilter,
  type Cluster,
  ControlPlane,
  type ControlPlaneOptions,
  waitFor,
  type WaitOptions,
} from '../controlplane/index.ts';
import { ImdsEmulator } from '../imds/emulator.ts';
import type { EventRequest, EventType } from '../imds/scheduled-event.ts';
import { type KubeletOptions, LocalKubelet } from '../kubelet/index.ts';
import { canary, type FleetNode, scaleSetNode, systemNode } from './fleet.ts';
import { Installation, namespace } from './installation.ts';
import { describeNode, isIdle, type NodeState, nodeState } from './node-state.ts';
import { cordonChanges, isMutation, limitBreaches, writesWithoutLease } from './oracle.ts';
import { ensureBuilt } from './programs.ts';
import { merge, type Values } from './values.ts';

export interface MechanicClusterOptions {
  /** Nodes to protect. Default: three of one scale set, in three zones. */
  readonly fleet?: readonly FleetNode[];
  /** Nodes without events. Default: one for the controllers, and the canary of `settled()`. */
  readonly others?: readonly FleetNode[];
  /** Settings of mechanic in addition to the short times of these tests. */
  readonly settings?: Values;
  /** Values of the chart in addition to those. */
  readonly values?: Values;
  readonly controlPlane?: ControlPlaneOptions;
  /** Receives each slow step of the start. */
  readonly onProgress?: (step: string) => void;
  /** The chart to install. Default: that of this repository. */
  readonly chart?: string;
  /** What runs mechanic's programs. Default: this repository with this Node.js. */
  readonly kubelet?: Pick<KubeletOptions, 'application' | 'node'>;
}

const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

const usualFleet = [0, 1, 2].map((index) => scaleSetNode('user', index));

/** Short times, so that tests are quick. */
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
  probe: { pollInterval: '200ms', nodeSelector: { agentpool: 'user' } },
};

/** A cluster with mechanic installed: real control plane, real chart, real programs, emulated metadata service. */
export class MechanicCluster {
  readonly controlPlane: ControlPlane;
  readonly imds: ImdsEmulator;
  readonly kubelet: LocalKubelet;
  readonly installation: Installation;
  readonly #resumed: Date[] = [];
  #fleet: readonly FleetNode[] = [];

  private constructor(controlPlane: ControlPlane, imds: ImdsEmulator, options: MechanicClusterOptions) {
    this.controlPlane = controlPlane;
    this.imds = imds;
    this.kubelet = new LocalKubelet({
      kubeConfig: controlPlane.kubeConfig,
      directory: join(controlPlane.dataDir, 'kubelet'),
      ...options.kubelet,
    });
    const own = merge(quickValues, { probe: { imdsEndpoint: `${imds.origin}/vm/$(NODE_NAME)` } });
    this.installation = new Installation(controlPlane, this.kubelet, {
      ...merge(own, options.values ?? {}),
      settings: merge(quickSettings, options.settings ?? {}),
    });
  }

  /** Starts everything; returns when a leader is elected and each probe is Ready. */
  static async start(options: MechanicClusterOptions = {}): Promise<MechanicCluster> {
    await ensureBuilt();
    const keepData = process.env.KEEP_DATA === '1';
    const controlPlane = await ControlPlane.start({ keepData, ...options.controlPlane });
    const imds = await ImdsEmulator.start();
    const mechanic = new MechanicCluster(controlPlane, imds, options);
    try {
      await mechanic.#install(options);
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
    return this.#fleet.map(({ name }) => name);
  }

  // ---- events and nodes

  /** Adds VMs that see each other's events, without nodes. */
  addMachines(fleet: readonly FleetNode[]): void {
    for (const { name, vm } of fleet) this.imds.add({ name: vm, path: name, group: 'user' });
  }

  /** Adds the nodes of VMs; returns when the Nodes are Ready (their probes may not be). */
  async addNodes(fleet: readonly FleetNode[]): Promise<void> {
    this.#fleet = [...this.#fleet, ...fleet];
    await this.cluster.createNodes(fleet.map(({ options }) => options));
  }

  /** Announces an event for the VMs of these nodes; returns its id. */
  schedule(nodes: string | readonly string[], type: EventType, request: Partial<EventRequest> = {}): string {
    const resources = [nodes].flat().map((name) => this.vm(name));
    return this.imds.schedule({ type, resources, ...request });
  }

  /** Sets the condition of node-problem-detector: an event in its own words, no event (null), or unknown. */
  async announce(name: string, message: string | null, status: 'True' | 'Unknown' = 'True'): Promise<void> {
    await this.cluster.setCondition(name, {
      type: 'VMEventScheduled',
      status: message === null ? 'False' : status,
      reason: message !== null && status === 'True' ? 'VMEventScheduled' : 'NoVMEventScheduled',
      message: message ?? 'VM has no scheduled event',
    });
  }

  /** Cordons a node, or uncordons it, as a person would. */
  async setUnschedulable(name: string, unschedulable: boolean): Promise<void> {
    await this.cluster.core.patchNode({ name, body: { spec: { unschedulable } } }, mergePatch);
  }

  /** Requests a drain of a node by annotation, or removes the request (null). */
  async request(name: string, request: object | string | null): Promise<void> {
    const text = typeof request === 'object' && request !== null ? JSON.stringify(request) : request;
    const annotations = { 'mechanic.dev/request': text };
    await this.cluster.core.patchNode({ name, body: { metadata: { annotations } } }, mergePatch);
  }

  /** Replaces the taints of a node. */
  async setTaints(name: string, taints: readonly V1Taint[]): Promise<void> {
    await this.cluster.core.patchNode({ name, body: { spec: { taints } } }, mergePatch);
  }

  /** Deletes a Node and forgets it; its VM stays. */
  async removeNode(name: string): Promise<void> {
    this.#fleet = this.#fleet.filter((node) => node.name !== name);
    await this.cluster.core.deleteNode({ name });
  }

  /** Resumes a paused API server. */
  resumeApiServer(): void {
    this.#resumed.push(new Date());
    this.controlPlane.resumeApiServer();
  }

  /** Name of the VM under a node. */
  vm(node: string): string {
    return this.#fleet.find(({ name }) => name === node)?.vm ?? node;
  }

  // ---- the state of nodes

  /** All nodes to protect. */
  async states(): Promise<NodeState[]> {
    const { items } = await this.cluster.core.listNode();
    return items.map(nodeState).filter(({ name }) => this.nodes.includes(name));
  }

  async node(name: string): Promise<NodeState> {
    return nodeState(await this.cluster.core.readNode({ name }));
  }

  /** Waits until the state of the node satisfies `predicate`, and returns it. */
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

  untilDrained(name: string, options?: WaitOptions): Promise<NodeState> {
    return this.untilPhase(name, 'Drained', options);
  }

  /** Waits until the node is schedulable and has nothing of mechanic except the probe's report. */
  untilIdle(name: string, options?: WaitOptions): Promise<NodeState> {
    return this.until(name, 'back to normal', isIdle, options);
  }

  /** Waits until the probe has reported this many events. */
  untilReported(name: string, events = 1): Promise<NodeState> {
    return this.until(name, `${events} reported`, ({ report }) => report?.events.length === events);
  }

  /**
   * Returns when the controller has acted on everything that the API server knew of Nodes at the time of this call. For
   * tests that something does not happen: the controller sees a far-off event on the canary node after everything before
   * it.
   */
  async settled(): Promise<void> {
    const { name } = canary;
    await this.announce(name, 'Reboot Scheduled: Fri, 01 Jan 2100 00:00:00 GMT. DurationInSeconds: -1.');
    await this.until(name, 'cordoned, or waiting', ({ unschedulable, waiting }) => unschedulable || waiting);
    await this.announce(name, null);
    await this.untilIdle(name);
  }

  /** Kubernetes Events of a node, oldest first, as `Reason: message`. */
  async eventsOf(name: string): Promise<string[]> {
    const fieldSelector = `involvedObject.kind=Node,involvedObject.name=${name}`;
    const { items } = await this.cluster.core.listEventForAllNamespaces({ fieldSelector });
    const time = ({ metadata }: CoreV1Event): number => metadata.creationTimestamp?.getTime() ?? 0;
    return items
      .filter(({ source }) => source?.component?.startsWith('mechanic'))
      .sort((a, b) => time(a) - time(b))
      .map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`);
  }

  /** Ordinary pods on a node: without mechanic's own and terminating pods. */
  async workloadOn(name: string): Promise<V1Pod[]> {
    const pods = await this.cluster.podsOn(name);
    return pods.filter(({ metadata }) => metadata?.namespace !== namespace && !metadata?.deletionTimestamp);
  }

  // ---- verdicts

  /** Writes of Nodes and Pods that controllers requested. */
  async controllerWrites(filter: Pick<AuditFilter, 'name' | 'pod' | 'since'> = {}): Promise<AuditEntry[]> {
    const user = `system:serviceaccount:${namespace}:mechanic-controller`;
    return (await this.controlPlane.auditLog.entries({ user, ...filter })).filter(isMutation);
  }

  /** `true` for each cordon of the node and `false` for each uncordon, by any writer. */
  async cordons(name: string, since: Date): Promise<boolean[]> {
    const changes = cordonChanges(await this.controlPlane.auditLog.entries(), name);
    return changes.filter(({ at }) => at >= since).map(({ unschedulable }) => unschedulable);
  }

  /** Every breach of the two invariants; empty when both hold. */
  async breaches(): Promise<string[]> {
    const timeline = await this.controlPlane.auditLog.drainingOverTime();
    const entries = await this.controlPlane.auditLog.entries();
    return [
      ...limitBreaches(timeline, this.installation.limits),
      ...writesWithoutLease(entries, this.#resumed),
    ];
  }

  // ---- between tests

  /** Ends all events, removes all workloads and reverts changes by people, then waits until every node is idle. */
  async reset(): Promise<void> {
    for (const { vm } of this.#fleet) {
      this.imds.fault(vm, undefined);
      this.imds.serve(vm, undefined);
      for (const { id } of this.imds.events(vm)) this.imds.finish(id);
    }
    for (const name of [canary.name, ...this.nodes]) {
      await this.request(name, null);
      await this.#withdraw(name);
    }
    await this.installation.configure({});
    await this.#removeWorkloads();
    for (const name of this.nodes) {
      await this.eventually(`${name}: left by mechanic`, async () => (await this.node(name)).record === null);
      await this.setUnschedulable(name, false);
      await this.untilIdle(name);
    }
  }

  /** Like `waitFor`; an error message includes the state of the cluster. */
  async eventually<T>(
    what: string,
    probe: () => T | Promise<T>,
    options?: WaitOptions,
  ): Promise<Exclude<T, undefined | null | false>> {
    try {
      return await waitFor(what, probe, options);
    } catch (error) {
      if (error instanceof Error) error.message += `\n${await this.#describe()}`;
      throw error;
    }
  }

  async #install(options: MechanicClusterOptions): Promise<void> {
    const { others = [systemNode(), canary], fleet = usualFleet, onProgress } = options;
    onProgress?.('the control plane answers');
    await this.cluster.createNodes(others.map((node) => node.options));
    this.addMachines(fleet);
    await this.addNodes(fleet);
    onProgress?.(`${others.length + fleet.length} nodes are Ready`);
    await this.installation.upgrade({}, options.chart);
    await this.kubelet.start();
    onProgress?.('helm has installed the chart');
    const isReady = (): Promise<boolean> => this.installation.isReady(fleet.length);
    await this.eventually('mechanic to be Ready', isReady, { timeout: 60_000 });
    await this.installation.leader();
  }

  async #withdraw(name: string): Promise<void> {
    const { status } = await this.cluster.core.readNode({ name });
    const condition = status?.conditions?.find(({ type }) => type === 'VMEventScheduled');
    if (condition && condition.status !== 'False') await this.announce(name, null);
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
    const logs = this.installation.controllers().map((pod) => `--- ${pod.view.name}\n${tail(pod.logs())}`);
    return [...items.map((node) => describeNode(nodeState(node))), ...logs].join('\n');
  }
}

function tail(log: string): string {
  return log.trimEnd().split('\n').slice(-15).join('\n');
}
