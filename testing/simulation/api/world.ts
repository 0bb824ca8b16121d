import { isDeepStrictEqual } from 'node:util';
import { member, withoutNulls } from './json.ts';
import {
  type ApiObject,
  type Draft,
  type Metadata,
  type Objects,
  type ResourceName,
  timeText,
} from './objects.ts';
import type { Verb, WriteRecord } from './journal.ts';
import { type Resource, resourceNamed } from './resources.ts';
import type { Store } from './store.ts';

export interface WorldOptions {
  readonly now: () => number;
  readonly note: (write: WriteRecord) => void;
}

/** Where an object is: its namespace (empty when it has none) and its name. */
export interface Place {
  readonly namespace?: string;
  readonly name: string;
}

/**
 * Objects as those see and write them who play kubelets, controllers and people: without HTTP, checks and admission,
 * but through the same versions, watches and history.
 */
export class World {
  readonly #store: Store;
  readonly #options: WorldOptions;
  #births = 0;

  constructor(store: Store, options: WorldOptions) {
    this.#store = store;
    this.#options = options;
    for (const name of ['default', 'kube-system', 'kube-node-lease']) this.addNamespace(name);
  }

  addNamespace(name: string): void {
    const spec = { finalizers: ['kubernetes'] };
    this.create('namespaces', { metadata: { name }, spec, status: { phase: 'Active' } });
  }

  get<R extends ResourceName>(name: R, place: Place): Objects[R] | undefined {
    const stored = this.#store.get(resourceNamed(name), place.namespace ?? '', place.name);
    return stored?.object as Objects[R] | undefined; // a collection holds objects of its own resource
  }

  /** In the order of their keys. */
  list<R extends ResourceName>(name: R): readonly Objects[R][] {
    const collection = this.#store.collection(resourceNamed(name));
    return Array.from(collection.values(), ({ object }) => object as unknown as Objects[R]); // as in get
  }

  /** Spec and status as they are given. Fails when it is there already. */
  create<R extends ResourceName>(name: R, draft: Draft<Objects[R]>, user = 'world'): Objects[R] {
    const resource = resourceNamed(name);
    const { metadata } = draft;
    if (this.get(name, { name: '', ...metadata }) !== undefined) {
      throw new Error(`${name} ${metadata.name ?? ''} is there already`);
    }
    const born: Metadata = {
      name: '',
      uid: worldUid(++this.#births),
      resourceVersion: '0',
      ...(resource.counted && { generation: 1 }),
      creationTimestamp: timeText(this.#options.now()),
      ...metadata,
    };
    const after = this.#store.put(resource, { ...draft, metadata: born }).object;
    this.#note('create', resource, user, undefined, after);
    return after as unknown as Objects[R]; // as it was drafted
  }

  /** Changes what is there; undefined when it is not. A change that changes nothing makes no new version. */
  update<R extends ResourceName>(
    name: R,
    place: Place,
    mutate: (object: Objects[R]) => Objects[R],
    user = 'world',
  ): Objects[R] | undefined {
    const resource = resourceNamed(name);
    const before = this.get(name, place);
    if (before === undefined) return undefined;
    const mutated = mutate(before);
    if (mutated === before) return before;
    // Members that are undefined would be gone from the text, but not from the comparison.
    const proposed = withoutNulls(mutated);
    if (isDeepStrictEqual(before, proposed)) return before;
    const after = this.#store.put(resource, recounted(resource, before, proposed)).object;
    this.#note('update', resource, user, before, after);
    return after as unknown as Objects[R]; // as mutate made it
  }

  /** Takes an object away at once, whatever finalizers it has. Whether it was there. */
  remove(name: ResourceName, place: Place, user = 'world'): boolean {
    const resource = resourceNamed(name);
    const stored = this.#store.get(resource, place.namespace ?? '', place.name);
    if (stored === undefined) return false;
    this.#store.remove(resource, stored);
    this.#note('delete', resource, user, stored.object, undefined);
    return true;
  }

  #note(
    verb: Verb,
    resource: Resource,
    user: string,
    ...[before, after]: [ApiObject | undefined, ApiObject | undefined]
  ): void {
    const { namespace = '', name = '', uid = '' } = (after ?? before)?.metadata ?? {};
    this.#options.note({
      version: this.#store.version,
      time: this.#options.now(),
      user,
      verb,
      resource: resource.name,
      subresource: '',
      namespace,
      name,
      uid,
      status: verb === 'create' ? 201 : 200,
      before,
      after,
    });
  }
}

function recounted(resource: Resource, before: ApiObject, after: ApiObject): ApiObject {
  if (!resource.counted || isDeepStrictEqual(member(before, 'spec'), member(after, 'spec'))) return after;
  const generation = (before.metadata.generation ?? 0) + 1;
  return { ...after, metadata: { ...after.metadata, generation } };
}

function worldUid(count: number): string {
  return `00000000-0000-4000-9000-${count.toString(16).padStart(12, '0')}`;
}
