import { held, heldBySilence, overdueAt, protectedBy } from '../decide/pods/held.ts';
import type { PodLeft } from '../decide/snapshot.ts';
import { sayTime } from '../decide/times.ts';
import type { PodView } from './ports.ts';
import type { PodTask } from './pod-task.ts';

/** What `podLeft` needs to know besides the pod. */
export interface Circumstances {
  /** PodDisruptionBudgets that have refused to let it go, as namespace/name. */
  readonly budgets: readonly string[];
  readonly kubeletSilent: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Describes a pod that has to go. */
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

/** Describes a pod that may end by itself until `until`; milliseconds since the epoch. */
export function finishing({ namespace, name }: PodView, until: number): PodLeft {
  const reason = `may end by itself until ${sayTime(until)}`;
  return { namespace, name, state: 'finishing', budgets: [], reason };
}

/** Describes a pod that is not asked to go yet, because others come first. */
export function awaiting({ namespace, name }: PodView, reason: string): PodLeft {
  return { namespace, name, state: 'pending', budgets: [], reason };
}
