import type { Finding } from './finding.ts';
import type { BudgetView } from '../views/budgets.ts';

/** `PodDisruptionBudget shop/web`. */
export function nameOf({ namespace, name }: Pick<BudgetView, 'namespace' | 'name'>): string {
  return `PodDisruptionBudget ${namespace}/${name}`;
}

/** Whether the budget allows no eviction even when all its pods are healthy. */
export function canNeverAllow({ expectedPods, desiredHealthy, disruptionsAllowed }: BudgetView): boolean {
  return expectedPods > 0 && disruptionsAllowed === 0 && desiredHealthy >= expectedPods;
}

/** Finds budgets that can never allow an eviction, and those that allow none now. */
export function budgetFindings(budgets: readonly BudgetView[]): Finding[] {
  return budgets.flatMap((budget) => finding(budget) ?? []);
}

function finding(budget: BudgetView): Finding | null {
  const { expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed } = budget;
  if (expectedPods === 0 || disruptionsAllowed > 0) return null;
  const object = nameOf(budget);
  if (canNeverAllow(budget)) {
    return {
      severity: 'error',
      kind: 'budget-never',
      object,
      why: `it wants ${desiredHealthy} of ${expectedPods} pods healthy, so it can never allow an eviction`,
      cure: 'let maxUnavailable be 1, or run one replica more than minAvailable',
    };
  }
  return {
    severity: 'warning',
    kind: 'budget-now',
    object,
    why: `it allows no eviction now: ${currentHealthy} pods are healthy, at least ${desiredHealthy} have to be`,
    cure: 'bring the pods that are not Ready back',
  };
}
