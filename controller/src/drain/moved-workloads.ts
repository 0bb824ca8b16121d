import { isFinished } from '../decide/pods/pod-filter.ts';
import type { PodView } from './ports.ts';

/** Owners that make their pods again and say how many of them are Ready. */
export const followedKinds = ['ReplicaSet', 'StatefulSet', 'ReplicationController'] as const;
export type FollowedKind = (typeof followedKinds)[number];

/**
 * Workloads that a drain takes Ready pods from, as `ReplicaSet/namespace/name`. A pod that may run on its node alone cannot
 * become Ready elsewhere, and nobody waits for one that was not Ready here either.
 */
export class MovedWorkloads {
  readonly #workloads = new Set<string>();

  /** A pod that has to go. */
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

/** Kinds of the same name in other groups count their pods in their own way. */
function isFollowed({ kind, apiVersion }: NonNullable<PodView['owner']>): boolean {
  return followedKinds.some((known) => known === kind) && /^(apps\/)?v1$/.test(apiVersion);
}
