import type { Clock } from '@mechanic/contract/clock';

/** Longest wait between a trigger and its pass: a burst of watch events makes one pass. */
const DEBOUNCE_MS = 20;

/**
 * Turns triggers into passes: any number of requests makes one pass, passes never overlap, and a request during
 * a pass makes exactly one more.
 */
export class PassTrigger {
  readonly #clock: Clock;
  readonly #pass: () => Promise<void>;
  #waiting: (() => void) | null = null;
  #timed: { readonly at: number; readonly cancel: () => void } | null = null;
  #running: Promise<void> | null = null;
  #runningSince = 0;
  #again = false;
  #stopped = false;

  /** @param pass must not throw */
  constructor(clock: Clock, pass: () => Promise<void>) {
    this.#clock = clock;
    this.#pass = pass;
  }

  /** Asks for a pass soon. */
  request(): void {
    if (this.#stopped || this.#waiting !== null) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#waiting = this.#clock.after(DEBOUNCE_MS, () => {
      this.#waiting = null;
      this.#run();
    });
  }

  /** Asks for a pass at a time (milliseconds since the epoch), in place of an earlier such request; null: at none. */
  requestAt(at: number | null): void {
    if (this.#timed?.at === at) return;
    this.#timed?.cancel();
    this.#timed = null;
    if (this.#stopped || at === null) return;
    // A timer cannot be longer than 24.8 days; a pass once a day does no harm.
    const wait = Math.min(Math.max(0, at - this.#clock.now()), 86_400_000);
    const cancel = this.#clock.after(wait, () => {
      this.#timed = null;
      this.request();
    });
    this.#timed = { at, cancel };
  }

  /** How long the pass that runs now has been running; 0 when none does. */
  runningForMs(): number {
    return this.#running === null ? 0 : this.#clock.monotonic() - this.#runningSince;
  }

  /** No pass begins after this; resolves when the running one has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting?.();
    this.#timed?.cancel();
    await this.#running;
  }

  #run(): void {
    this.#again = false;
    this.#runningSince = this.#clock.monotonic();
    this.#running = this.#pass().finally(() => {
      this.#running = null;
      if (this.#again) this.request();
    });
  }
}
