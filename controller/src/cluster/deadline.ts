import type { Clock } from '@mechanic/contract/clock';
import { RequestAborted, RequestTimeout } from './failure.ts';

/** Aborts one request when its time is up or its caller gives up. Leaves no timer or listener behind. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #cancelTimer: () => void;
  readonly #giveUp = (): void => this.#controller.abort(new RequestAborted(this.#caller?.reason));

  /** @throws RequestAborted when the caller has already given up */
  constructor(clock: Clock, timeoutMs: number, caller?: AbortSignal) {
    if (caller?.aborted) throw new RequestAborted(caller.reason);
    this.#caller = caller;
    this.#cancelTimer = clock.after(timeoutMs, () => this.#controller.abort(new RequestTimeout(timeoutMs)));
    caller?.addEventListener('abort', this.#giveUp);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Returns what really ended the request: sockets report an abort with other errors. */
  explain(error: unknown): unknown {
    return this.signal.aborted ? this.signal.reason : error;
  }

  /** Stops the timer because an answer is there. The caller may still give up. */
  answered(): void {
    this.#cancelTimer();
  }

  dispose(): void {
    this.#cancelTimer();
    this.#caller?.removeEventListener('abort', this.#giveUp);
  }
}
