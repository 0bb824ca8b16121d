import { COMPONENT_LABEL, NAME, NAME_LABEL } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { NodeView } from '../decide/snapshot.ts';
import type { Log } from '../log.ts';
import { type BudgetObject, type BudgetView, budgetView } from '../decide/views/budgets.ts';
import type { Reader } from './client.ts';
import { type NodeObject, nodeView, remember } from '../decide/views/nodes.ts';
import { AttachmentWatch } from './attachments.ts';
import { PodWatch } from './pod-watch.ts';
import { type PodObject, type ProbePodView, probePodView } from '../decide/views/pods.ts';
import { type CacheContext, ResourceCache } from './resource-cache.ts';
import {
  type ConfigMapObject,
  type SettingsMapView,
  type SettingsText,
  settingsMapView,
  settingsText,
} from '../decide/views/settings-map.ts';
import type { WatchRestart } from './watch-turn.ts';

export interface ClusterOptions {
  readonly client: Reader;
  readonly clock: Clock;
  readonly log: Log;
  /** Namespace of the probes and of the ConfigMap. */
  readonly namespace: string;
  /** Name of the ConfigMap with the settings. */
  readonly configMap: string;
  /** 0 to 1, for jitter. Default: Math.random. */
  readonly random?: () => number;
  readonly onRestart?: (restart: WatchRestart) => void;
}

/** The controller's view of the cluster: caches that follow the API server. Writes nothing. */
export class Cluster {
  readonly #context: CacheContext;
  readonly #configMapKey: string;
  readonly #nodes: ResourceCache<NodeObject, NodeView>;
  readonly #probes: ResourceCache<PodObject, ProbePodView>;
  readonly #budgets: ResourceCache<BudgetObject, BudgetView>;
  readonly #settings: ResourceCache<ConfigMapObject, SettingsMapView>;
  #probed: { readonly from: readonly ProbePodView[]; readonly names: ReadonlySet<string> } | null = null;

  constructor({ namespace, configMap, random = Math.random, ...context }: ClusterOptions) {
    this.#context = { ...context, random };
    this.#configMapKey = `${namespace}/${configMap}`;
    this.#nodes = new ResourceCache(this.#context, {
      resource: 'nodes',
      path: '/api/v1/nodes',
      view: nodeView,
      carry: remember,
    });
    this.#probes = new ResourceCache(this.#context, {
      resource: 'probe-pods',
      path: `/api/v1/namespaces/${namespace}/pods`,
      query: { labelSelector: `${NAME_LABEL}=${NAME},${COMPONENT_LABEL}=probe` },
      view: probePodView,
    });
    this.#budgets = new ResourceCache(this.#context, {
      resource: 'poddisruptionbudgets',
      path: '/apis/policy/v1/poddisruptionbudgets',
      view: budgetView,
    });
    this.#settings = new ResourceCache(this.#context, {
      resource: 'configmaps',
      path: `/api/v1/namespaces/${namespace}/configmaps`,
      query: { fieldSelector: `metadata.name=${configMap}` },
      view: settingsMapView,
    });
  }

  /** Starts to list and watch; ends with the signal. */
  start(signal: AbortSignal): void {
    for (const cache of this.#caches()) void cache.run(signal);
  }

  /** Whether every cache has had its first full list. */
  synced(): boolean {
    return this.#caches().every((cache) => cache.synced);
  }

  async whenSynced(): Promise<void> {
    await Promise.all(this.#caches().map((cache) => cache.whenSynced));
  }

  /** All Nodes; the same array until one changes. */
  nodes(): readonly NodeView[] {
    return this.#nodes.values();
  }

  node(name: string): NodeView | undefined {
    return this.#nodes.get(name);
  }

  /** Names of the nodes with a Ready probe; the same set until it changes. */
  probedNodes(): ReadonlySet<string> {
    const from = this.#probes.values();
    if (this.#probed?.from !== from) {
      this.#probed = { from, names: new Set(from.filter((pod) => pod.ready).map((pod) => pod.nodeName)) };
    }
    return this.#probed.names;
  }

  /** All PodDisruptionBudgets; the same array until one changes. */
  budgets(): readonly BudgetView[] {
    return this.#budgets.values();
  }

  /** The settings as written in the ConfigMap. Valid only when synced(). */
  settingsText(): SettingsText {
    return settingsText(this.#settings.get(this.#configMapKey));
  }

  /** Takes over the answer to a write of ours at once, if it is newer than the cached object. */
  absorb(node: NodeObject): void {
    this.#nodes.absorb(node);
  }

  /**
   * Lists all Nodes again, consistently: the cache then includes what anybody wrote before the call.
   * @throws what `failureOf` reads
   */
  async refreshNodes(signal?: AbortSignal): Promise<void> {
    await this.#nodes.refresh(signal);
  }

  /**
   * Reads one Node again. It does not notice that the Node is gone; only the watch does.
   * @throws what `failureOf` reads
   */
  async refreshNode(name: string): Promise<void> {
    const query = { fieldSelector: `metadata.name=${name}` };
    await this.#context.client.list('/api/v1/nodes', query, (item) => this.absorb(item as NodeObject)); // the API server's own schema
  }

  /** Called when Nodes or probes change. The returned function ends the subscription; the same holds for those below. */
  onChange(listener: () => void): () => void {
    const ends = [this.#nodes.onChange(listener), this.#probes.onChange(listener)];
    return () => ends.forEach((end) => end());
  }

  onBudgetChange(listener: () => void): () => void {
    return this.#budgets.onChange(listener);
  }

  /** Called when the ConfigMap, or its absence, is seen for the first time, and whenever it changes. */
  onSettingsChange(listener: () => void): () => void {
    return this.#settings.onChange(listener);
  }

  /** Follows the pods of one node. */
  watchPods(nodeName: string, signal: AbortSignal): PodWatch {
    return new PodWatch(this.#context, nodeName, signal);
  }

  /** Follows the attachments of all volumes. */
  watchAttachments(onChange: () => void): AttachmentWatch {
    return new AttachmentWatch(this.#context, onChange);
  }

  #caches(): readonly Pick<ResourceCache<never, never>, 'run' | 'synced' | 'whenSynced'>[] {
    return [this.#nodes, this.#probes, this.#budgets, this.#settings];
  }
}
