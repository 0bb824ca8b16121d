import type { PodView } from '../ports.ts';

/** A count from the API server may include a pod this long after it began to end; milliseconds. */
const countLagMs = 2_000;

/** Counts the Ready pods of one node the way the API server counts them. Times are on the monotonic clock. */
export class ReadyPods {
  #pods: readonly PodView[] = [];
  /** When a pod was first seen terminating, by its UID. */
  readonly #endingSince = new Map<string, number>();

  /** Takes over the pods of the node as they are now. */
  see(pods: readonly PodView[], now: number): void {
    this.#pods = pods;
    const there = new Set(pods.map(({ uid }) => uid));
    for (const uid of this.#endingSince.keys()) if (!there.has(uid)) this.#endingSince.delete(uid);
    for (const { uid, deletionDueAt } of pods) {
      if (deletionDueAt !== null && !this.#endingSince.has(uid)) this.#endingSince.set(uid, now);
    }
  }

  /** Number of pods of a ReplicaSet that count as Ready. */
  of(ownerUID: string, now: number): number {
    return this.#pods.filter(
      ({ owner, ready, uid }) => ready && owner?.uid === ownerUID && this.#counts(uid, now),
    ).length;
  }

  /** The pods that do not terminate and have not finished. */
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
