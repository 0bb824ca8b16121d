import type { Backoff } from '@mechanic/contract';
import { type Random, backoffDelay, quarter } from '@mechanic/contract/backoff';
import type { BudgetView } from './ports.ts';

/**
 * How many evictions may be under way at once while the budget has room. The API server counts a budget down by writing its
 * status; the loser of that race sleeps half a second inside the server, so more requests at once would only sleep there.
 * With two, one may sleep while the other goes on.
 */
const abreast = 2;

/**
 * Limits how often the API server is asked for evictions under one PodDisruptionBudget. All drains and all pods that the
 * budget protects share one gate. While the budget is exhausted, one eviction at a time is tried, after a pause that
 * doubles. The pause grows fourfold while the status of the budget says that it allows none. Status changes are watched:
 * one that allows evictions opens the gate at once. All times are on the monotonic clock.
 *
 * | state | who may ask | what leads on |
 * |---|---|---|
 * | open | two at once, and no more than the budget is known to allow | the allowed evictions are used up: waiting. A refusal: exhausted |
 * | waiting (no failures, no credit) | one, after a pause | the status allows evictions: open. A refusal: exhausted |
 * | exhausted (`#failures` above 0) | one, after a pause that grows with each refusal | an eviction is granted: open or waiting. The status allows evictions: one may ask now |
 */
export class BudgetGate {
  readonly #backoff: () => Backoff;
  readonly #random: Random;
  #asking = 0;
  #failures = 0;
  /** When the last refusal came that the status did not explain: it promised room, or was not known. */
  #deceivedAt = -Infinity;
  #notBefore = -Infinity;
  /** How many more evictions the budget is known to allow. */
  #credit = Infinity;
  #view: BudgetView | undefined;

  constructor(backoff: () => Backoff, random: Random) {
    this.#backoff = backoff;
    this.#random = random;
  }

  /** Whether the API server refused the last eviction. */
  get exhausted(): boolean {
    return this.#failures > 0;
  }

  /** When the next eviction may be asked for; Infinity: only after an answer to one under way. */
  get nextAt(): number {
    const room = this.exhausted || this.#credit <= 0 ? 1 : abreast;
    return this.#asking >= room ? Infinity : this.#notBefore;
  }

  /** Notes that an eviction is asked for. It uses one of the evictions that the budget is known to allow. */
  ask(): void {
    this.#asking += 1;
    this.#credit -= 1;
  }

  /** Notes that the API server allowed an eviction. */
  granted(now: number): void {
    this.#asking -= 1;
    this.#failures = 0;
    // Normally the status says when there is room again. The pause is for the case that it does not.
    this.#notBefore = this.#credit > 0 ? now : now + this.#blindPause(1);
  }

  /** Notes that the API server refused an eviction because of the budget. */
  refused(now: number): void {
    this.#asking -= 1;
    this.shut(now);
  }

  /** Notes an answer that says nothing about the budget. */
  released(): void {
    this.#asking -= 1;
    this.#credit += 1;
  }

  /** Closes the gate for a pause: `growing` with each refusal in a row, or the `longest` possible at once. */
  shut(now: number, pause: 'growing' | 'longest' = 'growing'): void {
    // Refusals of requests that were sent together count as one.
    if (this.exhausted && now < this.#notBefore) return;
    this.#failures += 1;
    if (this.#view === undefined || allowedBy(this.#view) > 0) this.#deceivedAt = now;
    this.#notBefore = now + (pause === 'longest' ? this.#backoff().maxMs : this.#grownPause());
  }

  /** Takes over the budget's status. A status that allows evictions opens the gate at once. */
  see(view: BudgetView | undefined, now: number): void {
    if (sameStatus(view, this.#view)) return;
    this.#view = view;
    this.#credit = view === undefined ? Infinity : allowedBy(view);
    if (this.#credit > 0) this.#notBefore = Math.min(this.#notBefore, this.#soonest(now));
  }

  #grownPause(): number {
    if (saysNone(this.#view)) return this.#blindPause(this.#failures);
    return backoffDelay(this.#backoff(), this.#failures, quarter(this.#random));
  }

  /** The pause before asking although the status shows no room, since it may be stale or wrong. Doubles twice each time. */
  #blindPause(times: number): number {
    return backoffDelay(this.#backoff(), 2 * times + 1, quarter(this.#random));
  }

  /** Delays the next request when the status keeps promising room that the API server then refuses: prevents a hot loop. */
  #soonest(now: number): number {
    return Math.max(now, this.#deceivedAt + 2 * this.#backoff().initialMs);
  }
}

/** The API server refuses every eviction until the disruption controller has seen the budget's newest form. */
function allowedBy(view: BudgetView): number {
  return view.observed ? view.disruptionsAllowed : 0;
}

/** Whether the status is about the present budget and leaves no room. */
function saysNone(view: BudgetView | undefined): boolean {
  return view !== undefined && view.observed && view.disruptionsAllowed <= 0;
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
