import type { Clock } from '@mechanic/contract/clock';
import { isNewer } from '../cluster/resource-version.ts';
import type { LeaseState } from './leases.ts';

/**
 * The newest known state of the lease, and since when this process knows it, on its own monotonic clock. The time counts
 * from when the process learned the state, so a lease never seems older than it is.
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

  /** When a watch brought the last news; -Infinity when none did. */
  get toldAt(): number {
    return this.#toldAt;
  }

  /** When the lease expires if it does not change; Infinity when nobody holds it. */
  get expiresAt(): number {
    if (this.#seen === null || this.#seen.lease.holder === '') return Infinity;
    return this.#seen.at + this.#seen.lease.durationSeconds * 1_000;
  }

  /** Identity of the holder; null when nobody holds the lease. */
  holder(): string | null {
    return this.#seen === null || this.#seen.lease.holder === '' ? null : this.#seen.lease.holder;
  }

  /**
   * Takes over the answer to a request sent at `askedAt`. It replaces what was known before that time, even if it looks
   * older.
   */
  observe(lease: LeaseState, askedAt: number): void {
    const overtaken = this.#seen !== null && this.#seen.at > askedAt && !this.#isNews(lease);
    if (!overtaken && this.lease?.resourceVersion !== lease.resourceVersion) this.#take(lease);
  }

  /** Takes over what a watch brings, which may be old. Returns true when it is news. */
  hear(lease: LeaseState): boolean {
    if (!this.#isNews(lease)) return false;
    this.#take(lease);
    this.#toldAt = this.#clock.monotonic();
    return true;
  }

  /**
   * Whether the lease, as read by a request sent at `askedAt`, was given back or unchanged for its whole duration.
   * null means that somebody deleted it, which its holder does not know yet: then the state seen last counts.
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
