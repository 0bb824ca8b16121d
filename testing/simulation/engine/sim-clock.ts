import type { Clock } from '@mechanic/contract/clock';
import type { Engine } from './engine.ts';

/** When every run begins, on a right clock. */
export const EPOCH = Date.parse('2026-11-23T05:00:00.000Z');

/** How the clock of one machine differs from the right one. */
export interface ClockFault {
  /** Added to the wall clock; milliseconds. */
  readonly offsetMs: number;
  /** Seconds that it counts in a second. */
  readonly rate: number;
}

/** The clock of one process: wrong by an offset and a drift, stepped by hand. Its monotonic side never jumps. */
export class SimClock implements Clock {
  readonly #engine: Engine;
  readonly #rate: number;
  readonly #deliver: (run: () => void) => void;
  #offset: number;
  /** Time that passed while the machine stood still and its monotonic clock with it. */
  #frozen = 0;

  /** @param deliver runs what falls due, or keeps it for later when the process cannot run now */
  constructor(engine: Engine, fault: ClockFault, deliver: (run: () => void) => void) {
    this.#engine = engine;
    this.#rate = fault.rate;
    this.#offset = fault.offsetMs;
    this.#deliver = deliver;
  }

  now(): number {
    return Math.floor(EPOCH + this.#offset + this.#engine.now * this.#rate);
  }

  monotonic(): number {
    return (this.#engine.now - this.#frozen) * this.#rate;
  }

  after(ms: number, callback: () => void): () => void {
    let cancelled = false;
    // A timer of Node.js takes a millisecond at least.
    const cancel = this.#engine.after(Math.min(Math.max(1, ms), 2 ** 31 - 1) / this.#rate, () =>
      this.#deliver(() => {
        if (!cancelled) callback();
      }),
    );
    return () => {
      cancelled = true;
      cancel();
    };
  }

  /** Somebody sets the wall clock; milliseconds, forward when positive. */
  step(ms: number): void {
    this.#offset += ms;
  }

  /** The machine stood still for so long, and its monotonic clock did not count it. */
  skip(ms: number): void {
    this.#frozen += ms;
  }
}
