import { type Admission, admit } from './admission.ts';
import { Evictions } from './eviction.ts';
import type { DeleteOptions } from './deletion.ts';
import { type ApiRequest, type ApiResponse, answer } from './http.ts';
import { type JsonObject, isObject, member } from './json.ts';
import { PatchFailure, jsonPatch } from './json-patch.ts';
import { list } from './list.ts';
import { mergePatch } from './merge-patch.ts';
import { Refusal, badRequest, invalid, methodNotAllowed, noSuchPath } from './refusal.ts';
import type { Verb, WriteListener, WriteRecord } from './record.ts';
import { type Outcome, Registry, type Write } from './registry.ts';
import { resourceNamed } from './resources.ts';
import { type Route, routeOf } from './route.ts';
import { Store } from './store.ts';
import type { Stored } from './stored.ts';
import { type WatchSink, Watches } from './watch.ts';
import { World } from './world.ts';

export interface ModelApiOptions {
  /** Milliseconds since the epoch on the server's own clock. */
  readonly now: () => number;
  readonly admission?: Admission;
}

/** The Kubernetes API server, as far as it matters here: each request is one step, and nothing waits. */
export class ModelApi {
  /** Direct access for those who play kubelets, controllers and people. */
  readonly world: World;
  /** How many versions a list lags that accepts any (`resourceVersion=0`). */
  staleness = 0;
  readonly #options: ModelApiOptions;
  readonly #store = new Store();
  readonly #watches: Watches;
  readonly #registry: Registry;
  readonly #evictions: Evictions;
  readonly #history: WriteRecord[] = [];
  readonly #listeners = new Set<WriteListener>();

  constructor(options: ModelApiOptions) {
    const { now, admission = (): { kind: 'allow' } => ({ kind: 'allow' }) } = options;
    this.#options = { now, admission };
    this.#watches = new Watches(this.#store);
    this.#registry = new Registry({ store: this.#store, now, admission });
    this.#evictions = new Evictions(this.#store, this.#registry, now);
    this.world = new World(this.#store, { now, note: (write) => this.#note(write) });
  }

  /** The newest version. */
  get version(): number {
    return this.#store.version;
  }

  /** Every write in the order of its commit, refused ones where they were refused. */
  get history(): readonly WriteRecord[] {
    return this.#history;
  }

  /** The returned function ends it. */
  onWrite(listener: WriteListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything but a watch. */
  handle(request: ApiRequest): ApiResponse {
    try {
      return this.#handle(request);
    } catch (error) {
      if (error instanceof Refusal) return error.response();
      throw error;
    }
  }

  /**
   * Begins a watch; events go to the sink, those of the past at once. The caller ends it when the time is up that the
   * request allows it (`timeoutSeconds`).
   */
  watch(request: ApiRequest, sink: WatchSink): ApiResponse | { close(): void } {
    try {
      return { close: this.#watches.begin(routeOf(request.path), request.query, sink) };
    } catch (error) {
      if (error instanceof Refusal) return error.response();
      throw error;
    }
  }

  /** Forgets how it came to be: watches and lists that would go on from before are told that they cannot. */
  compact(version = this.version): void {
    this.#store.forget(version);
  }

  /** Sends a bookmark to each watch that asked for them. */
  bookmark(): void {
    this.#watches.bookmark();
  }

  #handle(request: ApiRequest): ApiResponse {
    if (request.path === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews')
      return accessReview(request);
    const route = routeOf(request.path);
    switch (request.method) {
      case 'GET':
        return this.#read(route, request);
      case 'POST':
        return route.subresource === 'eviction' ? this.#evict(route, request) : this.#create(route, request);
      case 'PUT':
        return this.#change('update', route, request, () => bodyOf(request));
      case 'PATCH':
        return this.#change('patch', route, request, ({ object }) =>
          patched(route, object as unknown, request),
        );
      case 'DELETE':
        return this.#delete(route, request);
    }
  }

  #read(route: Route, { query }: ApiRequest): ApiResponse {
    if (route.name === '') return list(this.#store, route, query, this.staleness);
    return answer(200, this.#registry.get(route).full);
  }

  #create(route: Route, request: ApiRequest): ApiResponse {
    if (route.name !== '') throw methodNotAllowed();
    const outcome = this.#recorded('create', route, request, (write) =>
      this.#registry.create(write, bodyOf(request)),
    );
    return answer(201, outcome.stored.full);
  }

  #change(
    verb: 'update' | 'patch',
    route: Route,
    request: ApiRequest,
    propose: (current: Stored) => JsonObject,
  ): ApiResponse {
    if (route.name === '') throw methodNotAllowed();
    if (!['', 'status'].includes(route.subresource)) throw noSuchPath();
    const outcome = this.#recorded(verb, route, request, (write) => this.#registry.update(write, propose));
    return answer(200, outcome.stored.full);
  }

