import type { Engine } from './engine.ts';
import { type ClockFault, SimClock } from './sim-clock.ts';

/** A program that can be stopped in its tracks, go on later, or be killed, between any two things that it does. */
export class SimProcess {
  readonly name: string;
  readonly clock: SimClock;
  /** When it began, in milliseconds since the beginning. */
  readonly bornAt: number;
  readonly #engine: Engine;
  readonly #onCrash: (process: SimProcess, error: unknown) => void;
  #state: 'running' | 'suspended' | 'dead' = 'running';
  #waiting: { readonly kind: 'timer' | 'input'; readonly run: () => void }[] = [];
  #ends: (() => void)[] = [];

  constructor(parts: {
    readonly engine: Engine;
    readonly name: string;
    readonly clock: ClockFault;
    readonly onCrash: (process: SimProcess, error: unknown) => void;
  }) {
    this.#engine = parts.engine;
    this.name = parts.name;
    this.bornAt = parts.engine.now;
    this.#onCrash = parts.onCrash;
    this.clock = new SimClock(parts.engine, parts.clock, (run) => this.#deliver('timer', run));
  }

  get state(): 'running' | 'suspended' | 'dead' {
    return this.#state;
  }

  /** Something comes from outside: an answer, a piece of a stream, a connection that opens. */
  input(run: () => void): void {
    this.#deliver('input', run);
  }

  /** Called when the process ends, however it does. */
  onEnd(run: () => void): void {
    this.#ends.push(run);
  }

  suspend(): void {
    if (this.#state === 'running') this.#state = 'suspended';
  }

  /** @param timersFirst whether what fell due goes before what arrived meanwhile */
  resume(timersFirst: boolean): void {
    if (this.#state !== 'suspended') return;
    this.#state = 'running';
    const waiting = this.#waiting;
    this.#waiting = [];
    const first = timersFirst ? 'timer' : 'input';
    for (const { kind, run } of [
      ...waiting.filter((one) => one.kind === first),
      ...waiting.filter((one) => one.kind !== first),
    ]) {
      this.#engine.after(0, () => this.#deliver(kind, run));
    }
  }

  kill(): void {
    if (this.#state === 'dead') return;
    this.#state = 'dead';
    this.#waiting = [];
    for (const end of this.#ends) end();
  }

  #deliver(kind: 'timer' | 'input', run: () => void): void {
    if (this.#state === 'dead') return;
    if (this.#state === 'suspended') {
      this.#waiting.push({ kind, run });
      return;
    }
    try {
      run();
    } catch (error) {
      this.#onCrash(this, error);
    }
  }
}
