import { type Clock, endsWithin } from '@mechanic/contract/clock';
import { failureOf } from '../cluster/failure.ts';
import type { Log } from '../log.ts';
import { LeaseFence } from './fence.ts';
import { type Instant, elapsed, instant } from './instant.ts';
import { LeaseSight } from './lease-sight.ts';
import type { LeaseState, LeaseTerms, Leases } from './leases.ts';
import { Rest } from './rest.ts';
import { Standby } from './standby.ts';

/** How leadership was come by. */
export interface Succession {
  /** Another leader's lease had run out: what it was about to do when it vanished, nobody knows. */
  readonly afterLoss: boolean;
}

/** Told at each change; none may throw. */
export interface ElectorHooks {
  onStarted?(how: Succession): void;
  /** Leadership has ended, for whatever reason: no write is permitted any more. A promise is awaited for a moment before the lease is given back. */
  onStopped?(): void | Promise<void>;
  /** Somebody else leads, or we do. */
  onNewLeader?(identity: string): void;
  /** Leadership was lost against our will: what runs may be half done, so the process should end. */
  onLost?(why: string): void;
}

export interface ElectorOptions {
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1, for jitter. Default: Math.random. */
  readonly random?: () => number;
  readonly identity: string;
  /** Others may take the lease when they have seen no change of it for so long. */
  readonly durationMs: number;
  /** The leader gives up when it could not renew for so long. */
  readonly renewDeadlineMs: number;
  /** Pause between two attempts. */
  readonly retryPeriodMs: number;
  readonly hooks?: ElectorHooks;
}

/**
 * One of several controllers leads: the one whose identity is in the lease. The rules are client-go's: a follower goes
 * by when it has seen the lease change, on its own monotonic clock, and never compares the times in it.
 *
 * | state | what it means | what leads on |
 * |---|---|---|
 * | following | reads the lease and watches it | the lease is free, and our write of it is answered in time: leading |
 * | leading | renews the lease; the fence is open until the renew deadline | `handOver`: following. `release`, the signal, a lease that somebody else holds, or no renewal by the deadline: ended |
 * | ended | competes no more | nothing: the process ends |
 *
 * Whoever stops leading shuts the fence first, waits for a moment for what is under way, and only then closes it. The
 * lease is given back only when nothing is under way any more.
 */
export class Elector {
  /** Stands before every write of this process to Nodes and Pods. */
  readonly fence: LeaseFence;
  readonly #options: ElectorOptions;
  readonly #requestTimeoutMs: number;
  readonly #sight: LeaseSight;
  readonly #standby: Standby;
  readonly #rest: Rest;
  /** `acquireTime` of our own term. The same name with another time is another process. */
  #acquireTime = 0;
  #renewedAt: Instant = { monotonic: 0, now: 0 };
  #candidateFrom = 0;
  #leading = false;
  #ended = false;
  /** Nothing of the last leadership of this process was under way when it ended. */
  #settled = true;
  #troubled = false;
  #turn: Promise<void> = Promise.resolve();

