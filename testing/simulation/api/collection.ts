import type { Resource } from './resources.ts';
import type { Change, Stored } from './stored.ts';

/** So many changes of one resource are remembered, at least; the real server's watch cache has a bound as well. */
const REMEMBERED = 4_096;

/** The objects of one resource, in the order of their keys, and what was done to them lately. */
export class Collection {
  readonly resource: Resource;
  readonly #objects = new Map<string, Stored>();
  readonly #keys: string[] = [];
  #values: readonly Stored[] | undefined;
  #changes: Change[] = [];
  /** Changes up to this version are forgotten. */
  #floor = 0;

  constructor(resource: Resource) {
    this.resource = resource;
  }

  get(key: string): Stored | undefined {
    return this.#objects.get(key);
  }

  /** In the order of their keys; the same list until something changes. */
  values(): readonly Stored[] {
    return (this.#values ??= this.#keys.flatMap((key) => this.#objects.get(key) ?? []));
  }

  apply(change: Change): void {
    const { key, before, after } = change;
    this.#values = undefined;
    if (after === undefined) this.#remove(key);
    else {
      if (before === undefined) this.#keys.splice(this.#place(key), 0, key);
      this.#objects.set(key, after);
    }
    this.#changes.push(change);
    if (this.#changes.length >= 2 * REMEMBERED) this.forget(this.#changes[REMEMBERED]?.version ?? 0);
  }

  /** What happened up to here is forgotten. */
  get floor(): number {
    return this.#floor;
  }

  /** Whether everything that happened after `version` is still known. */
  remembers(version: number): boolean {
    return version >= this.#floor;
  }

  /** Forgets the changes up to and with a version. */
  forget(version: number): void {
    if (version <= this.#floor) return;
    this.#changes = this.#changes.slice(this.#indexAfter(version));
    this.#floor = version;
  }

  /** What happened after a version, oldest first. */
  since(version: number): readonly Change[] {
    if (version >= (this.#changes.at(-1)?.version ?? 0)) return [];
    return this.#changes.slice(this.#indexAfter(version));
  }

  /** Everything as it was right after `version`, in the order of keys. Only for versions that are remembered. */
  at(version: number): readonly Stored[] {
    const later = this.since(version);
    if (later.length === 0) return this.values();
    const objects = new Map(this.#objects);
    for (const { key, before } of later.toReversed()) {
      if (before === undefined) objects.delete(key);
      else objects.set(key, before);
    }
    return [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stored]) => stored);
  }

  #remove(key: string): void {
    if (this.#objects.delete(key)) this.#keys.splice(this.#place(key), 1);
  }

  /** Where a key is, or would be. */
  #place(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #indexAfter(version: number): number {
    let low = 0;
    let high = this.#changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#changes[middle]?.version ?? 0) <= version) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Keys sort as the API server's storage sorts them. */
export function keyOf(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}
