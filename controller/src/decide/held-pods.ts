import type { BlockedPod } from '@mechanic/contract';
import type { PodLeft } from '@mechanic/contract/status';

/** Pods as records and Events name them, each with the reason that holds it. */
export function heldPods(pods: readonly PodLeft[]): BlockedPod[] {
  return pods.map(({ namespace, name, state, budgets, reason }) => ({
    pod: `${namespace}/${name}`,
    ...(budgets.length > 0 && { budgets: [...budgets] }),
    reason: reason === '' ? state : reason,
  }));
}

/** The pods that cannot leave now. */
export function blockedPods(pods: readonly PodLeft[]): BlockedPod[] {
  return heldPods(pods.filter(({ state }) => state === 'blocked'));
}
