import type { Clock } from '@mechanic/contract/clock';

/** A wait whose end may be moved during the wait. */
export class Rest {
  readonly #clock: Clock;
  #wake: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the time that `dueAt` returns (monotonic) has come. Each `wake()` makes it call `dueAt` again. */
  async until(dueAt: () => number): Promise<void> {
    for (let ms = this.#left(dueAt); ms > 0; ms = this.#left(dueAt)) await this.#wait(ms);
  }

  wake(): void {
    this.#wake();
  }

  #left(dueAt: () => number): number {
    return dueAt() - this.#clock.monotonic();
  }

  async #wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(ms, resolve);
      this.#wake = (): void => {
        cancel();
        resolve();
      };
    });
  }
}
