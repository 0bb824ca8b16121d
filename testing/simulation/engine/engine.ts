import { Agenda } from './agenda.ts';

/** Captured before the guard takes them away from everybody else. */
const nextTick = process.nextTick.bind(process);
const realSetImmediate = setImmediate;

/** So many happenings in a row without a look at what else the process has to do. */
const SLICE = 2_000;
/** So many things cannot happen at the same moment. */
const MOST_AT_ONCE = 50_000;

/** What has a say in when things happen: true time in milliseconds since the beginning, and what comes next. */
export class Engine {
  readonly #agenda = new Agenda();
  #now = 0;
  #steps = 0;
  /** Steps since time went on. */
  #standing = 0;
  #failure: Error | null = null;

  /** Milliseconds since the beginning of the run, on no clock that anybody in it can read. */
  get now(): number {
    return this.#now;
  }

  /** How many things have happened. */
  get steps(): number {
    return this.#steps;
  }

  after(ms: number, run: () => void): () => void {
    const entry = this.#agenda.add(this.#now + Math.max(0, ms), run);
    return () => (entry.cancelled = true);
  }

  at(time: number, run: () => void): () => void {
    return this.after(time - this.#now, run);
  }

  /** Calls again and again, each time after as long as `gap` says, as long as it says a number. */
  every(gap: () => number | null, run: () => void): void {
    const wait = gap();
    if (wait === null) return;
    this.after(wait, () => {
      run();
      this.every(gap, run);
    });
  }

  /** Ends the run with an error, at once. */
  fail(error: Error): void {
    this.#failure ??= error;
  }

  /**
   * Lets everything happen until then, one thing at a time; every promise that can settle does so in between.
   * A tick that a microtask asks for comes after all microtasks, which costs a fraction of a turn of the event loop.
   */
  run(until: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let left = SLICE;
      const settle = (): void => nextTick(step);
      const pause = (): void => void realSetImmediate(step);
      const step = (): void => {
        const isOver = this.#step(until);
        if (this.#failure !== null) reject(this.#failure);
        else if (isOver) resolve();
        else if (left-- > 0) queueMicrotask(settle);
        else {
          left = SLICE;
          queueMicrotask(pause);
        }
      };
      queueMicrotask(settle);
    });
  }

  #step(until: number): boolean {
    if (this.#failure !== null) return true;
    const entry = this.#agenda.next(until);
    if (entry === undefined) {
      this.#now = until;
      return true;
    }
    this.#standing = entry.at > this.#now ? 0 : this.#standing + 1;
    if (this.#standing > MOST_AT_ONCE)
      this.fail(new Error('time stands still: something goes on without end'));
    this.#now = entry.at;
    this.#steps += 1;
    entry.run();
    return false;
  }
}
