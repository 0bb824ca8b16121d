import type { PodView } from './ports.ts';

/** So often may the pods of one owner come back to a cordoned node before the drain gives up on them. */
const maxRounds = 3;

interface Owned {
  /** UIDs of every pod of this owner ever seen on the node. */
  readonly seen: Set<string>;
  /** Most of them that were there at once, not counting those that end. */
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
    const alive = new Map<string, number>();
    for (const { owner, uid, deletingSince } of pods) {
      if (owner === null) continue;
      const owned = this.#owners.get(owner.uid) ?? { seen: new Set(), most: 1 };
      this.#owners.set(owner.uid, owned);
      owned.seen.add(uid);
      if (deletingSince === null) alive.set(owner.uid, (alive.get(owner.uid) ?? 0) + 1);
    }
    for (const [uid, count] of alive) {
      const owned = this.#owners.get(uid);
      if (owned !== undefined) owned.most = Math.max(owned.most, count);
    }
  }

  /** Whether the owner of this pod has had its chances. */
  keepsReturning({ owner }: PodView): boolean {
    const owned = owner === null ? undefined : this.#owners.get(owner.uid);
    return owned !== undefined && Math.ceil(owned.seen.size / owned.most) > maxRounds;
  }
}
