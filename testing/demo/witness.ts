import type { Advice } from '@mechanic/contract/status';
import { isPodReady } from '../controlplane/index.ts';
import type { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { Repetition } from '../scenarios/repetition.ts';
import { SINGLE } from './town.ts';

/** Sees how long there was no Ready pod of the workload with one pod, and what the advice was that was taken. */
export class Witness {
  readonly #mechanic: MechanicCluster;
  /** Of a deadline that was at risk; null: nothing was said. */
  advice: Advice | null = null;
  /** From the announcement of a preemption on, until its node was empty; infinite while that has not happened. */
  preemptedSeconds = Number.POSITIVE_INFINITY;
  /** Looks that found no Ready pod, and how many there were. */
  gaps = 0;
  looks = 0;
  /** The nodes on which the only pod has run. */
  readonly places = new Set<string>();
  #watch: Repetition | undefined;

  constructor(mechanic: MechanicCluster) {
    this.#mechanic = mechanic;
  }

  start(): void {
    this.#watch = new Repetition(() => this.#look());
  }

  async stop(): Promise<void> {
    await this.#watch?.stop();
  }

  /** Where its Ready pods run now. */
  async nodes(): Promise<string[]> {
    const { core } = this.#mechanic.cluster;
    const { items } = await core.listNamespacedPod({ namespace: 'default', labelSelector: `app=${SINGLE}` });
    return items.filter(isPodReady).map(({ spec }) => spec?.nodeName ?? '');
  }

  async #look(): Promise<void> {
    // A look that fails has seen nothing: the API server may be busy.
    const nodes = await this.nodes().catch(() => null);
    if (nodes !== null) this.#see(nodes);
  }

  #see(nodes: readonly string[]): void {
    if (this.looks === 0 && nodes.length === 0) return;
    this.looks += 1;
    if (nodes.length === 0) this.gaps += 1;
    for (const node of nodes) this.places.add(node);
  }
}
