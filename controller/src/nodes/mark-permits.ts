import type { Clock } from '@mechanic/contract/clock';
import type { Log } from '../log.ts';
import type { Mark } from './node-patch.ts';

/** A kind of mark that was not permitted is not tried again before. */
const REFUSED_MS = 600_000;
/** One whose write was not answered (a webhook may hang) rests for so long. */
const UNANSWERED_MS = 60_000;

/**
 * Which marks are worth trying: clusters exist whose policies refuse one of them, or whose webhooks hang on it, which fails
 * nothing and costs no request again for a while.
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

  /** Those of these marks that may be tried now. */
  among<M extends Mark>(marks: readonly M[]): M[] {
    const now = this.#clock.monotonic();
    // The status of a Node is none of the marks that some clusters take from nobody.
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
