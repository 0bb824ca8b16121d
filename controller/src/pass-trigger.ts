import type { Clock } from '@mechanic/contract/clock';

/** Wait between a trigger and its pass: a burst of watch events makes one pass. In milliseconds. */
const DEBOUNCE_MS = 20;
/** After a long pass the wait is longer, so that other work can run in between; this is the longest wait. */
const LONGEST_DEBOUNCE_MS = 50;
/** How often the wall clock is read during a wait, since somebody may set it forward. */
const LOOK_AT_CLOCK_MS = 10_000;

/** Turns triggers into passes: any number of requests before a pass makes one pass. */
export class PassTrigger {
  readonly #clock: Clock;
  readonly #pass: () => void;
  #waiting: { readonly since: number; readonly cancel: () => void } | null = null;
  #timed: { readonly at: number; readonly cancel: () => void } | null = null;
  #debounceMs = DEBOUNCE_MS;
  #stopped = false;

  /** @param pass must not throw */
  constructor(clock: Clock, pass: () => void) {
    this.#clock = clock;
    this.#pass = pass;
  }

  /** Asks for a pass soon. */
  request(): void {
    if (this.#stopped || this.#waiting !== null) return;
    const cancel = this.#clock.after(this.#debounceMs, () => this.#run());
    this.#waiting = { since: this.#clock.monotonic(), cancel };
  }

  /**
   * Asks for a pass at a time (milliseconds since the epoch). Replaces the earlier request for a time; null withdraws it.
   */
  requestAt(at: number | null): void {
    if (this.#timed?.at === at) return;
    this.#timed?.cancel();
    this.#timed = null;
    if (this.#stopped || at === null) return;
    const wait = Math.min(Math.max(0, at - this.#clock.now()), LOOK_AT_CLOCK_MS);
    const cancel = this.#clock.after(wait, () => {
      this.#timed = null;
      if (this.#clock.now() >= at) this.request();
      else this.requestAt(at);
    });
    this.#timed = { at, cancel };
  }

  /** How long a requested pass has not come, in milliseconds. */
  waitingForMs(): number {
    return this.#waiting === null ? 0 : this.#clock.monotonic() - this.#waiting.since;
  }

  /** Stops: no pass starts after this. */
  stop(): void {
    this.#stopped = true;
    this.#waiting?.cancel();
    this.#waiting = null;
    this.requestAt(null);
  }

  #run(): void {
    this.#waiting = null;
    const before = this.#clock.monotonic();
    this.#pass();
    const took = this.#clock.monotonic() - before;
    this.#debounceMs = Math.min(LONGEST_DEBOUNCE_MS, Math.max(DEBOUNCE_MS, took));
  }
}
