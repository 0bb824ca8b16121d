import type { Clock } from '@mechanic/contract/clock';
import { RequestTimeout } from '../cluster/failure.ts';
import { type Instant, elapsed, instant } from './instant.ts';

/** A write was refused because this process may no longer hold the lease. */
export class NotLeader extends Error {
  override readonly name = 'NotLeader';

  constructor() {
    super('this controller does not lead, or cannot be sure that it still does');
  }
}

/** Guards every write to Nodes and Pods. A lease alone does not stop late writes. */
export interface Fence {
  /**
   * Call it immediately before a request is sent. The returned signal aborts the request after `timeoutMs`, when the lease
   * may have passed to another process, or when leadership ends, whichever comes first.
   * @throws NotLeader
   */
  permit(timeoutMs: number): AbortSignal;
}

/** The fence of one elector: open from a renewal of the lease until another process may hold the lease. */
export class LeaseFence implements Fence {
  readonly #clock: Clock;
  readonly #permits = new Set<Permit>();
  #validity: Validity | null = null;
  #shut = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Opens the fence: the lease was renewed by a request sent at `sentAt` and is surely ours for `forMs` from then. */
  extend(sentAt: Instant, forMs: number): void {
    this.#validity = { sentAt, forMs };
    this.#shut = false;
  }

  /** Refuses new requests because leadership is about to end. Requests under way may finish while the lease is ours. */
  shut(): void {
    this.#shut = true;
  }

  /** Refuses new requests and aborts those under way because leadership has ended. */
  close(): void {
    this.#validity = null;
    this.#endPermits();
  }

  /** Milliseconds for which writes are allowed; 0 or less when they are not. */
  remaining(): number {
    if (this.#validity === null) return 0;
    const { sentAt, forMs } = this.#validity;
    return forMs - elapsed(sentAt, instant(this.#clock));
  }

  /** Aborts requests that outlived the lease. Timers do it too, but they run late in a process that was suspended. */
  sweep(): void {
    if (this.#validity !== null && this.remaining() <= 0) this.#endPermits();
  }

  permit(timeoutMs: number): AbortSignal {
    const remaining = this.remaining();
    if (this.#shut) throw new NotLeader();
    if (remaining <= 0) {
      this.#endPermits();
      throw new NotLeader();
    }
    const controller = new AbortController();
    const ending = timeoutMs < remaining ? new RequestTimeout(timeoutMs) : new NotLeader();
    const cancel = this.#clock.after(Math.min(timeoutMs, remaining), () => this.#end(permit, ending));
    const permit: Permit = { controller, cancel };
    this.#permits.add(permit);
    return controller.signal;
  }

  #endPermits(): void {
    for (const permit of this.#permits) this.#end(permit, new NotLeader());
  }

  #end(permit: Permit, reason: Error): void {
    this.#permits.delete(permit);
    permit.cancel();
    permit.controller.abort(reason);
  }
}

interface Permit {
  readonly controller: AbortController;
  readonly cancel: () => void;
}

interface Validity {
  readonly sentAt: Instant;
  readonly forMs: number;
}
