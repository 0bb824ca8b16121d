import type { Engine } from '../engine/engine.ts';
import { EPOCH } from '../engine/sim-clock.ts';

/** What happens in a run, line by line, each with the right time. The same run gives the same lines. */
export class Trace {
  readonly #engine: Engine;
  readonly #take: ((line: string) => void) | null;

  constructor(engine: Engine, take: ((line: string) => void) | null) {
    this.#engine = engine;
    this.#take = take;
  }

  /** The text is made only when somebody reads it. */
  line(text: () => string): void {
    if (this.#take === null) return;
    const time = new Date(EPOCH + this.#engine.now).toISOString().slice(11, 23);
    this.#take(`${time} ${text()}`);
  }
}
