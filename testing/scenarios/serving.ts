import type { V1Pod } from '@kubernetes/client-node';
import { type Cluster, isPodReady } from '../controlplane/index.ts';
import { Repetition } from './repetition.ts';

/** The availability of a workload while it was watched. */
export interface Served {
  /** Seconds without a pod that was Ready and not terminating. */
  readonly downSeconds: number;
  /** Minimum number of such pods. */
  readonly fewest: number;
}

const pauseMs = 50;

/** Watches pods by their label `app`, and judges like a Service which are Ready and not terminating. */
export class ServingWatch {
  readonly #cluster: Cluster;
  readonly #apps: readonly string[];
  readonly #down = new Map<string, number>();
  readonly #fewest = new Map<string, number>();
  readonly #watch: Repetition;
  #seenAt = performance.now();

  constructor(cluster: Cluster, apps: readonly string[]) {
    this.#cluster = cluster;
    this.#apps = apps;
    this.#watch = new Repetition(() => this.#look(), pauseMs);
  }

  /** Ends the watch. Returns the result by workload. */
  async stop(): Promise<ReadonlyMap<string, Served>> {
    await this.#watch.stop();
    return new Map(
      this.#apps.map((app) => [
        app,
        { downSeconds: (this.#down.get(app) ?? 0) / 1_000, fewest: this.#fewest.get(app) ?? 0 },
      ]),
    );
  }

  async #look(): Promise<void> {
    const { items } = await this.#cluster.core.listNamespacedPod({ namespace: 'default' });
    const now = performance.now();
    for (const app of this.#apps)
      this.#note(app, items.filter((pod) => serves(pod, app)).length, now - this.#seenAt);
    this.#seenAt = now;
  }

  #note(app: string, serving: number, ms: number): void {
    this.#fewest.set(app, Math.min(serving, this.#fewest.get(app) ?? Infinity));
    if (serving === 0) this.#down.set(app, (this.#down.get(app) ?? 0) + ms);
  }
}

/** Whether the pod belongs to the workload, is Ready and is not terminating. */
export function serves(pod: V1Pod, app: string): boolean {
  const { labels, deletionTimestamp } = pod.metadata ?? {};
  return labels?.app === app && deletionTimestamp === undefined && isPodReady(pod);
}
