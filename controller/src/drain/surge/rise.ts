import type { Surge } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import { parseTime } from '../../decide/times.ts';
import type { Fence } from '../../leadership/fence.ts';
import { type NumberSeen, RaisedNumber, isRefusal } from './raised-number.ts';
import type { SurgeRequests } from './surge-requests.ts';

/**
 * | state | what it means | what leads on |
 * |---|---|---|
 * | `wished` | it is not in a record yet, so nothing may be written | the record is seen: `raising` |
 * | `raising` | the number is being raised, or the previous leader has raised it | the raised number is seen: `waiting`. Refused, or changed by somebody else: `abandoned` |
 * | `waiting` | the number is raised and the successor not Ready | a successor is Ready elsewhere: `ready`. `surgeTimeout` is over: `timed out` |
 * | `ready` | the pods may go | the last of them has left: the surge is put back |
 * | `timed out`, `abandoned` | no pod waits any more, the pods are evicted | the surge is put back |
 */
export type RiseState = 'wished' | 'raising' | 'waiting' | 'ready' | 'timed out' | 'abandoned';

export interface RiseParts {
  readonly requests: SurgeRequests;
  readonly fence: Fence;
  readonly clock: Clock;
  readonly timeoutMs: () => number;
  /** Whether a pod waits for this surge. A new leader does not raise the number before it knows. */
  readonly isNeeded: (rise: Rise) => boolean;
  /** Number of the Ready pods of this Deployment on nodes that are being emptied. */
  readonly readyOnDraining: (surge: Surge) => number;
  /** Called when the state has changed. */
  readonly onChange: (rise: Rise) => void;
}

const writeTimeoutMs = 10_000;
/** A failed read is repeated after this long. */
const againMs = 1_000;
/** Pause after a conflict: the other writer may write again. */
const conflictMs = 100;
/** How often the successor is looked for, at first and later. */
const firstLookMs = 1_000;
const laterLookMs = 3_000;
const lookLaterAfterMs = 20_000;

/** Raises one Deployment by one replica and waits for it. A new leader continues from the number as it stands. */
export class Rise {
  /** The surge as it stands in records, or will stand there. */
  surge: Surge;
  state: RiseState = 'wished';
  /** Why the surge was abandoned, for a person. */
  why = '';
  /** Version for which a write without an answer was sent: while the object has it, the write may still take effect. */
  openVersion: string | null = null;
  readonly #parts: RiseParts;
  readonly #number: RaisedNumber;
  #cancel: () => void = () => undefined;
  #cancelEnd: () => void = () => undefined;
  #step: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(surge: Surge, parts: RiseParts) {
    this.surge = surge;
    this.#parts = parts;
    this.#number = new RaisedNumber(surge, parts.requests);
  }

  get isOver(): boolean {
    return isOver(this.state);
  }

  /** Whether pods have to wait for this surge. They wait for a missing record only until `endsAt`. */
  get isAwaited(): boolean {
    if (this.state === 'wished') return this.#parts.clock.now() < this.endsAt;
    return this.state === 'raising' || this.state === 'waiting';
  }

  /** When the wait ends; milliseconds since the epoch. */
  get endsAt(): number {
    return (parseTime(this.surge.startedAt) ?? 0) + this.#parts.timeoutMs();
  }

  /** Call it when the surge is in a record: from now on the number may be written. */
  begin(): void {
    if (this.state !== 'wished') return;
    this.#become('raising');
    this.#endInTime();
    this.#next(0);
  }

  /** Sends nothing more. Resolves when no request of it is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    this.#cancelEnd();
    await this.#step;
  }

  /** Ends the wait at `endsAt`. Checks the wall clock again then, because somebody may have set it. */
  #endInTime(): void {
    const left = this.endsAt - this.#parts.clock.now();
    this.#cancelEnd = this.#parts.clock.after(Math.max(0, left), () => {
      if (this.#stopped || this.isOver) return;
      if (this.endsAt > this.#parts.clock.now()) this.#endInTime();
      else this.#become('timed out');
    });
  }

  #next(delay: number): void {
    if (this.#stopped || !this.isAwaited) return;
    this.#cancel();
    this.#cancel = this.#parts.clock.after(delay, () => {
      this.#step = this.#go().catch(() => undefined); // NotLeader: whoever leads goes on from the record
    });
  }

  async #go(): Promise<void> {
    if (this.state === 'raising') await this.#raise();
    else if (this.state === 'waiting') await this.#await();
  }

  async #raise(): Promise<void> {
    const seen = await this.#number.look();
    if (this.#stopped) return;
    switch (seen.kind) {
      case 'gone':
        this.#abandon('it was deleted');
        return;
      case 'failed':
        this.#failed(seen.failure);
        return;
      case 'seen':
        await this.#raiseFrom(seen);
    }
  }

  async #raiseFrom({
    number,
    resourceVersion,
    writer,
  }: Extract<NumberSeen, { kind: 'seen' }>): Promise<void> {
    const { from, to } = this.surge;
    if (number === to && writer !== 'another') {
      this.#isRaised();
      return;
    }
    if (number !== from || this.surge.raised === true) {
      this.#abandon(`somebody has set its number to ${number}`);
      return;
    }
    if (!this.#parts.isNeeded(this)) {
      this.#next(againMs);
      return;
    }
    const signal = this.#parts.fence.permit(writeTimeoutMs);
    this.openVersion = resourceVersion;
    const answer = await this.#number.set(to, resourceVersion, signal);
    if (answer.ok || answer.failure.code !== 0) this.openVersion = null;
    if (answer.ok) this.#isRaised();
    else if (answer.failure.code === 409) this.#next(conflictMs);
    else this.#failed(answer.failure);
  }

  /** Checks whether the successor is Ready. */
  async #await(): Promise<void> {
    const answer = await this.#number.deployment();
    if (this.#stopped) return;
    if (!answer.ok) {
      this.#failed(answer.failure);
      return;
    }
    const deployment = answer.value;
    if (deployment === null) this.#abandon('it was deleted');
    else if (this.surge.autoscaler === undefined && deployment.replicas !== this.surge.to)
      this.#abandon(`somebody has set its number to ${deployment.replicas}`);
    else if (deployment.readyReplicas - this.#parts.readyOnDraining(this.surge) >= 1) this.#become('ready');
    this.#next(this.#pause());
  }

  #pause(): number {
    const begun = parseTime(this.surge.startedAt) ?? 0;
    return this.#parts.clock.now() - begun < lookLaterAfterMs ? firstLookMs : laterLookMs;
  }

  #isRaised(): void {
    this.surge = { ...this.surge, raised: true };
    this.#become('waiting');
    this.#next(firstLookMs);
  }

  #failed(failure: Parameters<typeof isRefusal>[0]): void {
    if (isRefusal(failure)) this.#abandon(failure.message);
    else this.#next(againMs);
  }

  #abandon(why: string): void {
    this.why = why;
    this.#become('abandoned');
  }

  #become(state: RiseState): void {
    if (this.isOver) return;
    this.state = state;
    if (isOver(state)) {
      this.#cancel();
      this.#cancelEnd();
    }
    this.#parts.onChange(this);
  }
}

function isOver(state: RiseState): boolean {
  return state === 'timed out' || state === 'abandoned';
}
