import { type Clock, endsWithin } from '@mechanic/contract/clock';
import { failureOf } from '../cluster/failure.ts';
import type { Log } from '../log.ts';
import { LeaseFence } from './fence.ts';
import { type Instant, elapsed, instant } from './instant.ts';
import { LeaseSight } from './lease-sight.ts';
import type { LeaseState, LeaseTerms, Leases } from './leases.ts';
import { Rest } from './rest.ts';
import { Standby } from './standby.ts';

/** How this process became the leader. */
export interface Succession {
  /** The lease of another leader had run out, so it is unknown what that leader was doing when it vanished. */
  readonly afterLoss: boolean;
}

/** Called at each change; none may throw. */
export interface ElectorHooks {
  onStarted?(how: Succession): void;
  /**
   * Leadership has ended, for whatever reason: no write is permitted any more. The elector waits a moment for a returned
   * promise before it gives the lease back.
   */
  onStopped?(): void | Promise<void>;
  /** Another process leads, or this one does. */
  onNewLeader?(identity: string): void;
  /** Leadership was lost unintentionally: work may be half done, so the process should end. */
  onLost?(why: string): void;
}

export interface ElectorOptions {
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1, for jitter. Default: Math.random. */
  readonly random?: () => number;
  readonly identity: string;
  /** Others may take the lease when they have seen it unchanged for this long. */
  readonly durationMs: number;
  /** The leader gives up when it could not renew for this long. */
  readonly renewDeadlineMs: number;
  /** Pause between two attempts. */
  readonly retryPeriodMs: number;
  readonly hooks?: ElectorHooks;
}

/**
 * Elects one leader among several controllers: the one whose identity is in the lease. The rules are client-go's: a follower
 * measures on its own monotonic clock how long the lease has not changed, and never compares the times in it.
 *
 * | state | what it means | what leads on |
 * |---|---|---|
 * | following | reads the lease and watches it | the lease is free, and our write of it is answered in time: leading |
 * | leading | renews the lease; the fence is open until the renew deadline | `handOver`: following. `release`, the signal, a lease that somebody else holds, or no renewal by the deadline: ended |
 * | ended | competes no more | nothing: the process ends |
 *
 * A process that stops leading shuts the fence first, waits a moment for the work under way, and only then closes the fence.
 * It gives the lease back only when no work is under way any more.
 */
export class Elector {
  /** Guards every write of this process to Nodes and Pods. */
  readonly fence: LeaseFence;
  readonly #options: ElectorOptions;
  readonly #requestTimeoutMs: number;
  readonly #sight: LeaseSight;
  readonly #standby: Standby;
  readonly #rest: Rest;
  /** `acquireTime` of our own term. The same identity with another time is another process. */
  #acquireTime = 0;
  #renewedAt: Instant = { monotonic: 0, now: 0 };
  #candidateFrom = 0;
  #leading = false;
  #ended = false;
  /** Whether no work was under way when this process last stopped leading. */
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

  /** Identity of the holder of the lease, as last seen; null when nobody holds it. */
  leader(): string | null {
    return this.#sight.holder();
  }

  /** Competes until the signal, release() or a loss ends it. After the signal the lease is not given back but expires. */
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

  /** Gives the lease back, so that another can lead at once, and stops competing. Call it when all work has ended. */
  async release(): Promise<void> {
    this.#ended = true;
    this.#rest.wake();
    await this.#giveBack();
  }

  /** Gives the lease back and stays a follower for at least one lease duration, so that another can lead. */
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
    // The lease is not ours, or no longer.
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
   * Ends leadership inside this process; the lease stays as it is. Returns false when work may still be under way: an
   * aborted request can still take effect, and a new leader that starts at once would not expect it.
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

  /** A follower's turn: reads the lease, and takes it when it is free. Never throws. */
  async #stand(): Promise<void> {
    const { leases, clock } = this.#options;
    // A read shows the lease as of its sending or later. Time in which the process is suspended must not count.
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
    // The process ended, or was suspended for too long, before the answer came.
    if (this.#ended || this.#untilDeadline() <= 0) return;
    this.#leading = true;
    this.fence.extend(this.#renewedAt, this.#options.renewDeadlineMs);
    this.#options.log.info('leads now', { identity: this.#options.identity });
    this.#options.hooks?.onStarted?.(how);
  }

  /** The leader's turn: renews the lease, or finds that it is lost. Never throws. */
  async #renew(): Promise<void> {
    if (this.#untilDeadline() <= 0) {
      await this.#lose('could not renew in time');
      return;
    }
    try {
      if (await this.#write(this.#sight.lease)) return;
      // Another client changed the lease: a person, or a process that took it.
      const askedAt = this.#options.clock.monotonic();
      const lease = await this.#options.leases.read(this.#timeout());
      if (lease !== null) this.#sight.observe(lease, askedAt);
      if (lease !== null && !this.#isOurs(lease)) await this.#lose('somebody else took it');
      else await this.#write(lease);
    } catch (error) {
      this.#trouble('could not renew the lease', error);
    }
  }

  /** Logs the first failure only, until a request succeeds again. */
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
    // Another process may lead by now, so work under way is aborted at once.
    this.fence.close();
    await this.#stop();
    this.#options.hooks?.onLost?.(why);
  }

  /** Writes our identity into the lease. Returns false when another client wrote first. */
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

  /** Whether we may take the lease: by the rules, or because our write of it succeeded but its answer never came. */
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

  /** Waits until the next turn is due. News may make the turn due earlier or later. */
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
