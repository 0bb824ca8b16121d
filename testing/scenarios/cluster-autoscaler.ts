import type { Cluster } from '../controlplane/index.ts';
import { scaleSetNode } from './fleet.ts';
import { Repetition } from './repetition.ts';

export interface AutoscalerOptions {
  /** A new node exists this long after the first of its pods began to wait, in milliseconds. */
  readonly afterMs: number;
  /** Number of pods that fit on a node. */
  readonly podsPerNode: number;
}

/** Simulates a cluster autoscaler: waiting pods get new nodes after a while. Counts how many pods waited at once. */
export class ClusterAutoscaler {
  readonly #cluster: Cluster;
  readonly #options: AutoscalerOptions;
  /** When a waiting pod was first seen, by UID, until a node was created for it. */
  readonly #waiting = new Map<string, number>();
  readonly #served = new Set<string>();
  #added: string[] = [];
  #most = 0;
  readonly #work: Repetition;

  constructor(cluster: Cluster, options: AutoscalerOptions) {
    this.#cluster = cluster;
    this.#options = options;
    // After an error the next run tries again.
    this.#work = new Repetition(() => this.#look().catch(() => undefined));
  }

  /** Removes the nodes that it has added. Returns the maximum number of pods that waited at once. */
  async stop(): Promise<number> {
    await this.#work.stop();
    for (const name of this.#added) await this.#cluster.core.deleteNode({ name });
    return this.#most;
  }

  async #look(): Promise<void> {
    const namespace = 'default';
    const { items } = await this.#cluster.core.listNamespacedPod({
      namespace,
      fieldSelector: 'spec.nodeName=',
    });
    const now = performance.now();
    const uids = items.map(({ metadata }) => metadata?.uid ?? '');
    this.#most = Math.max(this.#most, uids.length);
    for (const uid of uids)
      if (!this.#served.has(uid) && !this.#waiting.has(uid)) this.#waiting.set(uid, now);
    if (![...this.#waiting.values()].some((since) => now - since >= this.#options.afterMs)) return;
    // It creates nodes for all waiting pods at once.
    const due = [...this.#waiting.keys()];
    this.#waiting.clear();
    for (const uid of due) this.#served.add(uid);
    await this.#add(Math.ceil(due.length / this.#options.podsPerNode));
  }

  async #add(count: number): Promise<void> {
    const fresh = Array.from({ length: count }, (_, index) =>
      scaleSetNode('added', this.#added.length + index),
    );
    this.#added = [...this.#added, ...fresh.map(({ name }) => name)];
    await this.#cluster.createNodes(fresh.map(({ options }) => options));
  }
}
