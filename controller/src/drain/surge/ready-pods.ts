import type { PodView } from '../ports.ts';

/** A count of Ready pods on the API server may hold one that has just been told to end for so long; in milliseconds. */
const countLagMs = 2_000;

/** Which pods of one node are Ready, as a count on the API server has them. Times are on the monotonic clock. */
export class ReadyPods {
  #pods: readonly PodView[] = [];
  /** When a pod was first seen to end, by its UID. */
  readonly #endingSince = new Map<string, number>();

  /** The pods of the node as they are now. */
  see(pods: readonly PodView[], now: number): void {
    this.#pods = pods;
    const there = new Set(pods.map(({ uid }) => uid));
    for (const uid of this.#endingSince.keys()) if (!there.has(uid)) this.#endingSince.delete(uid);
    for (const { uid, deletionDueAt } of pods) {
      if (deletionDueAt !== null && !this.#endingSince.has(uid)) this.#endingSince.set(uid, now);
    }
  }

  /** Those of a ReplicaSet that count as Ready. */
  of(ownerUID: string, now: number): number {
    return this.#pods.filter(
      ({ owner, ready, uid }) => ready && owner?.uid === ownerUID && this.#counts(uid, now),
    ).length;
  }

  /** Those that are still to be asked to go. */
  staying(): readonly PodView[] {
    return this.#pods.filter(isStaying);
  }

  #counts(uid: string, now: number): boolean {
    const since = this.#endingSince.get(uid);
    return since === undefined || now - since < countLagMs;
  }
}

function isStaying({ deletionDueAt, phase }: PodView): boolean {
  return deletionDueAt === null && phase !== 'Succeeded' && phase !== 'Failed';
}
