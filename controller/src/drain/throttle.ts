/** Requests under way at once, over all nodes. More would not be faster: each wants a connection, and etcd writes one by one. */
const widest = 10;
/** By how much each success widens a way that was narrowed. */
const widening = 0.2;
/** No pause that the API server asks for is longer. */
const longestPauseMs = 60_000;

/**
 * How many requests may be under way at once, and from when on. An API server that has too much to do (429 with Retry-After)
 * gets its pause, and half as many requests at once afterwards. Times are on the monotonic clock.
 */
export class Throttle {
  #width = widest;
  #pausedUntil = -Infinity;

  get width(): number {
    return Math.floor(this.#width);
  }

  /** No request before. */
  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  /** Answers to requests that were sent together narrow the way once. */
  pause(ms: number, now: number): void {
    if (now >= this.#pausedUntil) this.#width = Math.max(1, this.#width / 2);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(ms, longestPauseMs));
  }

  succeeded(): void {
    this.#width = Math.min(widest, this.#width + widening);
  }
}
