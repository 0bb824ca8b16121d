import type { Clock } from '@mechanic/contract/clock';
import type { Log } from '../log.ts';
import type { Mark } from './node-patch.ts';

/** A refused kind of mark is not tried again for this long. */
const REFUSED_MS = 600_000;
/** A kind of mark whose write got no answer (a webhook may hang) is not tried again for this long. */
const UNANSWERED_MS = 60_000;

/**
 * Which marks may be tried. Some clusters have policies that refuse a mark, or webhooks that hang on it. Such a mark is not
 * written for a while; nothing else fails because of it.
 */
export class MarkPermits {
  readonly #clock: Clock;
  readonly #log: Log;
  /** False: marks are never tried. */
  readonly enabled: boolean;
  readonly #restsUntil = new Map<Mark, number>();

  constructor(clock: Clock, log: Log, enabled: boolean) {
    this.#clock = clock;
    this.#log = log;
    this.enabled = enabled;
  }

  /** Those of the given marks that may be tried now. */
  among<M extends Mark>(marks: readonly M[]): M[] {
    const now = this.#clock.monotonic();
    // `writesMarks` is about labels and taints. Conditions are in the status of a Node, so they are written in any case.
    const tried = this.enabled ? marks : marks.filter((mark) => mark === 'conditions');
    return tried.filter((mark) => (this.#restsUntil.get(mark) ?? -Infinity) <= now);
  }

  refused(mark: Mark, message: string): void {
    this.#log.warn('not permitted to mark nodes; goes on without', { mark, reason: message });
    this.#rest(mark, REFUSED_MS);
  }

  unanswered(marks: readonly Mark[], message: string): void {
    for (const mark of marks) {
      this.#log.warn('marking nodes gets no answer; goes on without', { mark, reason: message });
      this.#rest(mark, UNANSWERED_MS);
    }
  }

  #rest(mark: Mark, ms: number): void {
    this.#restsUntil.set(mark, this.#clock.monotonic() + ms);
  }
}
