import type { NodeEntry } from '@mechanic/contract/status';
import { protectedBy } from '../pods/held.ts';
import { count } from '../reasons.ts';

/** `3 of 12`; empty for a node that this replica does not drain. */
export function podsWord({ podsTotal, podsLeft }: NodeEntry): string {
  if (podsTotal === null) return '';
  return podsTotal === podsLeft.length ? String(podsTotal) : `${podsLeft.length} of ${podsTotal}`;
}

/**
 * What delays a drain or delayed the last one, one sentence per pod: `shop/web-1 is protected by PodDisruptionBudget
 * shop/web`.
 */
export function blockers({ blockedBy }: NodeEntry, most: number): string[] {
  const shown = blockedBy.slice(0, most).map(({ pod, budgets, reason }) => {
    if (isSaid(reason))
      return reason.startsWith('protected by ') ? `${pod} is ${reason}` : `${pod}: ${reason}`;
    return budgets.length > 0 ? `${pod} is protected by ${budgetsWord(budgets)}` : `${pod} is left`;
  });
  const more = blockedBy.length - shown.length;
  return more > 0 ? [...shown, `${count(more, 'pod')} more`] : shown;
}

/** Whether budgets are the only known reason that delays a drain. */
export function heldByBudgetsAlone({ blockedBy }: NodeEntry): boolean {
  return blockedBy.every(
    ({ budgets, reason }) => budgets.length > 0 && (!isSaid(reason) || reason === protectedBy(budgets)),
  );
}

/** Whether the reason says more than the state of the pod. */
function isSaid(reason: string): boolean {
  return reason !== '' && reason !== 'blocked';
}

/** A short form: `PodDisruptionBudget shop/web protects 2 pods; 1 pod is held by something else`. */
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
