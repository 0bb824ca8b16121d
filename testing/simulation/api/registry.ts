import { isDeepStrictEqual } from 'node:util';
import { type Admission, type AdmissionRequest, admit } from './admission.ts';
import { type DeleteOptions, checkPreconditions, fateOf } from './deletion.ts';
import { checkNamespace, checkPlace, checkSeen, checkUid } from './identity.ts';
import { type JsonObject, member } from './json.ts';
import { type ApiObject, timeText } from './objects.ts';
import { Refusal, alreadyExists, alreadyExistsDying, forbidden, invalid, notFound } from './refusal.ts';
import { resourceNamed } from './resources.ts';
import type { Route } from './route.ts';
import { born, next } from './shape.ts';
import type { Store } from './store.ts';
import { Stored } from './stored.ts';
import { faultsOfChange, faultsOfNew, immutable } from './validation.ts';

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
  /** HTTP status. */
  readonly status: 200 | 201;
}

export interface RegistryOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly admission: Admission;
  /** Minor version of Kubernetes. */
  readonly minor: number;
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
    checkNamespace(write.route, draft);
    const name = this.#nameOf(write, draft);
    this.admitNew(write, name);
    const object = this.#born(write, draft, name);
    const { resourceVersion = '' } = member(draft, 'metadata');
    if (resourceVersion !== '' && resourceVersion !== '0') {
      throw new Refusal(500, '', 'resourceVersion should not be set on objects to be created');
    }
    const found = this.#options.store.get(resource, namespace, name);
    if (found?.object.metadata.deletionTimestamp !== undefined) throw alreadyExistsDying(resource, name);
    if (found !== undefined) throw alreadyExists(resource, name);
    return { before: undefined, stored: this.#put(write, object), gone: false, status: 201 };
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
   * PUT: changes what is there, and makes what is not, where the resource allows that.
   * @throws Refusal
   */
  replace(write: Write, object: JsonObject): Outcome {
    const { route } = write;
    const { resource, namespace, name, subresource } = route;
    checkPlace(route, object);
    const found = this.#options.store.get(resource, namespace, name);
    if (found !== undefined || !resource.createdByPut || subresource !== '') {
      return this.update(write, 'update', () => object);
    }
    checkUid(route, '', member(object, 'metadata').uid);
    this.admitNew(write, name);
    return {
      before: undefined,
      stored: this.#put(write, this.#born(write, object, name)),
      gone: false,
      status: 201,
    };
  }

  /**
   * Changes what is there.
   * @param propose the whole object as it should be
   * @throws Refusal, and what `propose` throws
   */
  update(write: Write, verb: 'update' | 'patch', propose: (current: Stored) => JsonObject): Outcome {
    const { resource, subresource } = write.route;
    const current = this.get(write.route);
    const before = current.object;
    const proposed = propose(current);
    checkSeen(write.route, before, proposed, verb);
    const after = next(resource, before, proposed, subresource === 'status' ? 'status' : 'object');
    const { uid } = member(proposed, 'metadata');
    const faults = [
      ...(!uid || uid === before.metadata.uid ? [] : [immutable('metadata.uid')]),
      ...faultsOfChange(resource, before, after, this.#options.minor),
    ];
    if (faults.length > 0) throw invalid(resource, before.metadata.name, faults);
    this.#admit(write, { operation: 'UPDATE', before, after });
    return this.#settled(write, current, after);
  }

  /** @throws Refusal */
  delete(write: Write, options: DeleteOptions): Outcome {
    const current = this.get(write.route);
    checkPreconditions(write.route.resource, current.object, options);
    this.#admit(write, { operation: 'DELETE', before: current.object, after: undefined });
    return this.deleteAdmitted(write, current, options);
  }

  /** Deletes what has been checked already. */
  deleteAdmitted(write: Write, current: Stored, options: DeleteOptions): Outcome {
    const before = current.object;
    const fate = fateOf(write.route.resource, before, options, this.#options.now());
    switch (fate.kind) {
      case 'pending':
        return { before, stored: current, gone: false, status: 200 };
      case 'marked':
        return { before, stored: this.#putChange(write, current, fate.object), gone: false, status: 200 };
      case 'gone': {
        const last = fate.object === undefined ? current : this.#putChange(write, current, fate.object);
        return { before, stored: this.#remove(write, last), gone: true, status: 200 };
      }
    }
  }

  #born(write: Write, draft: JsonObject, name: string): ApiObject {
    const { resource, namespace } = write.route;
    const creationTimestamp = timeText(this.#options.now());
    const object = born(resource, draft, {
      uid: uidNumber(++this.#births),
      name,
      namespace,
      creationTimestamp,
    });
    const faults = faultsOfNew(resource, object);
    if (faults.length > 0) throw invalid(resource, name, faults);
    this.#admit(write, { operation: 'CREATE', before: undefined, after: object });
    return object;
  }

  #nameOf({ route }: Write, draft: JsonObject): string {
    const { name, generateName } = member(draft, 'metadata');
    if (typeof name === 'string' && name !== '') return name;
    if (typeof generateName === 'string') return `${generateName}${suffix(this.#births)}`;
    const message = 'Required value: name or generateName is required';
    throw invalid(route.resource, '', [{ reason: 'FieldValueRequired', message, field: 'metadata.name' }]);
  }

  /** An object that waited only for its finalizers goes with the last of them. */
  #settled(write: Write, current: Stored, after: ApiObject): Outcome {
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = current.object.metadata;
    const { resource } = write.route;
    const waits = deletionGracePeriodSeconds > 0 || resource.name === 'namespaces';
    const freed = deletionTimestamp !== undefined && (after.metadata.finalizers ?? []).length === 0;
    const before = current.object;
    if (!freed || waits) {
      return { before, stored: this.#putChange(write, current, after), gone: false, status: 200 };
    }
    this.#remove(write, current);
    return { before, stored: new Stored(resource, after), gone: true, status: 200 };
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

  #admit({ route, user }: Write, change: Pick<AdmissionRequest, 'operation' | 'before' | 'after'>): void {
    const { resource, namespace, subresource } = route;
    const name = (change.before ?? change.after)?.metadata.name ?? route.name;
    admit(this.#options.admission, {
      user,
      resource: resource.name,
      subresource,
      namespace,
      name,
      ...change,
    });
  }
}

function uidNumber(count: number): string {
  return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
}

/** What the server appends to a generateName; here without chance. */
function suffix(count: number): string {
  return count.toString(36).padStart(5, '0');
}
