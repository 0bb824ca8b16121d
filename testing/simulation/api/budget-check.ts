import type { BudgetObject, BudgetStatus, Condition } from './objects.ts';
import { type Refusal, forbidden, tooManyRequests } from './refusal.ts';
import { resourceNamed } from './resources.ts';

/** So many granted evictions may wait for their pods to go. */
const MOST_DISRUPTED = 2_000;

const nothing: BudgetStatus = {
  disruptionsAllowed: 0,
  currentHealthy: 0,
  desiredHealthy: 0,
  expectedPods: 0,
};
const violated = "Cannot evict pod as it would violate the pod's disruption budget.";

/**
 * The status of a budget that allows a disruption, in this minor version of Kubernetes.
 * @throws Refusal 429 when it allows none, 403 when it is in a state that it should not be in
 */
export function checkBudget(budget: BudgetObject, minor: number): BudgetStatus {
  const { metadata, status = nothing } = budget;
  const { name, generation = 0 } = metadata;
  const { observedGeneration = 0, disruptionsAllowed, disruptedPods = {} } = status;
  if (observedGeneration < generation) throw stillProcessed(name);
  const odd = oddity(disruptionsAllowed, Object.keys(disruptedPods).length);
  if (odd !== undefined) throw unfit(name, odd, minor);
  if (disruptionsAllowed > 0) return status;
  const message = `The disruption budget ${name} ${reasonOf(status)}`;
  throw tooManyRequests(violated, 0, [{ reason: 'DisruptionBudget', message }]);
}

interface Oddity {
  readonly why: string;
  /** The same as its cause says it. */
  readonly short: string;
}

function oddity(allowed: number, granted: number): Oddity | undefined {
  const negative = 'pdb disruptions allowed is negative';
  if (allowed < 0) return { why: negative, short: negative };
  if (granted <= MOST_DISRUPTED) return undefined;
  return {
    why: 'DisruptedPods map too big - too many evictions not confirmed by PDB controller',
    short: 'too many pending evictions not confirmed by PDB controller',
  };
}

function unfit(name: string, { why, short }: Oddity, minor: number): Refusal {
  // The server names the resource in the singular here.
  const budgets = { ...resourceNamed('poddisruptionbudgets'), name: 'poddisruptionbudget' };
  const message = `The disruption budget ${name} does not allow evicting pods currently: ${short}`;
  return forbidden(budgets, name, why, minor >= 37 ? [{ reason: 'DisruptionBudget', message }] : undefined);
}

/** The budget has not been counted since it was changed. */
export function stillProcessed(name: string): Refusal {
  const message = `The disruption budget ${name} is still being processed by the server.`;
  return tooManyRequests(violated, 10, [{ reason: 'DisruptionBudget', message }]);
}

function reasonOf({ currentHealthy, desiredHealthy, conditions = [] }: BudgetStatus): string {
  const { reason = '', message = '' } = conditions.find(isRefusing) ?? {};
  const none = 'does not allow evicting pods currently';
  if (message !== '' && reason === 'SyncFailed') return `${none} because it failed sync: ${message}`;
  if (currentHealthy <= desiredHealthy) {
    return `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  return message === '' ? none : `${none} (${reason}): ${message}`;
}

function isRefusing({ type, status }: Condition): boolean {
  return type === 'DisruptionAllowed' && status === 'False';
}
