import type { PodView } from './ports.ts';

/** How often the pods of one owner may come back to a cordoned node before the drain gives up on them. */
const mostReturns = 2;

interface Owned {
  /** UIDs of its pods in the first look that showed any: these did not come back. */
  readonly first: ReadonlySet<string>;
  /** UIDs of its pods that were seen alive only later: they replaced others on a cordoned node. */
  readonly later: Set<string>;
  /** Most of its pods that were alive at once. */
  most: number;
}

/**
 * Owners whose pods come back to a cordoned node, because the pods tolerate its taint or name the node themselves.
 * Evicting them for ever would only restart their work over and over. Pods that come back together count as one return.
 */
export class ReturningOwners {
  readonly #owners = new Map<string, Owned>();

  /** Takes over the pods of the node as they are now. */
  see(pods: readonly PodView[]): void {
    const owners = Map.groupBy(pods, ({ owner }) => owner?.uid);
    for (const [uid, owned] of owners) if (uid !== undefined) this.#seeOwner(uid, owned);
  }

  /** Whether this pod came back and its owner has used up its returns. */
  keepsReturning({ uid, owner }: PodView): boolean {
    const owned = owner === null ? undefined : this.#owners.get(owner.uid);
    if (owned === undefined || owned.first.has(uid)) return false;
    return Math.ceil(owned.later.size / owned.most) > mostReturns;
  }

  #seeOwner(owner: string, pods: readonly PodView[]): void {
    const owned = this.#owners.get(owner);
    if (owned === undefined) {
      // Pods that already terminate belong to the first round: they were there when this drain began or was taken over.
      this.#owners.set(owner, {
        first: new Set(pods.map(({ uid }) => uid)),
        later: new Set(),
        most: pods.length,
      });
      return;
    }
    const alive = pods.filter(({ deletionDueAt }) => deletionDueAt === null);
    for (const { uid } of alive) if (!owned.first.has(uid)) owned.later.add(uid);
    owned.most = Math.max(owned.most, alive.length);
  }
}
