import type { PodLeft } from '@mechanic/contract/status';
import type { PodView } from '../views/pods.ts';

/** How much longer than its grace period a pod may take before it is said to be stuck. */
const overdueMs = 10_000;

/** What keeps a pod that was asked to go on a node whose kubelet is gone: nobody else ends its containers. */
export const heldBySilence = 'cannot end, because the kubelet of its node does not answer';

/** When a pod that was told to end should long have done so; Infinity: it was not told. */
export function overdueAt({ deletionDueAt }: Pick<PodView, 'deletionDueAt'>): number {
  return deletionDueAt === null ? Infinity : deletionDueAt + overdueMs;
}

/** What holds a pod that budgets hold and nothing else does. */
export function protectedBy(budgets: readonly string[]): string {
  return `protected by PodDisruptionBudget ${budgets.join(', ')}`;
}

/** A pod that no budget holds, but something else. */
export function held({ namespace, name }: Pick<PodView, 'namespace' | 'name'>, reason: string): PodLeft {
  return { namespace, name, state: 'blocked', budgets: [], reason };
}
