import type { BudgetView } from '../ports.ts';

/** Counts of a PodDisruptionBudget that determine how many evictions it allows. */
type Counts = Pick<BudgetView, 'currentHealthy' | 'expectedPods' | 'limit'>;

/** Whether the budget allows no eviction now, and would allow one with one more healthy pod. */
export function opensByOneMore(
  budget: Counts & Pick<BudgetView, 'disruptionsAllowed' | 'observed'>,
): boolean {
  return holds(budget) && roomWith(budget, 1) > 0;
}

/** Whether the budget's status is about its present form and allows no eviction. */
export function holds({
  disruptionsAllowed,
  observed,
}: Pick<BudgetView, 'disruptionsAllowed' | 'observed'>): boolean {
  return observed && disruptionsAllowed <= 0;
}

/** Whether some of the pods that the budget expects are not healthy now: then it may open by itself. */
export function isShort({ currentHealthy, expectedPods }: Counts): boolean {
  return currentHealthy < expectedPods;
}

/** How many evictions the budget would allow with `more` additional healthy pods. */
function roomWith({ currentHealthy, expectedPods, limit }: Counts, more: number): number {
  if (limit === null) return 0;
  const expected = expectedPods + more;
  const desired =
    'minAvailable' in limit
      ? scaled(limit.minAvailable, expected)
      : Math.max(0, expected - scaled(limit.maxUnavailable, expected));
  return currentHealthy + more - desired;
}

/** Percentages round up, as in the disruption controller. */
function scaled(value: number | string, of: number): number {
  if (typeof value === 'number') return value;
  const percent = Number.parseInt(value, 10);
  return Number.isNaN(percent) ? Number.POSITIVE_INFINITY : Math.ceil((percent * of) / 100);
}
