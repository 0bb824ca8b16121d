import type { Clock } from '@mechanic/contract/clock';
import type { ApiFailure } from './failure.ts';

/** Why a watch was restarted. The first two are planned. */
export const watchRestartReasons = [
  /** The API server ended it at its timeout. */
  'ended',
  /** A full list was due, in case an event was missed. */
  'relist',
  /** 410: the API server no longer knows the version to resume from. */
  'expired',
  /** No event came for too long, or it outlived its timeout: a half-open connection. */
  'stalled',
  /** The connection broke. */
  'dropped',
  /** No connection, or no answer. */
  'unreachable',
  /** 401 or 403. */
  'refused',
  /** 429. */
  'throttled',
  /** Any other answer. */
  'error',
] as const;

export type WatchRestartReason = (typeof watchRestartReasons)[number];

export interface WatchRestart {
  readonly resource: string;
  readonly reason: WatchRestartReason;
}

/** A watch that exceeds its timeout by this much counts as stalled. */
const OVERTIME_MS = 15_000;
/** A watch that is silent for this long counts as stalled: the API server sends a bookmark about every minute. */
const SILENCE_MS = 150_000;

/** One watch from its begin to its end, with the timer that ends it when it stalls. */
export class WatchTurn {
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  #establishedAt: number | null = null;
  #heardAt = 0;
  #endsAt = 0;
  #stalled = false;
  #release: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns the signal for the request: it aborts with the caller's, or when the watch stalls. */
  begin(lifetimeMs: number, caller: AbortSignal): AbortSignal {
    const giveUp = (): void => this.#stop.abort(caller.reason);
    if (caller.aborted) giveUp();
    else caller.addEventListener('abort', giveUp);
    this.#endsAt = this.#clock.monotonic() + lifetimeMs + OVERTIME_MS;
    this.heard();
    let cancel = this.#arm((renewed) => (cancel = renewed));
    this.#release = (): void => {
      caller.removeEventListener('abort', giveUp);
      cancel();
    };
    return this.#stop.signal;
  }

  established(): void {
    this.#establishedAt = this.#clock.monotonic();
    this.heard();
  }

  heard(): void {
    this.#heardAt = this.#clock.monotonic();
  }

  end(): void {
    this.#release();
  }

  /** Milliseconds since the API server accepted the watch; 0 when it has not. */
  lived(): number {
    return this.#establishedAt === null ? 0 : this.#clock.monotonic() - this.#establishedAt;
  }

  reasonOf(failure: ApiFailure): WatchRestartReason {
    if (this.#stalled) return 'stalled';
    switch (failure.code) {
      case 0:
        return this.#establishedAt === null ? 'unreachable' : 'dropped';
      case 401:
      case 403:
        return 'refused';
      case 410:
        return 'expired';
      case 429:
        return 'throttled';
      default:
        return 'error';
    }
  }

  /** Checks from time to time with one timer, instead of a new timer for each event. */
  #arm(renewed: (cancel: () => void) => void): () => void {
    const due = Math.min(this.#heardAt + SILENCE_MS, this.#endsAt) - this.#clock.monotonic();
    if (due > 0) return this.#clock.after(due, () => renewed(this.#arm(renewed)));
    this.#stalled = true;
    this.#stop.abort(new Error('the watch is silent'));
    return () => undefined;
  }
}
