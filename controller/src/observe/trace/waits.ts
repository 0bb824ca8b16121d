import type { NodeStatus } from '../../decide/decision.ts';
import type { SpanContent } from './span.ts';

interface Wait {
  readonly state: string;
  readonly reason: string;
  readonly since: number;
}

/** One trace tells of so many waits; what comes after counts to the last. */
const MOST_WAITS = 50;

/** States in which nothing is waited for. */
const restless: ReadonlySet<string> = new Set(['draining', 'drained', 'overridden', 'idle', 'ignored']);

/** What a node waits for on its way, one wait for each reason. */
export class Waits {
  #present: Wait | null = null;
  #told = 0;

  /** Takes what a pass shows. Returns the wait that ended by it. */
  see(status: NodeStatus | undefined, now: number): SpanContent[] {
    const next = waitIn(status, now);
    if (this.#isTheSame(next)) return [];
    const ended = this.end(now);
    this.#present = next;
    return ended;
  }

  /** Nothing is waited for any more. */
  end(now: number): SpanContent[] {
    const wait = this.#present;
    this.#present = null;
    if (wait === null) return [];
    this.#told += 1;
    const attributes = { 'mechanic.state': wait.state, 'mechanic.waited_for': wait.reason };
    return [{ name: 'waited', start: wait.since, end: now, attributes }];
  }

  #isTheSame(next: Wait | null): boolean {
    const wait = this.#present;
    if (wait === null || next === null) return wait === next;
    return this.#told >= MOST_WAITS || (wait.reason === next.reason && wait.state === next.state);
  }
}

function waitIn(status: NodeStatus | undefined, since: number): Wait | null {
  if (status === undefined || status.need === null || restless.has(status.state)) return null;
  return { state: status.state, reason: status.reason, since };
}
