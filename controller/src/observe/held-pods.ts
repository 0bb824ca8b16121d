import type { BlockedPod } from '@mechanic/contract';
import type { PodLeft } from '../decide/snapshot.ts';

/** Pods of a running drain as records and Events name them. */
export function heldPods(pods: readonly PodLeft[]): BlockedPod[] {
  return pods.map(({ namespace, name, state, budgets, reason }) => ({
    pod: `${namespace}/${name}`,
    budgets: [...budgets],
    reason: reason === '' ? state : reason,
  }));
}
