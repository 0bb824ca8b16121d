import { backoffDelay } from '@mechanic/contract/backoff';

/** Pauses after failures in a row: each is drawn between the shortest and a bound that doubles up to the longest. */
export class Backoff {
  readonly #shortestMs: number;
  readonly #longestMs: number;
  readonly #random: () => number;
  #failures = 0;

  /** @param random a number from 0 to 1, so that a thousand probes do not come back at the same moment */
  constructor(shortestMs: number, longestMs: number, random: () => number) {
    this.#shortestMs = shortestMs;
    this.#longestMs = longestMs;
    this.#random = random;
  }

  /** How long to wait after one more failure, in milliseconds. */
  next(): number {
    this.#failures += 1;
    const bound = backoffDelay({ initialMs: this.#shortestMs, maxMs: this.#longestMs }, this.#failures + 1);
    return this.#shortestMs + this.#random() * (bound - this.#shortestMs);
  }

  reset(): void {
    this.#failures = 0;
  }
}
