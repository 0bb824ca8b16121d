import type { Clock } from '@mechanic/contract/clock';
import type { Status } from '@mechanic/contract/status';

/** The status is computed at most once in this time, in milliseconds. */
const FRESH_MS = 1_000;

interface Edition {
  readonly status: Status;
  /** Time on the monotonic clock. */
  readonly at: number;
  json: Buffer | null;
}

/**
 * Shares one status between all requests within a second: each status costs a decision for the whole cluster, which is too
 * much for many clients.
 */
export class SharedStatus {
  readonly #make: () => Status;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #latest: Edition | null = null;

  constructor(make: () => Status, clock: Pick<Clock, 'monotonic'>) {
    this.#make = make;
    this.#clock = clock;
  }

  /** The status, at most one second old. */
  current(): Status {
    return this.#edition().status;
  }

  /** The same, serialised. */
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
