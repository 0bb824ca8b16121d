import { type Admission, admit } from './admission.ts';
import { bodyOf, checkKind, checkPatchType, objectOf, patched } from './body.ts';
import type { DeleteOptions } from './deletion.ts';
import { Evictions, type Payment } from './eviction.ts';
import { type ApiRequest, type ApiResponse, answer } from './http.ts';
import { checkUid } from './identity.ts';
import { Journal, type WriteListener, type WriteRecord } from './journal.ts';
import { type JsonObject, member } from './json.ts';
import { list, versionToShow } from './list.ts';
import { Refusal, badRequest, methodNotAllowed, notFound } from './refusal.ts';
import { type Outcome, Registry, type Write } from './registry.ts';
import { type Route, routeOf } from './route.ts';
import { scaleOf, scaled } from './scale.ts';
import { Store } from './store.ts';
import type { Stored } from './stored.ts';
import { type OpenWatch, type WatchSink, Watches } from './watch.ts';
import { World } from './world.ts';

export interface ModelApiOptions {
  /** Milliseconds since the epoch on the server's own clock. */
  readonly now: () => number;
  /** Default: everything is admitted. */
  readonly admission?: Admission;
  /** Answers a SelfSubjectAccessReview; `attributes` as `spec.resourceAttributes`. Default: everybody may do everything. */
  readonly allows?: (user: string, attributes: JsonObject) => boolean;
  /**
   * Minor version of Kubernetes: from 37 on, an eviction that is forbidden for the state of a budget names that budget.
   * Default: 37.
   */
  readonly minor?: number;
}

const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/**
 * The Kubernetes API server, as far as it matters here: each request is one step, and nothing waits.
 * Sinks and listeners are called from within a step, and must not come back before it has ended.
 */
export class ModelApi {
  /** Direct access for those who play kubelets, controllers and people. */
  readonly world: World;
  /** How many versions a read lags that accepts any (`resourceVersion=0`). */
  staleness = 0;
  readonly #options: Required<ModelApiOptions>;
  readonly #store = new Store();
  /** The same paths come again and again. */
  readonly #routes = new Map<string, Route>();
  readonly #watches: Watches;
  readonly #registry: Registry;
  readonly #evictions: Evictions;
  readonly #journal: Journal;

  constructor({
    now,
    admission = (): { kind: 'allow' } => ({ kind: 'allow' }),
    allows = (): boolean => true,
    minor = 37,
  }: ModelApiOptions) {
    this.#options = { now, admission, allows, minor };
    const store = this.#store;
    this.#watches = new Watches(this.#store);
    this.#registry = new Registry({ store, now, admission, minor });
    this.#evictions = new Evictions({ store, registry: this.#registry, now, minor });
    this.#journal = new Journal(this.#store, now);
    this.world = new World(this.#store, { now, note: (write) => this.#journal.note(write) });
  }

  /** The newest version. */
  get version(): number {
    return this.#store.version;
  }

  /** Every write in the order of its commit, refused ones where they were refused. */
  get history(): readonly WriteRecord[] {
    return this.#journal.records;
  }

  /** The returned function ends it. */
  onWrite(listener: WriteListener): () => void {
    return this.#journal.onWrite(listener);
  }

  /** Everything but a watch. */
  handle(request: ApiRequest): ApiResponse {
    return answered(() =>
      request.path === reviews ? this.#review(request) : this.#handle(this.#route(request.path), request),
    );
  }

  /**
   * Begins a watch; events go to the sink, those of the past at once. The caller ends it when the time is up that the
   * request allows it. A path that names an object is no watch: the object is the answer.
   */
  watch(request: ApiRequest, sink: WatchSink): ApiResponse | OpenWatch {
    return answered(() => {
      const route = this.#route(request.path);
      if (route.name !== '') return this.#read(route, request);
      return this.#watches.begin(route, request.query, { sink, staleness: this.staleness });
    });
  }

  /** Forgets how it came to be: watches and lists that would go on from before `version` are told that they cannot. */
  compact(version = this.version): void {
    this.#store.forget(version);
  }

  /** Sends a bookmark to each watch that asked for them. */
  bookmark(): void {
    this.#watches.bookmark();
  }

  #route(path: string): Route {
    const route = this.#routes.get(path) ?? routeOf(path);
    this.#routes.set(path, route);
    return route;
  }

