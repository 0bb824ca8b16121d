import { type Backoff, backoffDelay } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { NodeView, Refusal } from '../decide/snapshot.ts';
import type { Write } from './node-patch.ts';
import type { WriteOutcome } from './write-outcome.ts';

/** Often only a person can help. But an API server that has just started refuses requests until it has read its roles. */
const REFUSED: Backoff = { initialMs: 2_000, maxMs: 60_000 };
/** For no answer, or a server error. */
const FAILED: Backoff = { initialMs: 1_000, maxMs: 30_000 };
/** For a conflict with another writer: after the first, reading the Node again is usually enough. */
const COLLIDED: Backoff = { initialMs: 50, maxMs: 5_000 };

/** Kinds of actions that are optional. */
const helping: ReadonlySet<Write['kind']> = new Set(['mark', 'out-of-service', 'conditions', 'acknowledge']);

interface Trouble {
  readonly times: number;
  readonly until: number;
  /** Message for the status of the node; null: none. */
  readonly message: string | null;
}

/**
 * Failed writes, and when each Node may be written to again. Marks are counted separately, so that they never hold up other
 * writes. Pauses are on the monotonic clock.
 */
export class WriteTroubles {
  readonly #clock: Clock;
  readonly #writes = new Map<string, Trouble>();
  readonly #marks = new Map<string, Trouble>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Nodes whose writes have to wait, for decisions. Times are milliseconds since the epoch, relative to `now`. */
  refusals(now: number): ReadonlyMap<string, Refusal> {
    const monotonic = this.#clock.monotonic();
    const refusals = new Map<string, Refusal>();
    for (const [uid, { until, message }] of this.#writes) {
      if (message !== null && until > monotonic)
        refusals.set(uid, { message, retryAt: now + until - monotonic });
    }
    return refusals;
  }

  /** Whether this write has to wait. */
  holdsBack(action: Write, { uid }: NodeView): boolean {
    return (this.#of(action).get(uid)?.until ?? -Infinity) > this.#clock.monotonic();
  }

  /** Notes that a write to the Node took effect. */
  over(action: Write, { uid }: NodeView): void {
    this.#of(action).delete(uid);
  }

  /** Notes a refused write; like `failed` and `collided` it returns the pause in milliseconds. */
  refused(action: Write, node: NodeView, message: string): number {
    return this.#add(action, node, { pauses: REFUSED, message });
  }

  failed(action: Write, node: NodeView, outcome: Extract<WriteOutcome, { kind: 'failed' }>): number {
    const { message, retryAfterMs = 0 } = outcome;
    return this.#add(action, node, { pauses: FAILED, message, atLeast: retryAfterMs });
  }

  collided(action: Write, node: NodeView): number {
    return this.#add(action, node, { pauses: COLLIDED, message: null });
  }

  clear(): void {
    this.#writes.clear();
    this.#marks.clear();
  }

  #add(
    action: Write,
    { uid }: NodeView,
    { pauses, message, atLeast = 0 }: { pauses: Backoff; message: string | null; atLeast?: number },
  ): number {
    const troubles = this.#of(action);
    const times = troubles.get(uid)?.times ?? 0;
    const pause = Math.max(atLeast, backoffDelay(pauses, times + 1));
    troubles.set(uid, { times: times + 1, until: this.#clock.monotonic() + pause, message });
    return pause;
  }

  #of({ kind }: Write): Map<string, Trouble> {
    return helping.has(kind) ? this.#marks : this.#writes;
  }
}