  /** @throws Error unless duration > deadline > 1.2 x period */
  constructor(options: ElectorOptions) {
    const { durationMs, renewDeadlineMs, retryPeriodMs } = options;
    if (durationMs <= renewDeadlineMs) {
      throw new Error(
        `lease duration (${durationMs} ms) must be longer than the renew deadline (${renewDeadlineMs} ms)`,
      );
    }
    if (renewDeadlineMs <= 1.2 * retryPeriodMs) {
      throw new Error(
        `renew deadline (${renewDeadlineMs} ms) must be longer than 1.2 retry periods (${retryPeriodMs} ms)`,
      );
    }
    this.#options = options;
    this.#requestTimeoutMs = renewDeadlineMs / 2;
    this.fence = new LeaseFence(options.clock);
    this.#rest = new Rest(options.clock);
    this.#sight = new LeaseSight(options.clock, (identity) => options.hooks?.onNewLeader?.(identity));
    this.#standby = new Standby({
      ...options,
      sight: this.#sight,
      invites: (lease) => this.#isInviting(lease),
      onNews: () => this.#rest.wake(),
    });
  }

  isLeader(): boolean {
    return this.#leading;
  }

  /** Who holds the lease, as last seen; null when nobody does. */
  leader(): string | null {
    return this.#sight.holder();
  }

  /** Competes until the signal, release() or a loss ends it. Ending by the signal leaves the lease to expire. */
  async run(signal: AbortSignal): Promise<void> {
    const end = (): void => {
      this.#ended = true;
      this.#rest.wake();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    while (!this.#ended) {
      this.#turn = this.#leading ? this.#renew() : this.#stand();
      await this.#turn;
      if (this.#leading) this.#standby.end();
      else this.#standby.begin();
      await this.#pause();
    }
    this.#standby.end();
    signal.removeEventListener('abort', end);
    await this.#stop();
  }

  /** Gives the lease back, so that another may lead at once, and competes no more. Call it when all work has ended. */
  async release(): Promise<void> {
    this.#ended = true;
    this.#rest.wake();
    await this.#giveBack();
  }

  /** Gives the lease back and lets the others have it: stays a follower for at least one lease duration. */
  async handOver(): Promise<void> {
    if (!this.#leading) return;
    this.#candidateFrom = this.#options.clock.monotonic() + this.#options.durationMs;
    await this.#giveBack();
    this.#candidateFrom = this.#options.clock.monotonic() + this.#options.durationMs;
  }

  async #giveBack(): Promise<void> {
    const settled = await this.#stop();
    await this.#turn;
    const current = this.#sight.lease;
    // Not ours, or not any more: there is nothing to give back.
    if (current === null || !this.#isOurs(current)) return;
    if (!settled) {
      this.#options.log.warn('work is still under way, the lease is left to expire');
      return;
    }
    const askedAt = this.#options.clock.monotonic();
    const now = this.#options.clock.now();
    const terms = {
      ...this.#terms(current),
      holder: '',
      durationSeconds: 1,
      acquireTime: now,
      renewTime: now,
    };
    try {
      const given = await this.#options.leases.write(current, terms, this.#requestTimeoutMs);
      if (given !== null) this.#sight.observe(given, askedAt);
      this.#options.log.info('gave the lease back', { done: given !== null });
    } catch (error) {
      this.#options.log.warn('could not give the lease back, it will expire', failureFields(error));
    }
  }

  /**
   * Ends leadership inside this process; the lease stays as it is. False when something may still be under way: a request
   * that was broken off can take effect after all, which nobody who leads at once would expect.
   */
  async #stop(): Promise<boolean> {
    if (!this.#leading) return this.#settled;
    this.#leading = false;
    this.fence.shut();
    const stopping = this.#options.hooks?.onStopped?.();
    this.#settled =
      stopping === undefined ||
      (await endsWithin(this.#options.clock, this.#options.retryPeriodMs, stopping));
    this.fence.close();
    return this.#settled;
  }

  /** A follower's turn: look, and take the lease when it is free. Never throws. */
  async #stand(): Promise<void> {
    const { leases, clock } = this.#options;
    // What a read shows was so when it was sent, or later: a process that is suspended meanwhile must not count that time.
    const askedAt = clock.monotonic();
    this.#standby.looks();
    try {
      const lease = await leases.read(this.#requestTimeoutMs);
      if (lease !== null) this.#sight.observe(lease, askedAt);
      this.#healthy();
      if (!this.#isFree(lease, askedAt)) return;
      if (this.#ended || clock.monotonic() < this.#candidateFrom) return;
      const isOurs = lease !== null && this.#isOurs(lease);
      if (!isOurs) this.#acquireTime = clock.now();
      if (await this.#write(lease)) this.#start({ afterLoss: !isOurs && isHeld(lease) });
    } catch (error) {
      this.#trouble('could not compete for the lease', error);
    }
  }

  #start(how: Succession): void {
    // The process ended, or was suspended for too long, while the answer was on its way.
    if (this.#ended || this.#untilDeadline() <= 0) return;
    this.#leading = true;
    this.fence.extend(this.#renewedAt, this.#options.renewDeadlineMs);
    this.#options.log.info('leads now', { identity: this.#options.identity });
    this.#options.hooks?.onStarted?.(how);
  }

  /** The leader's turn: renew, or find out that the lease is lost. Never throws. */
  async #renew(): Promise<void> {
    if (this.#untilDeadline() <= 0) {
      await this.#lose('could not renew in time');
      return;
    }
    try {
      if (await this.#write(this.#sight.lease)) return;
      // Somebody changed the lease: a person, or one who took it.
      const askedAt = this.#options.clock.monotonic();
      const lease = await this.#options.leases.read(this.#timeout());
      if (lease !== null) this.#sight.observe(lease, askedAt);
      if (lease !== null && !this.#isOurs(lease)) await this.#lose('somebody else took it');
      else await this.#write(lease);
    } catch (error) {
      this.#trouble('could not renew the lease', error);
    }
  }

  /** Said once, however often it is tried again. */
  #trouble(message: string, error: unknown): void {
    if (!this.#troubled) this.#options.log.warn(message, failureFields(error));
    this.#troubled = true;
  }

  #healthy(): void {
    if (this.#troubled) this.#options.log.info('reaches the lease again');
    this.#troubled = false;
  }

  async #lose(why: string): Promise<void> {
    if (!this.#leading) return;
    this.#ended = true;
    this.#options.log.error('lost the lease', { why, leader: this.leader() });
    // Somebody else may lead by now: what is under way is broken off at once.
    this.fence.close();
    await this.#stop();
    this.#options.hooks?.onLost?.(why);
  }

  /** Writes our name into the lease. False when somebody was faster. */
  async #write(current: LeaseState | null): Promise<boolean> {
    const sentAt = instant(this.#options.clock);
    const lease = await this.#options.leases.write(current, this.#terms(current), this.#timeout());
    if (lease === null) return false;
    this.#healthy();
    this.#sight.observe(lease, sentAt.monotonic);
    this.#renewedAt = sentAt;
    if (this.#leading) this.fence.extend(sentAt, this.#options.renewDeadlineMs);
    return true;
  }

  #terms(current: LeaseState | null): LeaseTerms {
    const { identity, durationMs, clock } = this.#options;
    const stays = current !== null && this.#isOurs(current);
    return {
      holder: identity,
      durationSeconds: Math.ceil(durationMs / 1_000),
      acquireTime: this.#acquireTime,
      renewTime: clock.now(),
      transitions: current === null ? 0 : current.transitions + (stays ? 0 : 1),
    };
  }

  #isOurs(lease: LeaseState): boolean {
    return lease.holder === this.#options.identity && lease.acquireTime === this.#acquireTime;
  }

  /** Whether it may be taken: by the rules, or since it is ours by an answer that never came. */
  #isFree(lease: LeaseState | null, askedAt: number): boolean {
    const known = lease ?? this.#sight.lease;
    return this.#sight.isFree(lease, askedAt) || (known !== null && this.#isOurs(known));
  }

  #isInviting(lease: LeaseState): boolean {
    return lease.holder === '' || this.#isOurs(lease);
  }

  #untilDeadline(): number {
    return this.#options.renewDeadlineMs - elapsed(this.#renewedAt, instant(this.#options.clock));
  }

  #timeout(): number {
    if (!this.#leading) return this.#requestTimeoutMs;
    return Math.max(1, Math.min(this.#requestTimeoutMs, this.#untilDeadline()));
  }

  /** Rests until it is time for the next turn. News may bring that forward, or put it off. */
  async #pause(): Promise<void> {
    const { clock, random = Math.random } = this.#options;
    const chance = random();
    const from = clock.monotonic();
    await this.#rest.until(() => (this.#ended ? -Infinity : this.#dueAt(from, chance)));
  }

  #dueAt(from: number, chance: number): number {
    if (!this.#leading) return this.#standby.dueAt(from, chance);
    const { clock, retryPeriodMs } = this.#options;
    const deadline = clock.monotonic() + this.#untilDeadline();
    return Math.max(from + retryPeriodMs / 10, Math.min(from + retryPeriodMs, deadline));
  }
}

function isHeld(lease: LeaseState | null): boolean {
  return lease !== null && lease.holder !== '';
}

function failureFields(error: unknown): Readonly<Record<string, unknown>> {
  const { code, reason, message } = failureOf(error);
  return { code, reason, error: message };
}
