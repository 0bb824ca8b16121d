import type { Facts } from './facts.ts';

/** When it was said last of each Node that its deadline was missed; kept from the Events that controllers send. */
export class MissedNews {
  readonly #facts: Facts;
  /** Milliseconds since the beginning, by UID. */
  readonly #saidAt = new Map<string, number>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** A controller says it. */
  said(uid: string): void {
    this.#saidAt.set(uid, this.#facts.now);
  }

  /** Whether it was said since then; milliseconds since the epoch. */
  wasSaidSince(uid: string, since: number): boolean {
    const ageMs = this.#facts.now - (this.#saidAt.get(uid) ?? -Infinity);
    return this.#facts.epoch() - ageMs >= since;
  }
}
