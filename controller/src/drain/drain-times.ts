import type { DrainOrder } from '../decide/decision.ts';
import { gracePeriodFor } from './grace-period.ts';
import type { PodView } from './ports.ts';

/** So long before the deadline nobody waits for a turn any more: about what a pod takes to end by default. */
const hurryMs = 30_000;
/** So long before the deadline budgets stop counting, when the user wants that. */
const deleteMs = 10_000;
/** So long before the deadline the own pod waits for no other, whatever became of that one. */
const lastMomentMs = 10_000;
/** A pod that was to end by itself, or waits for its order, is asked to go so long before its grace period would be too short. */
const spareMs = 30_000;

type Limits = Pick<DrainOrder, 'deadline' | 'timeoutAt' | 'finishUntil'>;

/** What the time left says about the pods of a node. */
export class DrainTimes {
  readonly #order: Limits;
  readonly #capMs: number | null;
  readonly #now: number;

  /** `capMs`: `drain.maxPodGracePeriod`; `now`: milliseconds since the epoch. */
  constructor(order: Limits, capMs: number | null, now: number) {
    this.#order = order;
    this.#capMs = capMs;
    this.#now = now;
  }

  /** Nobody can wait for anybody. */
  get hurry(): boolean {
    return this.#left <= hurryMs;
  }

  get isLastMoment(): boolean {
    return this.#left <= lastMomentMs;
  }

  /** Budgets stop counting, when the user wants that. */
  get budgetsMayEnd(): boolean {
    return this.#left <= deleteMs;
  }

  /** Pods are not waited for any more to end by themselves. */
  get patienceIsOver(): boolean {
    return this.#order.finishUntil <= this.#now;
  }

  /** So long it may be waited for volumes; milliseconds, not positive when it is over. */
  get untilVolumesAreLeft(): number {
    return Math.min(this.#left, this.#order.timeoutAt - this.#now);
  }

  /** Whether the pod has hardly more time left than it takes to end. */
  isPressed(pod: PodView): boolean {
    return this.spareMs(pod) <= 0;
  }

  /** How long the pod could still wait before it has hardly more time left than it takes to end; milliseconds. */
  spareMs(pod: PodView): number {
    return this.#left - this.#noticeMs(pod);
  }

  /** How long the pod may take to end, in milliseconds. */
  graceMs({ gracePeriodSeconds: own }: PodView): number {
    return (gracePeriodFor(own, { capMs: this.#capMs, deadline: null }, this.#now) ?? own) * 1_000;
  }

  /** How much longer an attempt may take, since these are asked to go only at its end; milliseconds. */
  lastCallMs(finishers: readonly PodView[]): number {
    return Math.max(0, ...finishers.map((pod) => this.#noticeMs(pod)));
  }

  /** Until when a pod may end by itself; milliseconds since the epoch. */
  finishUntil(pod: PodView): number {
    const { deadline, finishUntil } = this.#order;
    return Math.min(finishUntil, deadline === null ? Infinity : deadline - this.#noticeMs(pod));
  }

  /** In how many milliseconds time alone changes something; those that are over are not positive. */
  turns(leaving: readonly PodView[], finishing: readonly PodView[]): number[] {
    const left = this.#left;
    return [
      ...[hurryMs, deleteMs, lastMomentMs, 0].map((before) => left - before),
      ...leaving.map((pod) => left - this.#noticeMs(pod)),
      ...finishing.map((pod) => this.finishUntil(pod) - this.#now),
    ];
  }

  get #left(): number {
    return this.#order.deadline === null ? Infinity : this.#order.deadline - this.#now;
  }

  #noticeMs(pod: PodView): number {
    return this.graceMs(pod) + spareMs;
  }
}
