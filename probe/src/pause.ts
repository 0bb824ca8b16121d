import type { Clock } from '@mechanic/contract/clock';

/** A wait that its owner, or the end of the program, can cut short. */
export class Pause {
  readonly #clock: Clock;
  #end: (() => void) | undefined;
  #wakeNext = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves after `ms` or as soon as it is woken; at once if it was woken since the last wait. */
  async wait(ms: number): Promise<void> {
    if (!this.#wakeNext) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.after(ms, resolve);
        this.#end = () => {
          cancel();
          resolve();
        };
      });
    }
    this.#end = undefined;
    this.#wakeNext = false;
  }

  wake(): void {
    if (this.#end === undefined) this.#wakeNext = true;
    else this.#end();
  }
}
