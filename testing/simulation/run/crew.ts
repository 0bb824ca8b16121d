import { Worker } from 'node:worker_threads';
import type { Order, Outcome } from './play.ts';

/** A thread would have a larger stack than a program has, and would not notice what overflows it. */
const limits = { maxOldGenerationSizeMb: 1_024, stackSizeMb: 1 };

/** Threads that play runs. Who is free takes the next order. */
export class Crew {
  readonly #workers: Worker[];
  readonly #free: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  /** @param file what `bundle` made */
  constructor(file: string, size: number) {
    this.#workers = Array.from({ length: size }, () => new Worker(file, { resourceLimits: limits }));
    this.#free = [...this.#workers];
  }

  async play(order: Order): Promise<Outcome> {
    const worker = await this.#take();
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      const done = (message: Outcome): void => {
        worker.off('error', failed);
        resolve(message);
      };
      const failed = (error: Error): void => {
        worker.off('message', done);
        reject(error);
      };
      worker.once('message', done);
      worker.once('error', failed);
      worker.postMessage(order);
    });
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(worker);
    else next(worker);
    return outcome;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #take(): Promise<Worker> {
    const free = this.#free.pop();
    return free === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(free);
  }
}

/** Plays one run and gives every line of its trace. */
export function traced(
  file: string,
  order: Order,
): Promise<{ readonly lines: readonly string[]; readonly outcome: Outcome }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: { trace: order }, resourceLimits: limits });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
