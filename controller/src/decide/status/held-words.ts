import type { NodeEntry } from '@mechanic/contract/status';
import { protectedBy } from '../pods/held.ts';
import { count } from '../reasons.ts';

/** `3 of 12`; of a node whose drain does not run here, nothing. */
export function podsWord({ podsTotal, podsLeft }: NodeEntry): string {
  if (podsTotal === null) return '';
  return podsTotal === podsLeft.length ? String(podsTotal) : `${podsLeft.length} of ${podsTotal}`;
}

/** What holds up a drain, or held up the last one, a pod each: `shop/web-1 is protected by PodDisruptionBudget shop/web`. */
export function blockers({ blockedBy }: NodeEntry, most: number): string[] {
  const shown = blockedBy.slice(0, most).map(({ pod, budgets, reason }) => {
    if (isSaid(reason))
      return reason.startsWith('protected by ') ? `${pod} is ${reason}` : `${pod}: ${reason}`;
    return budgets.length > 0 ? `${pod} is protected by ${budgetsWord(budgets)}` : `${pod} is left`;
  });
  const more = blockedBy.length - shown.length;
  return more > 0 ? [...shown, `${count(more, 'pod')} more`] : shown;
}

/** Whether nothing but budgets holds up a drain, as far as is known. */
export function heldByBudgetsAlone({ blockedBy }: NodeEntry): boolean {
  return blockedBy.every(
    ({ budgets, reason }) => budgets.length > 0 && (!isSaid(reason) || reason === protectedBy(budgets)),
  );
}

/** Whether it says more than the state of the pod. */
function isSaid(reason: string): boolean {
  return reason !== '' && reason !== 'blocked';
}

/** The same in short: `PodDisruptionBudget shop/web protects 2 pods; 1 pod is held by something else`. */
export function blockersInShort({ blockedBy }: NodeEntry): string {
  const pods = new Map<string, number>();
  for (const { budgets } of blockedBy) {
    const holder = budgets.length === 0 ? '' : budgetsWord(budgets);
    pods.set(holder, (pods.get(holder) ?? 0) + 1);
  }
  const words = [...pods].map(([holder, amount]) =>
    holder === ''
      ? `${count(amount, 'pod')} held by something else`
      : `${holder} ${holder.startsWith('PodDisruptionBudgets') ? 'protect' : 'protects'} ${count(amount, 'pod')}`,
  );
  return words.join('; ');
}

function budgetsWord(budgets: readonly string[]): string {
  return `PodDisruptionBudget${budgets.length > 1 ? 's' : ''} ${budgets.join(', ')}`;
}
