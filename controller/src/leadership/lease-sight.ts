import type { Clock } from '@mechanic/contract/clock';
import { isNewer } from '../cluster/resource-version.ts';
import type { LeaseState } from './leases.ts';

/**
 * The newest that one process knows of the lease, and since when, on its own monotonic clock. What it is told late it
 * counts from then on, so that it never takes a lease for older than it is.
 */
export class LeaseSight {
  readonly #clock: Clock;
  readonly #onNewLeader: (identity: string) => void;
  #seen: { readonly lease: LeaseState; readonly at: number } | null = null;
  #toldAt = -Infinity;

  constructor(clock: Clock, onNewLeader: (identity: string) => void) {
    this.#clock = clock;
    this.#onNewLeader = onNewLeader;
  }

  get lease(): LeaseState | null {
    return this.#seen?.lease ?? null;
  }

  /** When a watch brought the last news; before everything when none ever did. */
  get toldAt(): number {
    return this.#toldAt;
  }

  /** When the lease is over if it does not change; never when nobody holds it. */
  get expiresAt(): number {
    if (this.#seen === null || this.#seen.lease.holder === '') return Infinity;
    return this.#seen.at + this.#seen.lease.durationSeconds * 1_000;
  }

  /** Who holds the lease; null when nobody does. */
  holder(): string | null {
    return this.#seen === null || this.#seen.lease.holder === '' ? null : this.#seen.lease.holder;
  }

  /** Takes the answer to a request that was sent at `askedAt`. It holds against what was known before it was asked. */
  observe(lease: LeaseState, askedAt: number): void {
    const overtaken = this.#seen !== null && this.#seen.at > askedAt && !this.#isNews(lease);
    if (!overtaken && this.lease?.resourceVersion !== lease.resourceVersion) this.#take(lease);
  }

  /** Takes what a watch brings, which may be long past. True when it is news. */
  hear(lease: LeaseState): boolean {
    if (!this.#isNews(lease)) return false;
    this.#take(lease);
    this.#toldAt = this.#clock.monotonic();
    return true;
  }

  /**
   * Whether a lease that looked so in a request sent at `askedAt` was given back, or unchanged for its whole duration.
   * Somebody may have deleted it (null), which its holder does not know yet: then what was seen last counts.
   */
  isFree(lease: LeaseState | null, askedAt: number): boolean {
    const known = lease ?? this.lease;
    if (known === null || known.holder === '') return true;
    return this.#seen !== null && askedAt - this.#seen.at >= known.durationSeconds * 1_000;
  }

  #isNews({ resourceVersion }: LeaseState): boolean {
    return isNewer(resourceVersion, this.lease?.resourceVersion ?? '');
  }

  #take(lease: LeaseState): void {
    const before = this.holder();
    this.#seen = { lease, at: this.#clock.monotonic() };
    if (lease.holder !== '' && lease.holder !== before) this.#onNewLeader(lease.holder);
  }
}
