import { isFinished } from '../decide/pods/pod-filter.ts';
import type { PodView } from './ports.ts';

/** Kinds of owners that recreate their pods and report how many are Ready. */
export const followedKinds = ['ReplicaSet', 'StatefulSet', 'ReplicationController'] as const;
export type FollowedKind = (typeof followedKinds)[number];

/**
 * Workloads from which a drain takes Ready pods, as `ReplicaSet/namespace/name`. Pods that can run only on this node are not
 * counted, since they cannot become Ready elsewhere; nor are pods that were not Ready here.
 */
export class MovedWorkloads {
  readonly #workloads = new Set<string>();

  /** Adds the workload of a pod that has to go. */
  add(pod: PodView): void {
    const { owner, namespace, ready, tiedToNode } = pod;
    if (owner === null || !ready || tiedToNode === true || isFinished(pod)) return;
    if (!isFollowed(owner)) return;
    this.#workloads.add(`${owner.kind}/${namespace}/${owner.name}`);
  }

  all(): readonly string[] {
    return [...this.#workloads];
  }
}

/** Kinds of the same name in other API groups count their pods differently. */
function isFollowed({ kind, apiVersion }: NonNullable<PodView['owner']>): boolean {
  return followedKinds.some((known) => known === kind) && /^(apps\/)?v1$/.test(apiVersion);
}
