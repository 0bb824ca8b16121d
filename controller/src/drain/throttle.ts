/** Most requests at once, over all nodes. More would not be faster: each needs a connection, and etcd writes one by one. */
const widest = 10;
/** By how much each success raises a lowered limit. */
const widening = 0.2;
/** Longest pause that we keep, whatever the API server asks for. */
const longestPauseMs = 60_000;

/**
 * Limits how many requests may be under way at once. After a 429 with Retry-After (the API server is overloaded) it pauses
 * as asked, and then allows half as many requests at once. Times are on the monotonic clock.
 */
export class Throttle {
  #width = widest;
  #pausedUntil = -Infinity;

  get width(): number {
    return Math.floor(this.#width);
  }

  /** No request is sent before this time. */
  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  /** Pauses, and halves the limit. Answers to requests that were sent together halve it once. */
  pause(ms: number, now: number): void {
    if (now >= this.#pausedUntil) this.#width = Math.max(1, this.#width / 2);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(ms, longestPauseMs));
  }

  succeeded(): void {
    this.#width = Math.min(widest, this.#width + widening);
  }
}
