import type { Clock } from './clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that tests move. Wall clock and monotonic clock advance together unless a test sets them apart. */
export class FakeClock implements Clock {
  #now: number;
  #monotonic = 0;
  readonly #timers = new Set<Timer>();

  constructor(now: number | string = '2026-11-23T05:00:00.000Z') {
    this.#now = typeof now === 'string' ? Date.parse(now) : now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#monotonic + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves time forward, runs due timers in order, and lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    for (;;) {
      await settle();
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#move(Math.max(this.#monotonic, next.at));
      next.callback();
    }
    this.#move(end);
    await settle();
  }

  /** Moves time without running timers, as in a process that was stopped and continues. */
  jump(ms: number): void {
    this.#move(this.#monotonic + ms);
  }

  /** Sets only the wall clock forward; the monotonic clock and timers are unaffected. */
  setForward(ms: number): void {
    this.#now += ms;
  }

  /** Number of waiting timers. */
  get pending(): number {
    return this.#timers.size;
  }

  #move(monotonic: number): void {
    this.#now += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}

/** Lets every promise that can settle without time or I/O do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
