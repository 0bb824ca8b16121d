import type { V1Pod } from '@kubernetes/client-node';
import type { Cluster } from '../controlplane/index.ts';

/** How a workload served while it was watched. */
export interface Served {
  /** Seconds without a pod that was Ready and not told to end. */
  readonly downSeconds: number;
  /** Fewest of them at any look. */
  readonly fewest: number;
}

const pauseMs = 50;

/** Looks at pods as a Service does: which are Ready and not ending, by their label `app`. */
export class ServingWatch {
  readonly #cluster: Cluster;
  readonly #apps: readonly string[];
  readonly #down = new Map<string, number>();
  readonly #fewest = new Map<string, number>();
  #stopped = false;
  #watching: Promise<void> = Promise.resolve();

  constructor(cluster: Cluster, apps: readonly string[]) {
    this.#cluster = cluster;
    this.#apps = apps;
    this.#watching = this.#watch();
  }

  /** Ends the watch. Returns what it saw, by workload. */
  async stop(): Promise<ReadonlyMap<string, Served>> {
    this.#stopped = true;
    await this.#watching;
    return new Map(
      this.#apps.map((app) => [
        app,
        { downSeconds: (this.#down.get(app) ?? 0) / 1_000, fewest: this.#fewest.get(app) ?? 0 },
      ]),
    );
  }

  async #watch(): Promise<void> {
    let last = performance.now();
    while (!this.#stopped) {
      const { items } = await this.#cluster.core.listNamespacedPod({ namespace: 'default' });
      const now = performance.now();
      for (const app of this.#apps)
        this.#note(app, items.filter((pod) => serves(pod, app)).length, now - last);
      last = now;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  #note(app: string, serving: number, ms: number): void {
    this.#fewest.set(app, Math.min(serving, this.#fewest.get(app) ?? Infinity));
    if (serving === 0) this.#down.set(app, (this.#down.get(app) ?? 0) + ms);
  }
}

/** Whether the pod is one of that workload, Ready and not about to go. */
export function serves({ metadata, status }: V1Pod, app: string): boolean {
  if (metadata?.labels?.app !== app || metadata.deletionTimestamp !== undefined) return false;
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true;
}
