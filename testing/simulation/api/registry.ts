import { isDeepStrictEqual } from 'node:util';
import { type Admission, admit } from './admission.ts';
import { timeText } from './clock-text.ts';
import { type DeleteOptions, checkPreconditions, fateOf } from './deletion.ts';
import { type JsonObject, member } from './json.ts';
import type { ApiObject } from './objects.ts';
import { alreadyExists, badRequest, conflict, forbidden, invalid, notFound } from './refusal.ts';
import { type Resource, resourceNamed } from './resources.ts';
import type { Route } from './route.ts';
import { born, next } from './shape.ts';
import type { Store } from './store.ts';
import { Stored } from './stored.ts';
import { faultsOfChange, faultsOfNew, immutable, versionRequired } from './validation.ts';

/** Who writes what. */
export interface Write {
  readonly route: Route;
  readonly user: string;
  readonly dryRun: boolean;
}

/** What a write did. */
export interface Outcome {
  readonly before: ApiObject | undefined;
  /** The object as it is now; after a deletion, as it was. */
  readonly stored: Stored;
  readonly gone: boolean;
}

export interface RegistryOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly admission: Admission;
}

/** Creates, changes and deletes objects, by the rules that hold for all of them. */
export class Registry {
  readonly #options: RegistryOptions;
  #births = 0;

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /** @throws Refusal */
  get(route: Route): Stored {
    const { resource, namespace, name } = route;
    const found = this.#options.store.get(resource, namespace, name);
    if (found === undefined) throw notFound(resource, name);
    return found;
  }

