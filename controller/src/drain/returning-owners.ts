import type { PodView } from './ports.ts';

/** So often may the pods of one owner come back to a cordoned node before the drain gives up on them. */
const mostReturns = 2;

interface Owned {
  /** UIDs of its pods in the first look that showed one of them: those came back from nowhere. */
  readonly first: ReadonlySet<string>;
  /** UIDs of those that were seen alive only later: on a cordoned node, in the place of others. */
  readonly later: Set<string>;
  /** Most of its pods that were there at once. */
  most: number;
}

/**
 * Owners whose pods come back to a cordoned node, because they tolerate its taint or name the node themselves.
 * Evicting them for ever would only make their work start over and over. Three pods that come back at once are one round.
 */
export class ReturningOwners {
  readonly #owners = new Map<string, Owned>();

  /** Looks at the pods of the node as they are now. */
  see(pods: readonly PodView[]): void {
    const owners = Map.groupBy(pods, ({ owner }) => owner?.uid);
    for (const [uid, owned] of owners) if (uid !== undefined) this.#seeOwner(uid, owned);
  }

  /** Whether this pod came back, and its owner has had its chances. */
  keepsReturning({ uid, owner }: PodView): boolean {
    const owned = owner === null ? undefined : this.#owners.get(owner.uid);
    if (owned === undefined || owned.first.has(uid)) return false;
    return Math.ceil(owned.later.size / owned.most) > mostReturns;
  }

  #seeOwner(owner: string, pods: readonly PodView[]): void {
    const owned = this.#owners.get(owner);
    if (owned === undefined) {
      // Pods that end already belong to the round that was there when the drain began, or was taken over.
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
