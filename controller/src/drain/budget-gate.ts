import type { Backoff } from '@mechanic/contract';
import { type Random, backoffDelay, quarter } from '@mechanic/contract/backoff';
import type { BudgetView } from './ports.ts';

/**
 * Evictions that pass at once while there is room. The API server counts a budget down by a write of its status; who loses
 * that race sleeps half a second inside the server, so a crowd would only sleep there. Two, so that one may.
 */
const abreast = 2;

/**
 * The turnstile of one PodDisruptionBudget, shared by every pod it protects and by every drain. When the budget is exhausted
 * one eviction asks for all, after a pause that doubles; one that grows fourfold while the status of the budget, which is
 * followed and opens the gate at once, says that asking is in vain. All times are on the monotonic clock.
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
  /** When it was refused last although its status promised room, or was not known. */
  #deceivedAt = -Infinity;
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

  /** When one more may ask; Infinity when that depends on an answer. */
  get nextAt(): number {
    const room = this.exhausted || this.#credit <= 0 ? 1 : abreast;
    return this.#asking >= room ? Infinity : this.#notBefore;
  }

  /** Somebody asks, and takes one of the evictions that are known to be allowed. */
  ask(): void {
    this.#asking += 1;
    this.#credit -= 1;
  }

  /** Who asked was allowed. */
  granted(now: number): void {
    this.#asking -= 1;
    this.#failures = 0;
    // The status will say when there is room again; the pause is for the case that it does not.
    this.#notBefore = this.#credit > 0 ? now : now + this.#blindPause(1);
  }

  /** Who asked was refused. */
  refused(now: number): void {
    this.#asking -= 1;
    this.shut(now);
  }

  /** Who asked got an answer that says nothing about the budget. */
  released(): void {
    this.#asking -= 1;
    this.#credit += 1;
  }

  /** The budget is known to refuse. Pauses longer each time in a row, or as long as possible at once. */
  shut(now: number, pause: 'growing' | 'longest' = 'growing'): void {
    // Answers to requests that were sent together are one refusal.
    if (this.exhausted && now < this.#notBefore) return;
    this.#failures += 1;
    if (this.#view === undefined || allowedBy(this.#view) > 0) this.#deceivedAt = now;
    this.#notBefore = now + (pause === 'longest' ? this.#backoff().maxMs : this.#grownPause());
  }

  /** Takes note of the budget's status. One that allows evictions again opens the gate at once. */
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

  /** For asking although the status says that there is no room: it may be stale, or wrong. Two doublings each time. */
  #blindPause(times: number): number {
    return backoffDelay(this.#backoff(), 2 * times + 1, quarter(this.#random));
  }

  /** A status that keeps promising what the API server then refuses must not make a hot loop. */
  #soonest(now: number): number {
    return Math.max(now, this.#deceivedAt + 2 * this.#backoff().initialMs);
  }
}

/** The API server refuses every eviction until the disruption controller has seen the budget's newest form. */
function allowedBy(view: BudgetView): number {
  return view.observed ? view.disruptionsAllowed : 0;
}

/** The status is about the present budget, and leaves no room. */
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
