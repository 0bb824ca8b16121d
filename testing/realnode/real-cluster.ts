import { CoordinationV1Api, type V1Pod } from '@kubernetes/client-node';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Status } from '@mechanic/contract/status';
import { type Cluster, ControlPlane, isPodReady, waitFor, type WaitOptions } from '../controlplane/index.ts';
import { ImdsEmulator } from '../imds/emulator.ts';
import type { EventRequest, EventType } from '../imds/scheduled-event.ts';
import { describeNode, isIdle, type NodeState, nodeState } from '../scenarios/node-state.ts';
import { limitBreaches, writesWithoutLease } from '../scenarios/oracle.ts';
import type { Values } from '../scenarios/values.ts';
import { clear } from './clearing.ts';
import { archives, registry } from './images.ts';
import { MetadataRelay } from './metadata-relay.ts';
import { NameServer } from './name-server.ts';
import { layCables } from './network.ts';
import { writeNodeFiles } from './node-files.ts';
import { allPlaces, site } from './place.ts';
import { RealNode } from './real-node.ts';

export const namespace = 'mechanic';

const chart = join(import.meta.dirname, '..', '..', 'charts', 'mechanic');
const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
/** This machine may have little to spare. */
const patience = { timeout: 180_000, interval: 200 };

/** Two real nodes, the real control plane, and mechanic as the chart installs it with its defaults. */
export class RealCluster {
  readonly controlPlane: ControlPlane;
  readonly imds: ImdsEmulator;
  readonly nodes: readonly RealNode[];
  readonly #relay: MetadataRelay;
  readonly #names: NameServer;

  private constructor(parts: Parts) {
    this.controlPlane = parts.controlPlane;
    this.imds = parts.imds;
    this.nodes = parts.nodes;
    this.#relay = parts.relay;
    this.#names = parts.names;
  }

  /**
   * Starts everything; returns when all pods of mechanic are Ready. MECHANIC_NODE_IMAGES is the directory with the
   * archives of `buildImages`.
   */
  static async start(): Promise<RealCluster> {
    await clear();
    const parts = await startParts().catch(async (error: unknown) => {
      await clear();
      throw error;
    });
    const cluster = new RealCluster(parts);
    try {
      await Promise.all(cluster.nodes.map((node) => node.powerOn()));
      await cluster.cluster.waitForNodesReady(cluster.names, patience);
      await cluster.cluster.createNamespace(namespace, restricted);
      await cluster.upgrade();
      await cluster.untilReady();
      return cluster;
    } catch (error) {
      if (error instanceof Error) error.message += `\n${await cluster.describe()}`;
      await cluster.stop();
      throw error;
    }
  }

