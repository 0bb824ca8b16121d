import type { Backoff } from '@mechanic/contract';
import { type Random, backoffDelay } from './backoff.ts';
import type { BudgetView } from './ports.ts';

/**
 * The turnstile of one PodDisruptionBudget, shared by every pod it protects and by every drain.
 *
 * One eviction passes at a time. That costs nothing while the budget has room: the API server counts a budget down by a
 * write of its status, and of two evictions at once one loses that race and sleeps half a second inside the server.
 * When the budget is exhausted the one that asks is the probe for all, after a pause that doubles.
 * All times are on the monotonic clock.
 */
export class BudgetGate {
  readonly #backoff: () => Backoff;
  readonly #random: Random;
  #asking = false;
  #failures = 0;
  #lastFailureAt = -Infinity;
  #notBefore = -Infinity;
  /** How many more evictions the budget is known to allow. */
  #credit = Infinity;
  #view: BudgetView | undefined;

  constructor(backoff: () => Backoff, random: Random) {
    this.#backoff = backoff;
    this.#random = random;
  }

  /** The last answer was no. */
  get exhausted(): boolean {
    return this.#failures > 0;
  }

  /** When one may ask; Infinity while somebody does. */
  get nextAt(): number {
    return this.#asking ? Infinity : this.#notBefore;
  }

  /** Somebody asks, and takes one of the evictions that are known to be allowed. */
  ask(): void {
    this.#asking = true;
    this.#credit -= 1;
  }

  granted(now: number): void {
    this.#asking = false;
    this.#failures = 0;
    // The status will say when there is room again; the pause is for the case that it does not.
    this.#notBefore = this.#credit > 0 ? now : now + this.#backoff().initialMs;
  }

  refused(now: number): void {
    this.#asking = false;
    this.#failures += 1;
    this.#lastFailureAt = now;
    this.#notBefore = now + backoffDelay(this.#backoff(), this.#failures, this.#random);
  }

  /** Refused for a reason that time alone will not mend: the longest pause at once. */
  refusedForLong(now: number): void {
    this.refused(now);
    this.#notBefore = now + this.#backoff().maxMs;
  }

  /** The answer said nothing about the budget. */
  released(): void {
    this.#asking = false;
    this.#credit += 1;
  }

  /** Takes note of the budget's status. One that allows evictions again opens the gate at once. */
  see(view: BudgetView | undefined, now: number): void {
    if (sameStatus(view, this.#view)) return;
    this.#view = view;
    this.#credit = view === undefined ? Infinity : allowedBy(view);
    if (this.#credit > 0) this.#notBefore = Math.min(this.#notBefore, this.#soonest(now));
  }

  /** A status that keeps promising what the API server then refuses must not make a hot loop. */
  #soonest(now: number): number {
    return Math.max(now, this.#lastFailureAt + 2 * this.#backoff().initialMs);
  }
}

/** The API server refuses every eviction until the disruption controller has seen the budget's newest form. */
function allowedBy(view: BudgetView): number {
  return view.observed ? view.disruptionsAllowed : 0;
}

function sameStatus(a: BudgetView | undefined, b: BudgetView | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.observed === b.observed &&
    a.disruptionsAllowed === b.disruptionsAllowed &&
    a.currentHealthy === b.currentHealthy &&
    a.desiredHealthy === b.desiredHealthy
  );
}
