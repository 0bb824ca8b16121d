import type { DrainOrder } from '../decide/decision.ts';
import { gracePeriodFor } from './grace-period.ts';
import type { PodView } from './ports.ts';

/** From this long before the deadline no pod waits for its turn: about the time a pod takes to end by default. */
const hurryMs = 30_000;
/** From this long before the deadline budgets no longer count, if `drain.onDeadline` is `delete`. */
const deleteMs = 10_000;
/** From this long before the deadline the own pod waits for no other pod, whatever its state. */
const lastMomentMs = 10_000;
/**
 * Added to the grace period: a pod that may end by itself or waits for its order is evicted that early before the deadline.
 */
const spareMs = 30_000;

type Limits = Pick<DrainOrder, 'deadline' | 'timeoutAt' | 'finishUntil'>;

/** Computes from the deadline and timeout how much time the pods of a node have left. */
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

  /** No pod waits for another any more. */
  get hurry(): boolean {
    return this.#left <= hurryMs;
  }

  get isLastMoment(): boolean {
    return this.#left <= lastMomentMs;
  }

  /** Budgets no longer count, if `drain.onDeadline` is `delete`. */
  get budgetsMayEnd(): boolean {
    return this.#left <= deleteMs;
  }

  /** Pods may no longer end by themselves. */
  get patienceIsOver(): boolean {
    return this.#order.finishUntil <= this.#now;
  }

  /** How long the drain may still wait for volumes, in milliseconds; zero or less: no longer. */
  get untilVolumesAreLeft(): number {
    return Math.min(this.#left, this.#order.timeoutAt - this.#now);
  }

  /** Whether the pod has hardly more time left than it needs to end. */
  isPressed(pod: PodView): boolean {
    return this.spareMs(pod) <= 0;
  }

  /** How long the pod can still wait before it is pressed, in milliseconds. */
  spareMs(pod: PodView): number {
    return this.#left - this.#noticeMs(pod);
  }

  /** How long the pod may take to end, in milliseconds. */
  graceMs({ gracePeriodSeconds: own }: PodView): number {
    return (gracePeriodFor(own, { capMs: this.#capMs, deadline: null }, this.#now) ?? own) * 1_000;
  }

  /** How much longer an attempt may take because these pods are evicted only at its end; milliseconds. */
  lastCallMs(finishers: readonly PodView[]): number {
    return Math.max(0, ...finishers.map((pod) => this.#noticeMs(pod)));
  }

  /** Until when a pod may end by itself; milliseconds since the epoch. */
  finishUntil(pod: PodView): number {
    const { deadline, finishUntil } = this.#order;
    return Math.min(finishUntil, deadline === null ? Infinity : deadline - this.#noticeMs(pod));
  }

  /** Milliseconds until each moment at which time alone changes something; not positive for past ones. */
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