  /** @throws Refusal */
  create(write: Write, draft: JsonObject): Outcome {
    const { resource, namespace } = write.route;
    const name = this.#nameOf(write, draft);
    this.admitNew(write, name);
    const object = born(resource, draft, {
      uid: uidNumber(++this.#births),
      name,
      namespace,
      creationTimestamp: timeText(this.#options.now()),
    });
    const faults = faultsOfNew(resource, object);
    if (faults.length > 0) throw invalid(resource, name, faults);
    this.#admit(write, 'CREATE', undefined, object);
    if (this.#options.store.get(resource, namespace, name) !== undefined) throw alreadyExists(resource, name);
    return { before: undefined, stored: this.#put(write, object), gone: false };
  }

  /** What holds for everything new in a namespace. @throws Refusal */
  admitNew({ route: { resource, namespace } }: Write, name: string): void {
    if (!resource.namespaced) return;
    const namespaces = resourceNamed('namespaces');
    const found = this.#options.store.get(namespaces, '', namespace);
    if (found === undefined) throw notFound(namespaces, namespace);
    if (found.object.metadata.deletionTimestamp === undefined) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    const message = `namespace ${namespace} is being terminated`;
    throw forbidden(resource, name, why, [
      { reason: 'NamespaceTerminating', message, field: 'metadata.namespace' },
    ]);
  }

  /**
   * Changes what is there.
   * @param propose the whole object as it should be
   * @throws Refusal, and what `propose` throws
   */
  update(write: Write, propose: (current: Stored) => JsonObject): Outcome {
    const { resource, subresource } = write.route;
    const current = this.get(write.route);
    const before = current.object;
    const proposed = propose(current);
    const { uid = before.metadata.uid, resourceVersion } = checkIdentity(write.route, proposed);
    if (resourceVersion === undefined && !resource.unconditional) {
      throw invalid(resource, before.metadata.name, [versionRequired()]);
    }
    if (resourceVersion !== undefined && resourceVersion !== before.metadata.resourceVersion) {
      throw conflict(resource, before.metadata.name, modified);
    }
    const after = next(resource, before, proposed, subresource === 'status' ? 'status' : 'object');
    const faults = [
      ...(uid === before.metadata.uid ? [] : [immutable('metadata.uid')]),
      ...faultsOfChange(resource, before, after),
    ];
    if (faults.length > 0) throw invalid(resource, before.metadata.name, faults);
    this.#admit(write, 'UPDATE', before, after);
    return this.#replace(write, current, after);
  }

  /** @throws Refusal */
  delete(write: Write, options: DeleteOptions): Outcome {
    const { resource } = write.route;
    const current = this.get(write.route);
    checkPreconditions(resource, current.object, options);
    this.#admit(write, 'DELETE', current.object, undefined);
    return this.deleteAdmitted(write, current, options);
  }

  /** Deletes what has been checked already. */
  deleteAdmitted(write: Write, current: Stored, options: DeleteOptions): Outcome {
    const { resource } = write.route;
    const before = current.object;
    const fate = fateOf(resource, before, options, this.#options.now());
    switch (fate.kind) {
      case 'pending':
        return { before, stored: current, gone: false };
      case 'marked':
        return { before, stored: this.#putChange(write, current, dying(resource, fate.object)), gone: false };
      case 'gone': {
        const last = fate.object === undefined ? current : this.#put(write, fate.object);
        return { before, stored: this.#remove(write, last), gone: true };
      }
    }
  }

  #nameOf({ route }: Write, draft: JsonObject): string {
    const { name, generateName, namespace } = member(draft, 'metadata');
    if (typeof namespace === 'string' && namespace !== '' && namespace !== route.namespace) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    if (typeof name === 'string' && name !== '') return name;
    if (typeof generateName === 'string') return `${generateName}${suffix(this.#births)}`;
    throw invalid(route.resource, '', [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      },
    ]);
  }

  /** An object that waited only for its finalizers goes with the last of them. */
  #replace(write: Write, current: Stored, after: ApiObject): Outcome {
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = current.object.metadata;
    const freed = deletionTimestamp !== undefined && (after.metadata.finalizers ?? []).length === 0;
    const before = current.object;
    if (freed && deletionGracePeriodSeconds === 0 && write.route.resource.name !== 'namespaces') {
      this.#remove(write, current);
      return { before, stored: new Stored(write.route.resource, after), gone: true };
    }
    return { before, stored: this.#putChange(write, current, after), gone: false };
  }

  /** A change that changes nothing makes no new version. */
  #putChange(write: Write, current: Stored, after: ApiObject): Stored {
    return isDeepStrictEqual(current.object, after) ? current : this.#put(write, after);
  }

  #put({ route: { resource }, dryRun }: Write, object: ApiObject): Stored {
    return dryRun ? new Stored(resource, object) : this.#options.store.put(resource, object);
  }

  #remove({ route: { resource }, dryRun }: Write, stored: Stored): Stored {
    return dryRun ? stored : this.#options.store.remove(resource, stored);
  }

  #admit(
    { route, user }: Write,
    operation: 'CREATE' | 'UPDATE' | 'DELETE',
    before: ApiObject | undefined,
    after: ApiObject | undefined,
  ): void {
    const { resource, namespace, subresource } = route;
    const name = (before ?? after)?.metadata.name ?? route.name;
    admit(this.#options.admission, {
      operation,
      user,
      resource: resource.name,
      subresource,
      namespace,
      name,
      before,
      after,
    });
  }
}

const modified =
  'the object has been modified; please apply your changes to the latest version and try again';

/** @throws Refusal 400 when an object is written to the place of another */
function checkIdentity(route: Route, proposed: JsonObject): { uid?: string; resourceVersion?: string } {
  const { name, namespace, uid, resourceVersion } = member(proposed, 'metadata');
  if (name !== route.name) {
    throw badRequest(
      `the name of the object (${String(name)}) does not match the name on the URL (${route.name})`,
    );
  }
  if (typeof namespace === 'string' && namespace !== route.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return {
    ...(typeof uid === 'string' && uid !== '' && { uid }),
    ...(typeof resourceVersion === 'string' && resourceVersion !== '' && { resourceVersion }),
  };
}

function dying(resource: Resource, object: ApiObject): ApiObject {
  if (resource.name !== 'namespaces') return object;
  return { ...object, ...{ status: { phase: 'Terminating' } } };
}

function uidNumber(count: number): string {
  return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
}

/** What the server appends to a generateName; here without chance. */
function suffix(count: number): string {
  return count.toString(36).padStart(5, '0');
}
