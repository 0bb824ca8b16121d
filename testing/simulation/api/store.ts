import { Collection, keyOf } from './collection.ts';
import type { ApiObject, Metadata } from './objects.ts';
import { type Resource, allResources } from './resources.ts';
import { type Change, Stored } from './stored.ts';

/** Told of each change of one resource, as it is made. It must not come back to the store from within. */
export type ChangeListener = (change: Change) => void;

/** All objects, under one counter of versions. */
export class Store {
  #version = 1;
  readonly #collections = new Map<Resource, Collection>(
    allResources().map((resource) => [resource, new Collection(resource)]),
  );
  readonly #listeners = new Map<Resource, Set<ChangeListener>>();

  /** The newest version. */
  get version(): number {
    return this.#version;
  }

  collection(resource: Resource): Collection {
    const found = this.#collections.get(resource);
    if (found === undefined) throw new Error(`the store has no ${resource.name}`);
    return found;
  }

  get(resource: Resource, namespace: string, name: string): Stored | undefined {
    return this.collection(resource).get(keyOf(namespace, name));
  }

  /** Stores a new object, or a new state of one. Gives it the next version. */
  put(resource: Resource, object: ApiObject): Stored {
    const after = new Stored(resource, versioned(object, ++this.#version));
    const key = keyOf(object.metadata.namespace ?? '', object.metadata.name);
    const before = this.collection(resource).get(key);
    this.#commit(resource, { version: this.#version, key, before, after, gone: undefined });
    return after;
  }

  /** Takes an object away, which has its version too. */
  remove(resource: Resource, stored: Stored): Stored {
    const gone = new Stored(resource, versioned(stored.object, ++this.#version));
    const { namespace = '', name } = stored.object.metadata;
    const key = keyOf(namespace, name);
    this.#commit(resource, { version: this.#version, key, before: stored, after: undefined, gone });
    return gone;
  }

  forget(version: number): void {
    for (const collection of this.#collections.values()) collection.forget(version);
  }

  /** The returned function ends it. */
  onChange(resource: Resource, listener: ChangeListener): () => void {
    const listeners = this.#listeners.get(resource) ?? new Set();
    this.#listeners.set(resource, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  #commit(resource: Resource, change: Change): void {
    this.collection(resource).apply(change);
    for (const listener of this.#listeners.get(resource) ?? []) listener(change);
  }
}

function versioned(object: ApiObject, version: number): ApiObject {
  const metadata: Metadata = { ...object.metadata, resourceVersion: String(version) };
  return { ...object, metadata };
}
