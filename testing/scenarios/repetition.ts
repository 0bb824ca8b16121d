import { setTimeout as sleep } from 'node:timers/promises';

/** Does the same again and again, with a pause in between, from its creation until `stop`. */
export class Repetition {
  #stopped = false;
  readonly #working: Promise<void>;

  /** An error of `work` ends the repetition. */
  constructor(work: () => Promise<void>, pauseMs = 100) {
    this.#working = this.#repeat(work, pauseMs);
    // Whoever stops it hears of an error; until then it is nobody's.
    this.#working.catch(() => undefined);
  }

  /**
   * Resolves when the work under way has ended.
   * @throws the error that ended it
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
  }

  async #repeat(work: () => Promise<void>, pauseMs: number): Promise<void> {
    while (!this.#stopped) {
      await work();
      await sleep(pauseMs);
    }
  }
}
