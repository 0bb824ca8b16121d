import type { Clock } from '@mechanic/contract/clock';
import type { LeaseSight } from './lease-sight.ts';
import type { LeaseState, Leases } from './leases.ts';

export interface StandbyParts {
  readonly leases: Pick<Leases, 'follow'>;
  readonly sight: LeaseSight;
  readonly clock: Clock;
  readonly durationMs: number;
  readonly retryPeriodMs: number;
  /** Whether a lease may be taken at once if it is as the watch says. */
  readonly invites: (lease: LeaseState) => boolean;
  /** Called when the watch brought news, so `dueAt` may have changed. */
  readonly onNews: () => void;
}

/** A follower without news for this many retry periods reads the lease itself: the leader is silent, or the watch is. */
const SILENCE = 2;
/** A follower reads the lease at least once in this many lease durations, since a watch may bring everything late. */
const TRUST = 4;

/**
 * Says when a follower reads the lease. A watch saves most reads but decides nothing: the lease is always read before it is
 * taken. So a watch that hangs, lags or is refused costs requests, and at worst time.
 */
export class Standby {
  readonly #parts: StandbyParts;
  #watch: AbortController | null = null;
  #lookedAt = -Infinity;
  /** Since the last read, the watch has shown that the lease may be taken. */
  #invited = false;

  constructor(parts: StandbyParts) {
    this.#parts = parts;
  }

  /** Starts the watch, unless it runs already. */
  begin(): void {
    if (this.#watch !== null) return;
    const watch = new AbortController();
    this.#watch = watch;
    // After its end the watch may still hand out what it had received; that is ignored.
    const tell = (lease: LeaseState): void => (watch.signal.aborted ? undefined : this.#hear(lease));
    void this.#parts.leases.follow(tell, watch.signal);
  }

  end(): void {
    this.#watch?.abort();
    this.#watch = null;
  }

  /** Notes that a read of the lease is being sent. */
  looks(): void {
    this.#lookedAt = this.#parts.clock.monotonic();
    this.#invited = false;
  }

  /** When to read next, after a read that ended at `from`. `chance` (0 to 1) keeps followers from acting all at once. */
  dueAt(from: number, chance: number): number {
    const { durationMs, retryPeriodMs, sight } = this.#parts;
    if (this.#invited) return sight.toldAt + (chance * retryPeriodMs) / 10;
    const rested = from + retryPeriodMs * (1 - 0.1 * chance);
    const quiet = Math.max(rested, sight.toldAt + SILENCE * retryPeriodMs);
    const latest = Math.min(quiet, sight.expiresAt, this.#lookedAt + TRUST * durationMs);
    return Math.max(from + retryPeriodMs / 10, latest);
  }

  #hear(lease: LeaseState): void {
    if (!this.#parts.sight.hear(lease)) return;
    this.#invited = this.#parts.invites(lease);
    this.#parts.onNews();
  }
}
