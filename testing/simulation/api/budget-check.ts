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
 * The status of a budget that allows a disruption.
 * @throws Refusal 429 when it allows none, 403 when it is in a state that it should not be in
 */
export function checkBudget({
  metadata: { name, generation = 0 },
  status = nothing,
}: BudgetObject): BudgetStatus {
  const { observedGeneration = 0, disruptionsAllowed, disruptedPods = {} } = status;
  if (observedGeneration < generation) throw stillProcessed(name);
  // The server names the resource in the singular here.
  const budgets = { ...resourceNamed('poddisruptionbudgets'), name: 'poddisruptionbudget' };
  if (disruptionsAllowed < 0) throw forbidden(budgets, name, 'pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods).length > MOST_DISRUPTED) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw forbidden(budgets, name, why);
  }
  if (disruptionsAllowed > 0) return status;
  const message = `The disruption budget ${name} ${reasonOf(status)}`;
  throw tooManyRequests(violated, 0, [{ reason: 'DisruptionBudget', message }]);
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