  /** Ends every process and takes away what was made for them. */
  async stop(): Promise<void> {
    const ends = [this.#relay, this.#names, this.imds, this.controlPlane];
    const powered = await Promise.allSettled(this.nodes.map((node) => node.powerOff()));
    const ended = await Promise.allSettled(ends.map((part) => part.stop()));
    await clear();
    // Everything is taken down whatever fails, and the failure is still said.
    for (const outcome of [...powered, ...ended]) if (outcome.status === 'rejected') throw outcome.reason;
  }

  get cluster(): Cluster {
    return this.controlPlane.cluster;
  }

  /** Names of the Nodes. */
  get names(): readonly string[] {
    return this.nodes.map(({ name }) => name);
  }

  /** The node of this name. */
  realNode(name: string): RealNode {
    const node = this.nodes.find((candidate) => candidate.name === name);
    if (!node) throw new Error(`no node is named ${name}`);
    return node;
  }

  /** The name of the node that is not this one. */
  other(name: string): string {
    return this.names.find((candidate) => candidate !== name) ?? '';
  }

  helm(...args: readonly string[]): Promise<string> {
    return this.controlPlane.helm([...args, '--namespace', namespace]);
  }

  kubectl(...args: readonly string[]): Promise<string> {
    return this.controlPlane.kubectl(args);
  }

  /** Installs the release with the chart's defaults, or upgrades it, with these values on top. */
  async upgrade(values: Values = {}): Promise<void> {
    const input = JSON.stringify({ image: { registry }, ...values });
    const args = ['upgrade', 'mechanic', chart, '--install', '--namespace', namespace, '--values', '-'];
    await this.controlPlane.helm(args, input);
  }

  // ---- mechanic

  /** The pods of mechanic, or of one of its parts, that are not on their way out. */
  async pods(component?: 'controller' | 'probe'): Promise<V1Pod[]> {
    const part = component === undefined ? '' : `,app.kubernetes.io/component=${component}`;
    const labelSelector = `app.kubernetes.io/name=mechanic${part}`;
    const { items } = await this.cluster.core.listNamespacedPod({ namespace, labelSelector });
    return items.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  }

  /** Waits until two controllers and a probe on each node are Ready, and one of the controllers leads. */
  async untilReady(): Promise<void> {
    await this.eventually('four pods of mechanic to be Ready', async () => {
      const pods = await this.pods();
      return pods.length === 4 && pods.every(isPodReady);
    });
    await this.leader();
  }

  /** The controller that holds the lease. */
  leader(): Promise<V1Pod> {
    return this.eventually('a leader', async () => {
      const holder = await this.holder();
      return (await this.pods('controller')).find(({ metadata }) => metadata?.name === holder);
    });
  }

  /** Name of the pod in the lease; empty when nobody holds it. */
  async holder(): Promise<string> {
    const api = this.controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    const lease = await api.readNamespacedLease({ namespace, name: 'mechanic-controller' });
    return lease.spec?.holderIdentity ?? '';
  }

  /** The status of the leader, asked of its pod over the network of pods. */
  async status(): Promise<Status> {
    const { status } = await this.leader();
    const response = await fetch(`http://${status?.podIP ?? ''}:8080/api/v1/status`);
    // The controller's own type of this document.
    return (await response.json()) as Status;
  }

  /** The process of mechanic in a pod of its own, by its id on this machine. */
  processOf({ metadata, spec }: V1Pod): number {
    const pids = this.realNode(spec?.nodeName ?? '').processesOf(metadata?.uid ?? '');
    const pid = pids.find((candidate) =>
      readFileSync(`/proc/${candidate}/cmdline`, 'utf8').startsWith('node\0'),
    );
    if (pid === undefined) throw new Error(`no process of ${metadata?.name ?? ''} runs`);
    return pid;
  }

  /** What a container of a pod of mechanic has written. */
  async logOf({ metadata, spec }: V1Pod): Promise<string> {
    const node = this.realNode(spec?.nodeName ?? '');
    return node.logOf(namespace, metadata?.name ?? '', spec?.containers[0]?.name ?? '');
  }

  // ---- nodes

  /** Announces an event for the VM of a node; returns its id. */
  schedule(name: string, type: EventType, request: Partial<EventRequest> = {}): string {
    return this.imds.schedule({ type, resources: [this.realNode(name).place.fleet.vm], ...request });
  }

  async node(name: string): Promise<NodeState> {
    return nodeState(await this.cluster.core.readNode({ name }));
  }

  /** Waits until the node looks as `predicate` wants it, and returns it. */
  until(name: string, what: string, predicate: (state: NodeState) => boolean): Promise<NodeState> {
    return this.eventually(`${name}: ${what}`, async () => {
      const state = await this.node(name);
      return predicate(state) ? state : undefined;
    });
  }

  untilPhase(name: string, phase: NodeState['phase']): Promise<NodeState> {
    return this.until(name, `phase ${String(phase)}`, (state) => state.phase === phase);
  }

  /** Schedulable, with no trace of mechanic but the probe's report. */
  untilIdle(name: string): Promise<NodeState> {
    return this.until(name, 'back to normal', isIdle);
  }

  /** Ordinary pods on a node: neither mechanic's own nor on their way out. */
  async workloadOn(name: string): Promise<V1Pod[]> {
    const pods = await this.cluster.podsOn(name);
    return pods.filter(({ metadata }) => metadata?.namespace !== namespace && !metadata?.deletionTimestamp);
  }

  /** Reasons and messages of the Events (the Kubernetes kind) about a node, as `Reason: message`. */
  async eventsOf(name: string): Promise<string[]> {
    const fieldSelector = `involvedObject.kind=Node,involvedObject.name=${name}`;
    const { items } = await this.cluster.core.listEventForAllNamespaces({ fieldSelector });
    return items
      .filter(({ source }) => source?.component?.startsWith('mechanic'))
      .map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`);
  }

  /** Every breach of the two promises that hold at any time; empty when both were kept. */
  async breaches(): Promise<string[]> {
    const timeline = await this.controlPlane.auditLog.drainingOverTime();
    const entries = await this.controlPlane.auditLog.entries();
    return [...limitBreaches(timeline, [{ at: new Date(0), limit: 1 }]), ...writesWithoutLease(entries)];
  }

  /** Ends all events, removes all workloads and waits until both nodes are idle and mechanic is whole. */
  async reset(): Promise<void> {
    for (const node of this.nodes) {
      // A test that failed may have left it without.
      if (!node.hasKubelet) node.startKubelet();
      for (const { id } of this.imds.events(node.place.fleet.vm)) this.imds.finish(id);
    }
    const all = { namespace: 'default' };
    await this.cluster.apps.deleteCollectionNamespacedDeployment(all);
    await this.cluster.policy.deleteCollectionNamespacedPodDisruptionBudget(all);
    await this.kubectl('delete', 'service', '--selector', 'app', '--namespace', 'default');
    await this.cluster.core.deleteCollectionNamespacedPod({ ...all, body: { gracePeriodSeconds: 1 } });
    await this.eventually('the workloads to be gone', async () => {
      return (await this.cluster.core.listNamespacedPod(all)).items.length === 0;
    });
    for (const name of this.names) await this.untilIdle(name);
    await this.untilReady();
  }

  /** Like `waitFor`, with the patience that real nodes need; a failure says how the cluster looks. */
  async eventually<T>(
    what: string,
    probe: () => T | Promise<T>,
    options: WaitOptions = {},
  ): Promise<Exclude<T, undefined | null | false>> {
    try {
      return await waitFor(what, probe, { ...patience, ...options });
    } catch (error) {
      if (error instanceof Error) error.message += `\n${await this.describe()}`;
      throw error;
    }
  }

  /** How everything looks, for messages. */
  async describe(): Promise<string> {
    const nodes = await this.cluster.core.listNode().then(
      ({ items }) => items.map((node) => describeNode(nodeState(node))),
      () => [],
    );
    const pods = await this.kubectl('get', 'pods', '--all-namespaces', '--output', 'wide').catch(String);
    const events = await this.kubectl('get', 'events', '--all-namespaces').catch(String);
    const tail = events.trimEnd().split('\n').slice(-25);
    return [...nodes, pods, ...tail, ...this.nodes.map((node) => node.describe())].join('\n');
  }
}

interface Parts {
  readonly controlPlane: ControlPlane;
  readonly imds: ImdsEmulator;
  readonly nodes: readonly RealNode[];
  readonly relay: MetadataRelay;
  readonly names: NameServer;
}

/** All but the nodes' power. */
async function startParts(): Promise<Parts> {
  await mkdir(site.directory, { recursive: true });
  await layCables(allPlaces);
  const controlPlane = await ControlPlane.start({
    address: site.address,
    components: ['kube-controller-manager', 'kube-scheduler'],
    flags: {
      // Kubelets are held to their own node, as everywhere. These lists are added to.
      'kube-apiserver': ['--authorization-mode=Node', '--enable-admission-plugins=NodeRestriction'],
    },
  });
  const images = archives(process.env.MECHANIC_NODE_IMAGES ?? '');
  const nodes = [];
  for (const place of allPlaces) {
    await writeNodeFiles(place, controlPlane);
    nodes.push(await RealNode.prepare(place, controlPlane.tools, images));
  }
  const imds = await ImdsEmulator.start();
  for (const { fleet } of allPlaces) imds.add({ name: fleet.vm, path: fleet.name, group: 'user' });
  const relay = await MetadataRelay.start((node) => imds.url(node));
  const addressOf = async (inNamespace: string, name: string): Promise<string | undefined> => {
    const service = await controlPlane.cluster.core.readNamespacedService({ name, namespace: inNamespace });
    return service.spec?.clusterIP;
  };
  return { controlPlane, imds, nodes, relay, names: await NameServer.start(addressOf) };
}