  #delete(route: Route, request: ApiRequest): ApiResponse {
    if (route.name === '') throw methodNotAllowed();
    const options: DeleteOptions = request.body === undefined ? {} : bodyOf(request);
    const outcome = this.#recorded('delete', route, request, (write) =>
      this.#registry.delete(write, options),
    );
    return answer(200, deletionBody(route, outcome));
  }

  #evict(route: Route, request: ApiRequest): ApiResponse {
    const eviction = bodyOf(request);
    if (member(eviction, 'metadata').name !== route.name) {
      throw badRequest('name in URL does not match name in Eviction object');
    }
    const options: DeleteOptions = member(eviction, 'deleteOptions');
    this.#recorded('create', route, request, (write) => {
      this.#registry.admitNew(write, route.name);
      this.#admitEviction(write);
      const dryRun = write.dryRun || (options.dryRun ?? []).length > 0;
      const evicted = this.#evictions.evict({ ...write, dryRun }, options);
      if (evicted.budget !== undefined && !dryRun) this.#noteBudget(evicted.budget);
      return evicted;
    });
    return answer(
      201,
      JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }),
    );
  }

  #admitEviction({ route, user }: Write): void {
    const { namespace, name } = route;
    const before = this.#store.get(route.resource, namespace, name)?.object;
    admit(this.#options.admission ?? ((): { kind: 'allow' } => ({ kind: 'allow' })), {
      operation: 'CREATE',
      user,
      resource: 'pods',
      subresource: 'eviction',
      namespace,
      name,
      before,
      after: undefined,
    });
  }

  #noteBudget({ before, after }: { before: WriteRecord['before']; after: WriteRecord['after'] }): void {
    const { namespace = '', name = '', uid = '' } = before?.metadata ?? {};
    this.#note({
      version: Number(after?.metadata.resourceVersion),
      time: this.#options.now(),
      user: 'system:apiserver',
      verb: 'update',
      resource: resourceNamed('poddisruptionbudgets').name,
      subresource: 'status',
      namespace,
      name,
      uid,
      status: 200,
      before,
      after,
    });
  }

  #recorded(verb: Verb, route: Route, request: ApiRequest, act: (write: Write) => Outcome): Outcome {
    const { user, query } = request;
    const write = { route, user, dryRun: query.dryRun === 'All' };
    const { namespace, subresource } = route;
    const common = {
      time: this.#options.now(),
      user,
      verb,
      resource: route.resource.name,
      subresource,
      namespace,
    };
    try {
      const outcome = act(write);
      const { metadata } = outcome.stored.object;
      if (!write.dryRun) {
        this.#note({
          ...common,
          version: outcome.stored.version,
          name: metadata.name,
          uid: metadata.uid,
          status: verb === 'create' ? 201 : 200,
          before: outcome.before,
          after: outcome.gone ? undefined : outcome.stored.object,
        });
      }
      return outcome;
    } catch (error) {
      if (error instanceof Refusal) {
        const before = this.#store.get(route.resource, namespace, route.name)?.object;
        const { code: status, reason } = error;
        const uid = before?.metadata.uid ?? '';
        this.#note({
          ...common,
          version: this.version,
          name: route.name,
          uid,
          status,
          reason,
          before,
          after: undefined,
        });
      }
      throw error;
    }
  }

  #note(write: WriteRecord): void {
    this.#history.push(write);
    for (const listener of this.#listeners) listener(write);
  }
}

/** @throws Refusal 400 */
function bodyOf({ body = '' }: ApiRequest): JsonObject {
  const parsed = parse(body);
  if (!isObject(parsed)) throw badRequest('the object provided is unrecognized');
  return parsed;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${String(error)}`);
  }
}

function patched(route: Route, current: unknown, { contentType, body = '' }: ApiRequest): JsonObject {
  const result = applied(current, contentType.split(';')[0] ?? '', parse(body));
  if (!isObject(result)) throw invalid(route.resource, route.name, []);
  return result;
}

function applied(current: unknown, type: string, patch: unknown): unknown {
  switch (type) {
    case 'application/merge-patch+json':
      if (!isObject(patch)) throw badRequest('error decoding patch');
      return mergePatch(current, patch);
    case 'application/json-patch+json':
      if (!Array.isArray(patch)) throw badRequest('error decoding patch');
      try {
        return jsonPatch(current, patch);
      } catch (error) {
        if (error instanceof PatchFailure) throw new Refusal(422, 'Invalid', serverRejected, {});
        throw error;
      }
    default:
      throw new Refusal(415, 'UnsupportedMediaType', 'the body of the request was in an unknown format');
  }
}

const serverRejected = 'the server rejected our request due to an error in our request';

function deletionBody(route: Route, { stored, gone }: Outcome): string {
  const { resource } = route;
  if (resource.deletionShowsObject || !gone) return stored.full;
  const { name, uid } = stored.object.metadata;
  const group = resource.group === '' ? {} : { group: resource.group };
  const details = { name, ...group, kind: resource.name, uid };
  return JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}

function accessReview(request: ApiRequest): ApiResponse {
  const review = { ...bodyOf(request), status: { allowed: true } };
  return answer(201, JSON.stringify(review));
}
