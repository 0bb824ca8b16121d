import type { PodRule } from '@mechanic/contract';
import { treatmentOf } from './pod-treatment.ts';
import type { PodView } from '../views/pods.ts';

/** Which pods the user wants treated specially: part of `settings.drain`, and the reason of the drain. */
export interface PodPolicy {
  readonly unmanagedPods: 'evict' | 'block';
  readonly emptyDirPods: 'evict' | 'block';
  readonly rules: readonly PodRule[];
  /** Type of the leading event or condition. */
  readonly about: string;
}

/** The known state of the DaemonSet that owns a pod. */
export type DaemonSetState = 'exists' | 'gone' | 'unknown';

/** What a drain does with a pod. */
export type PodPlace =
  /** The pod belongs to the node or needs no eviction, and is never in the way. */
  | { readonly kind: 'stays' }
  /** Its DaemonSet is being looked up. */
  | { readonly kind: 'undecided' }
  /** The pod is in the way, but the user does not want it evicted. */
  | { readonly kind: 'kept'; readonly reason: string }
  | {
      readonly kind: 'goes';
      readonly tier: Tier;
      /** Order within its tier; lower is evicted first. */
      readonly order: number;
      /** The drain may wait for it to end by itself while there is time. */
      readonly finishes: boolean;
    };

/** Critical pods are evicted after ordinary pods, which may need them to end cleanly. */
export type Tier = 'ordinary' | 'critical';

/** Decides about one pod. `daemonSetOf` is called only for pods of DaemonSets. */
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

/** A pod whose DaemonSet is gone is evicted: no controller would create it again or delete it. */
const daemonPlaces: Readonly<Record<DaemonSetState, PodPlace>> = {
  exists: { kind: 'stays' },
  unknown: { kind: 'undecided' },
  gone: { kind: 'goes', tier: 'ordinary', order: 0, finishes: false },
};

/** The pod has finished, so evicting it loses nothing. */
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

/** Whether the pod has one of the two priority classes that Kubernetes reserves for system pods. */
function isCritical(pod: PodView): boolean {
  return (
    pod.priorityClassName === 'system-cluster-critical' || pod.priorityClassName === 'system-node-critical'
  );
}
