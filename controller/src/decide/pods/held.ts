import type { PodLeft } from '@mechanic/contract/status';
import type { PodView } from '../views/pods.ts';

/** A pod counts as stuck this long after its grace period. */
const overdueMs = 10_000;

/** The reason for a pod that cannot end because the kubelet of its node is gone: only the kubelet ends its containers. */
export const heldBySilence = 'cannot end, because the kubelet of its node does not answer';

/** When a pod that is being deleted counts as stuck; Infinity when it is not being deleted. */
export function overdueAt({ deletionDueAt }: Pick<PodView, 'deletionDueAt'>): number {
  return deletionDueAt === null ? Infinity : deletionDueAt + overdueMs;
}

/** The reason for a pod that only budgets hold. */
export function protectedBy(budgets: readonly string[]): string {
  return `protected by PodDisruptionBudget ${budgets.join(', ')}`;
}

/** A pod that something other than a budget holds. */
export function held({ namespace, name }: Pick<PodView, 'namespace' | 'name'>, reason: string): PodLeft {
  return { namespace, name, state: 'blocked', budgets: [], reason };
}
