import type { PodLeft } from '../decide/snapshot.ts';
import { sayTime } from '../decide/times.ts';
import type { PodTask } from './pod-task.ts';
import type { PodView } from './ports.ts';

/** How much longer than its grace period a pod may take before it is said to be stuck. */
const overdueMs = 10_000;

/** What keeps a pod that was asked to go on a node whose kubelet is gone: nobody else ends its containers. */
export const heldBySilence = 'cannot end, because the kubelet of its node does not answer';

/** What is known beside the pod itself. */
export interface Circumstances {
  /** PodDisruptionBudgets that have refused to let it go, as namespace/name. */
  readonly budgets: readonly string[];
  readonly kubeletSilent: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** When a pod that was told to end should long have done so; Infinity: it was not told. */
export function overdueAt({ deletionDueAt }: PodView): number {
  return deletionDueAt === null ? Infinity : deletionDueAt + overdueMs;
}

/** What is to be said of a pod that has to go. */
export function podLeft(task: PodTask, { budgets, kubeletSilent, now }: Circumstances): PodLeft {
  const { namespace, name } = task.pod;
  if (task.state === 'terminating') {
    if (kubeletSilent) return held(task.pod, heldBySilence);
    const reason = overdueAt(task.pod) <= now ? 'does not end although its grace period is over' : '';
    return { namespace, name, state: 'terminating', budgets: [], reason };
  }
  if (task.reason === '' && budgets.length > 0) {
    const refusal = task.notDeleted === '' ? '' : `; it could not be deleted: ${task.notDeleted}`;
    const reason = protectedBy(budgets) + refusal;
    return { namespace, name, state: 'blocked', budgets, reason };
  }
  return { namespace, name, state: task.state, budgets, reason: task.reason };
}

/** A pod that may end by itself until then; milliseconds since the epoch. */
export function finishing({ namespace, name }: PodView, until: number): PodLeft {
  const reason = `may end by itself until ${sayTime(until)}`;
  return { namespace, name, state: 'finishing', budgets: [], reason };
}

/** What holds a pod that budgets hold and nothing else does. */
export function protectedBy(budgets: readonly string[]): string {
  return `protected by PodDisruptionBudget ${budgets.join(', ')}`;
}

/** A pod that no budget holds, but something else. */
export function held({ namespace, name }: PodView, reason: string): PodLeft {
  return { namespace, name, state: 'blocked', budgets: [], reason };
}
