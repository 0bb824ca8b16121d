import type { Clock } from '@mechanic/contract/clock';
import type { LeaseSight } from './lease-sight.ts';
import type { LeaseState, Leases } from './leases.ts';

export interface StandbyParts {
  readonly leases: Pick<Leases, 'follow'>;
  readonly sight: LeaseSight;
  readonly clock: Clock;
  readonly durationMs: number;
  readonly retryPeriodMs: number;
  /** Whether a lease may be taken at once, when it is still as the watch says. */
  readonly invites: (lease: LeaseState) => boolean;
  /** The watch brought something, so that `dueAt` may have changed. */
  readonly onNews: () => void;
}

/** A follower that was told nothing for so many retry periods looks itself: the leader is silent, or the watch is. */
const SILENCE = 2;
/** It looks itself once in so many lease durations all the same: a watch may bring everything, but late. */
const TRUST = 4;

/**
 * When a follower looks at the lease. A watch spares it most looks and decides nothing: before a lease is taken it is
 * read. So a watch that hangs, lags or is refused costs requests, and at worst time.
 */
export class Standby {
  readonly #parts: StandbyParts;
  #watch: AbortController | null = null;
  #lookedAt = -Infinity;
  /** The watch has said since the last look that the lease may be taken. */
  #invited = false;

  constructor(parts: StandbyParts) {
    this.#parts = parts;
  }

  /** Begins to watch, unless it does already. */
  begin(): void {
    if (this.#watch !== null) return;
    const watch = new AbortController();
    this.#watch = watch;
    // What the watch has brought before its end is handed out after it.
    const tell = (lease: LeaseState): void => (watch.signal.aborted ? undefined : this.#hear(lease));
    void this.#parts.leases.follow(tell, watch.signal);
  }

  end(): void {
    this.#watch?.abort();
    this.#watch = null;
  }

  /** A request for the lease is being sent. */
  looks(): void {
    this.#lookedAt = this.#parts.clock.monotonic();
    this.#invited = false;
  }

  /** When to look next, after a look that ended at `from`. `chance` (0 to 1) keeps followers from acting all at once. */
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
