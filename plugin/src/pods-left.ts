import { type BudgetView, selects } from '../../controller/src/decide/views/budgets.ts';
import type { PodView } from '../../controller/src/decide/views/pods.ts';
import type { PodLeft } from '../../controller/src/decide/snapshot.ts';
import { type PodPolicy, isFinished, placeOf } from '../../controller/src/decide/pods/pod-filter.ts';
import { held, heldBySilence } from '../../controller/src/decide/pods/held.ts';

/**
 * Returns the pods that a drain still waits for, as far as the plugin can see. It does not know which evictions were tried,
 * so a pod counts as `blocked` when a budget allows no disruption now, the settings keep it, or it ends on a node whose
 * kubelet does not answer. It assumes that DaemonSets exist.
 */
export function podsLeft(
  pods: readonly PodView[],
  budgets: readonly BudgetView[],
  policy: PodPolicy,
  kubeletSilent = false,
): PodLeft[] {
  return pods.flatMap((pod): PodLeft[] => {
    const place = placeOf(pod, policy, () => 'exists');
    if (place.kind === 'stays' || place.kind === 'undecided' || isFinished(pod)) return [];
    const { namespace, name } = pod;
    if (pod.deletionDueAt !== null) {
      return [
        kubeletSilent
          ? held(pod, heldBySilence)
          : { namespace, name, state: 'terminating', budgets: [], reason: '' },
      ];
    }
    if (place.kind === 'kept') return [held(pod, place.reason)];
    const holding = budgets
      .filter((budget) => holds(budget, pod))
      .map((budget) => `${namespace}/${budget.name}`);
    return [
      { namespace, name, state: holding.length > 0 ? 'blocked' : 'pending', budgets: holding, reason: '' },
    ];
  });
}

function holds(budget: BudgetView, pod: PodView): boolean {
  return budget.disruptionsAllowed <= 0 && pod.phase === 'Running' && selects(budget, pod);
}
