import type { WriteRecord } from '../api/index.ts';
import type { Facts } from './facts.ts';
import { type NodeFacts, isDraining } from './node-facts.ts';

/** How long each node was drained since the last failure, pauses left out; the judge's own count. */
export class DrainTimes {
  readonly #facts: Facts;
  /** Milliseconds of the drains that have ended, by UID of the Node. */
  readonly #ended = new Map<string, number>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
  written({ resource, name }: WriteRecord): void {
    if (resource !== 'nodes') return;
    const { before, nodes, now } = this.#facts;
    const after = nodes.get(name);
    if (after === undefined || before?.uid !== after.uid) return;
    if (isDraining(before) && !isDraining(after))
      this.#ended.set(after.uid, this.ofEnded(after) + now - (before.drainingSince ?? now));
    const begins = before.record?.phase === 'Failed' && isDraining(after);
    if (after.record === null || begins) this.#ended.delete(after.uid);
  }

  /** Of a drain that does not run. */
  ofEnded({ uid }: NodeFacts): number {
    return this.#ended.get(uid) ?? 0;
  }

  /** Including the drain that runs. */
  of(node: NodeFacts): number {
    return this.ofEnded(node) + (node.drainingSince === null ? 0 : this.#facts.now - node.drainingSince);
  }
}
