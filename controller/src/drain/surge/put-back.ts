import type { Surge } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { ApiFailure } from '../../cluster/failure.ts';
import type { Fence } from '../../leadership/fence.ts';
import { type NumberSeen, RaisedNumber, isRefusal } from './raised-number.ts';
import type { Rise } from './rise.ts';
import type { SurgeRequests } from './surge-requests.ts';

/** The outcome of putting a raised number back. */
export type PutBackResult =
  | { readonly kind: 'back' }
  /** The number was not the raised one, or somebody else wrote it: nothing was done. */
  | { readonly kind: 'left'; readonly number: number }
  | { readonly kind: 'gone' }
  /** The number could not be put back; `message` says why. */
  | { readonly kind: 'given up'; readonly message: string };

export interface PutBackParts {
  readonly requests: SurgeRequests;
  readonly fence: Fence;
  readonly clock: Clock;
  readonly onSettled: (putBack: PutBack) => void;
}

const writeTimeoutMs = 10_000;
const conflictMs = 100;
/** A write of ours that got no answer may still take effect for this long. */
const landsWithinMs = 20_000;
const firstPauseMs = 1_000;
const longestPauseMs = 20_000;
/** Refusals that end the attempt. One is not final: a permission may come back. */
const mostRefusals = 4;
/** A surge whose target cannot be reached is given up after this long, so that it holds nobody up. */
const givenUpAfterMs = 300_000;

/** Puts one number back, once: only if it is the raised one, we wrote it, and it has not changed since it was read. */
export class PutBack {
  readonly surge: Surge;
  /** The rise of this surge in this process; undefined: another leader raised the number. */
  readonly rise: Rise | undefined;
  result: PutBackResult | undefined;
  readonly #parts: PutBackParts;
  readonly #number: RaisedNumber;
  readonly #since: number;
  #failures = 0;
  #refusals = 0;
  #cancel: () => void = () => undefined;
  #step: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(surge: Surge, rise: Rise | undefined, parts: PutBackParts) {
    this.surge = surge;
    this.rise = rise;
    this.#parts = parts;
    this.#number = new RaisedNumber(surge, parts.requests);
    this.#since = parts.clock.monotonic();
    this.#next(0);
  }

  /** Sends nothing more. Resolves when no request of it is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#step;
  }

  #next(delay: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#parts.clock.after(delay, () => {
      this.#step = this.#go().catch(() => undefined); // NotLeader: whoever leads goes on from the record
    });
  }

  async #go(): Promise<void> {
    await this.rise?.stop();
    const seen = await this.#number.look();
    if (this.#stopped) return;
    switch (seen.kind) {
      case 'gone':
        this.#settle({ kind: 'gone' });
        return;
      case 'failed':
        this.#failed(seen.failure);
        return;
      case 'seen':
        await this.#from(seen);
    }
  }

  async #from({ number, resourceVersion, writer }: Extract<NumberSeen, { kind: 'seen' }>): Promise<void> {
    const { from, to } = this.surge;
    if (number === from && this.#mayStillRise(resourceVersion)) {
      this.#next(firstPauseMs);
      return;
    }
    if (number !== to || writer === 'another') {
      this.#settle({ kind: 'left', number });
      return;
    }
    const signal = this.#parts.fence.permit(writeTimeoutMs);
    const answer = await this.#number.set(from, resourceVersion, signal);
    if (answer.ok) this.#settle({ kind: 'back' });
    else if (answer.failure.code === 409) this.#next(conflictMs);
    else this.#failed(answer.failure);
  }

  #mayStillRise(version: string): boolean {
    if (this.rise?.openVersion !== version) return false;
    return this.#parts.clock.monotonic() - this.#since < landsWithinMs;
  }

  #failed(failure: ApiFailure): void {
    if (isRefusal(failure)) this.#refusals += 1;
    const isLong = this.#parts.clock.monotonic() - this.#since >= givenUpAfterMs;
    if (this.#refusals >= mostRefusals || isLong) {
      this.#settle({ kind: 'given up', message: failure.message });
      return;
    }
    this.#next(Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures));
    this.#failures += 1;
  }

  #settle(result: PutBackResult): void {
    this.result = result;
    this.#parts.onSettled(this);
  }
}
