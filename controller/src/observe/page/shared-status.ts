import type { Clock } from '@mechanic/contract/clock';
import type { Status } from '@mechanic/contract/status';

/** Nobody's request makes the status anew before this, in milliseconds. */
const FRESH_MS = 1_000;

interface Edition {
  readonly status: Status;
  /** On the monotonic clock. */
  readonly at: number;
  json: Buffer | null;
}

/**
 * One status for everybody who asks within a second: to make it decides anew for the whole cluster, which is too much for
 * each of many clients.
 */
export class SharedStatus {
  readonly #make: () => Status;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #latest: Edition | null = null;

  constructor(make: () => Status, clock: Pick<Clock, 'monotonic'>) {
    this.#make = make;
    this.#clock = clock;
  }

  /** At most a second old. */
  current(): Status {
    return this.#edition().status;
  }

  /** The same as bytes. */
  json(): Buffer {
    const latest = this.#edition();
    latest.json ??= Buffer.from(JSON.stringify(latest.status));
    return latest.json;
  }

  #edition(): Edition {
    const at = this.#clock.monotonic();
    if (this.#latest !== null && at - this.#latest.at < FRESH_MS) return this.#latest;
    this.#latest = { status: this.#make(), at, json: null };
    return this.#latest;
  }
}