  #handle(route: Route, request: ApiRequest): ApiResponse {
    const { method } = request;
    if (method === 'GET') return this.#read(route, request);
    const isCreation = route.name === '' || route.subresource === 'eviction';
    if (isCreation !== (method === 'POST')) throw methodNotAllowed();
    return this.#write({ route, user: request.user, dryRun: request.query.dryRun === 'All' }, request);
  }

  #write(write: Write, request: ApiRequest): ApiResponse {
    const { method } = request;
    switch (write.route.subresource) {
      case 'eviction':
        return this.#evict(write, request);
      case 'scale':
        return this.#scale(method === 'PUT' ? 'update' : 'patch', write, request);
    }
    if (method === 'POST') return this.#create(write, request);
    if (method === 'PUT') return this.#put(write, request);
    return method === 'PATCH' ? this.#patch(write, request) : this.#delete(write, request);
  }

  #read(route: Route, { query }: ApiRequest): ApiResponse {
    if (route.name === '') return list(this.#store, route, query, this.staleness);
    const stored = this.#seen(route, query);
    return answer(200, route.subresource === 'scale' ? JSON.stringify(scaleOf(stored.object)) : stored.full);
  }

  /** The object as of the version that the reader is content with. */
  #seen(route: Route, query: ApiRequest['query']): Stored {
    const { resource, namespace, name } = route;
    const collection = this.#store.collection(resource);
    const version = versionToShow(this.#store, collection, query, this.staleness);
    if (version === this.version) return this.#registry.get(route);
    const isMeant = ({ object: { metadata } }: Stored): boolean =>
      metadata.name === name && (metadata.namespace ?? '') === namespace;
    const found = collection.at(version).find(isMeant);
    if (found === undefined) throw notFound(resource, name);
    return found;
  }

  #create(write: Write, request: ApiRequest): ApiResponse {
    return this.#written('create', write, () =>
      this.#registry.create(write, objectOf(request, write.route.resource)),
    );
  }

  #put(write: Write, request: ApiRequest): ApiResponse {
    return this.#written('update', write, () =>
      this.#registry.replace(write, objectOf(request, write.route.resource)),
    );
  }

  #patch(write: Write, request: ApiRequest): ApiResponse {
    const { resource } = write.route;
    checkPatchType(request);
    return this.#written('patch', write, () =>
      this.#registry.update(write, 'patch', (current) => patched(resource, current.object, request)),
    );
  }

  #scale(verb: 'update' | 'patch', write: Write, request: ApiRequest): ApiResponse {
    const { resource } = write.route;
    const outcome = this.#journal.recorded(verb, write, () =>
      this.#registry.update(write, verb, ({ object }) => {
        const scale = verb === 'patch' ? patched(resource, scaleOf(object), request) : bodyOf(request);
        checkKind(scale, 'Scale');
        if (verb === 'update') checkUid(write.route, object.metadata.uid, member(scale, 'metadata').uid);
        return scaled(resource, object, scale);
      }),
    );
    return answer(outcome.status, JSON.stringify(scaleOf(outcome.stored.object)));
  }

  #delete(write: Write, request: ApiRequest): ApiResponse {
    const options: DeleteOptions = request.body === undefined ? {} : bodyOf(request);
    const chosen = { ...write, dryRun: write.dryRun || (options.dryRun ?? []).length > 0 };
    const outcome = this.#journal.recorded('delete', chosen, () => this.#registry.delete(chosen, options));
    return answer(200, deletionBody(write.route, outcome));
  }

  #evict(request: Write, { body, ...rest }: ApiRequest): ApiResponse {
    const eviction = bodyOf({ ...rest, body });
    const options: DeleteOptions = member(eviction, 'deleteOptions');
    const { route } = request;
    const write = { ...request, dryRun: request.dryRun || (options.dryRun ?? []).length > 0 };
    const outcome = this.#journal.recorded('create', write, () => {
      checkKind(eviction, 'Eviction');
      if (member(eviction, 'metadata').name !== route.name) {
        throw badRequest('name in URL does not match name in Eviction object');
      }
      this.#registry.admitNew(write, route.name);
      this.#admitEviction(write);
      return this.#evictions.evict(write, options, (payment) => this.#notePayment(payment));
    });
    const success = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: outcome.status,
    };
    return answer(outcome.status, JSON.stringify(success));
  }

  #admitEviction({ route: { resource, namespace, name, subresource }, user }: Write): void {
    const before = this.#store.get(resource, namespace, name)?.object;
    const what = { user, resource: resource.name, subresource, namespace, name };
    admit(this.#options.admission, { ...what, operation: 'CREATE', before, after: undefined });
  }

  /** The API server itself writes what a budget paid. */
  #notePayment({ before, after }: Payment): void {
    const { namespace = '', name, uid } = after.object.metadata;
    this.#journal.note({
      user: 'system:apiserver',
      verb: 'update',
      resource: 'poddisruptionbudgets',
      subresource: 'status',
      namespace,
      name,
      uid,
      version: after.version,
      status: 200,
      before,
      after: after.object,
    });
  }

  #written(verb: WriteRecord['verb'], write: Write, act: () => Outcome): ApiResponse {
    const { status, stored } = this.#journal.recorded(verb, write, act);
    return answer(status, stored.full);
  }

  #review(request: ApiRequest): ApiResponse {
    const review = bodyOf(request);
    const allowed = this.#options.allows(request.user, member(member(review, 'spec'), 'resourceAttributes'));
    const kind = { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1' };
    return answer(201, JSON.stringify({ ...kind, ...review, status: { allowed } }));
  }
}

function answered<T>(act: () => T): T | ApiResponse {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error.response();
    throw error;
  }
}

function deletionBody({ resource }: Route, { stored, gone }: Outcome): string {
  if (resource.deletionShowsObject || !gone) return stored.full;
  const { name, uid } = stored.object.metadata;
  const group = resource.group === '' ? {} : { group: resource.group };
  const details = { name, ...group, kind: resource.name, uid };
  return JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}
