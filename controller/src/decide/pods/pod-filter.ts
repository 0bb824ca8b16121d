import type { PodRule } from '@mechanic/contract';
import { treatmentOf } from './pod-treatment.ts';
import type { PodView } from '../views/pods.ts';

/** Which pods a user wants treated specially: part of `settings.drain`, and what the node is drained for. */
export interface PodPolicy {
  readonly unmanagedPods: 'evict' | 'block';
  readonly emptyDirPods: 'evict' | 'block';
  readonly rules: readonly PodRule[];
  /** Type of the event or condition that leads. */
  readonly about: string;
}

/** What is known of the DaemonSet that owns a pod. */
export type DaemonSetState = 'exists' | 'gone' | 'unknown';

/** What a drain does with a pod. */
export type PodPlace =
  /** Belongs to the node, or is none of our business. Never in the way. */
  | { readonly kind: 'stays' }
  /** Its DaemonSet is being looked up. */
  | { readonly kind: 'undecided' }
  /** In the way, and by the user's wish not to be touched. */
  | { readonly kind: 'kept'; readonly reason: string }
  | {
      readonly kind: 'goes';
      readonly tier: Tier;
      /** Within its tier; lower goes first. */
      readonly order: number;
      /** It may end by itself while there is time. */
      readonly finishes: boolean;
    };

/** Critical pods go after the ordinary ones, which may need them to end cleanly. */
export type Tier = 'ordinary' | 'critical';

/** Decides on one pod. `daemonSetOf` is asked only about pods of DaemonSets. */
export function placeOf(
  pod: PodView,
  policy: PodPolicy,
  daemonSetOf: (pod: PodView) => DaemonSetState,
): PodPlace {
  const { action, order } = treatmentOf(pod, policy);
  if (pod.mirror || action === 'leave') return { kind: 'stays' };
  if (pod.owner?.kind === 'DaemonSet') return daemonPlaces[daemonSetOf(pod)];
  if (!isFinished(pod)) {
    const reason = keptBecause(pod, policy);
    if (reason !== undefined) return { kind: 'kept', reason };
  }
  return {
    kind: 'goes',
    tier: isCritical(pod) ? 'critical' : 'ordinary',
    order,
    finishes: action === 'finish' && !isFinished(pod),
  };
}

/** Pods whose DaemonSet is gone are nobody's: nothing would make them again, and nothing else takes them away. */
const daemonPlaces: Readonly<Record<DaemonSetState, PodPlace>> = {
  exists: { kind: 'stays' },
  unknown: { kind: 'undecided' },
  gone: { kind: 'goes', tier: 'ordinary', order: 0, finishes: false },
};

/** Ran to its end; nothing is lost when it goes. */
export function isFinished(pod: PodView): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}

function keptBecause(pod: PodView, policy: PodPolicy): string | undefined {
  if (pod.owner === null && policy.unmanagedPods === 'block') {
    return 'no controller would make it again (drain.unmanagedPods is "block")';
  }
  if (pod.hasEmptyDir && policy.emptyDirPods === 'block') {
    return 'it would lose the data in its emptyDir (drain.emptyDirPods is "block")';
  }
  return undefined;
}

/** The two priority classes that Kubernetes itself keeps for the cluster's own pods. */
function isCritical(pod: PodView): boolean {
  return (
    pod.priorityClassName === 'system-cluster-critical' || pod.priorityClassName === 'system-node-critical'
  );
}
