import type {
  ApiObject,
  Draft,
  ModelApi,
  NodeObject,
  Objects,
  PodObject,
  ResourceName,
} from '../api/index.ts';
import { EPOCH } from '../engine/sim-clock.ts';
import type { Engine } from '../engine/engine.ts';

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

/** The API server as actors of the world use it: at once, without a network, and never wrong about what is there. */
export class Kube {
  readonly api: ModelApi;
  readonly #engine: Engine;

  constructor(api: ModelApi, engine: Engine) {
    this.api = api;
    this.#engine = engine;
  }

  /** The right time, in milliseconds since the epoch. */
  now(): number {
    return EPOCH + Math.floor(this.#engine.now);
  }

  /** A time as the API server writes it. */
  time(ms = this.now()): string {
    return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  nodes(): readonly NodeObject[] {
    return this.api.world.list('nodes');
  }

  node(name: string): NodeObject | undefined {
    return this.api.world.get('nodes', { name });
  }

  pods(): readonly PodObject[] {
    return this.api.world.list('pods');
  }

  podsOn(node: string): readonly PodObject[] {
    return this.pods().filter((pod) => pod.spec?.nodeName === node);
  }

  list<R extends ResourceName>(resource: R): readonly Objects[R][] {
    return this.api.world.list(resource);
  }

  get<R extends ResourceName>(resource: R, of: Named): Objects[R] | undefined {
    return this.api.world.get(resource, placeOf(of));
  }

  /** null: it is there already. */
  create<R extends ResourceName>(user: string, resource: R, draft: Draft<Objects[R]>): Objects[R] | null {
    const { name = '', namespace } = draft.metadata;
    if (this.get(resource, { metadata: { name, namespace } }) !== undefined) return null;
    return this.api.world.create(resource, draft, user);
  }

  /** Changes what is there, if it is; `change` gets it as it is now. */
  edit<R extends ResourceName>(
    user: string,
    resource: R,
    of: Named,
    change: (now: Objects[R]) => Objects[R],
  ): void {
    this.api.world.update(resource, placeOf(of), change, user);
  }

  editNode(user: string, name: string, change: (now: NodeObject) => NodeObject): void {
    this.api.world.update('nodes', { name }, change, user);
  }

  annotate(user: string, node: string, key: string, value: string | null): void {
    this.editNode(user, node, (now) => withMetadata(now, 'annotations', key, value));
  }

  label(user: string, node: string, key: string, value: string | null): void {
    this.editNode(user, node, (now) => withMetadata(now, 'labels', key, value));
  }

  /** Takes it away at once. */
  remove(user: string, resource: ResourceName, of: Named): void {
    this.api.world.remove(resource, placeOf(of), user);
  }

  /** Asks a pod to end, as `kubectl delete` does. */
  deletePod(user: string, pod: PodObject): void {
    const { name, namespace = '' } = pod.metadata;
    this.api.handle({
      method: 'DELETE',
      path: `/api/v1/namespaces/${namespace}/pods/${name}`,
      query: {},
      contentType: 'application/json',
      body: undefined,
      user,
    });
  }
}

/** An object with one annotation or label set, or taken away. */
export function withMetadata<T extends ApiObject>(
  object: T,
  part: 'annotations' | 'labels',
  key: string,
  value: string | null,
): T {
  const entries = { ...object.metadata[part] };
  if (value === null) Reflect.deleteProperty(entries, key);
  else entries[key] = value;
  return { ...object, metadata: { ...object.metadata, [part]: entries } };
}

/** A node with other conditions of the same types, the rest as it is. */
export function withCondition(
  node: NodeObject,
  condition: { type: string; status: string; reason?: string; message?: string },
  at: string,
): NodeObject {
  const { conditions = [] } = node.status ?? {};
  const before = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime = before?.status === condition.status ? (before.lastTransitionTime ?? at) : at;
  const others = conditions.filter(({ type }) => type !== condition.type);
  const next = { reason: '', message: '', ...condition, lastTransitionTime };
  return { ...node, status: { ...node.status, conditions: [...others, next] } };
}

export function withTaint(
  node: NodeObject,
  key: string,
  effect: string | null,
  timeAdded?: string,
): NodeObject {
  const others = (node.spec?.taints ?? []).filter((taint) => taint.key !== key);
  const taints =
    effect === null ? others : [...others, { key, effect, ...(timeAdded !== undefined && { timeAdded }) }];
  const { unschedulable, providerID } = node.spec ?? {};
  const spec = {
    ...(unschedulable !== undefined && { unschedulable }),
    ...(providerID !== undefined && { providerID }),
  };
  return { ...node, spec: { ...spec, ...(taints.length > 0 && { taints }) } };
}

export function hasTaint(node: NodeObject, key: string): boolean {
  return node.spec?.taints?.some((taint) => taint.key === key) ?? false;
}

export function isNodeReady(node: NodeObject): boolean {
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function placeOf({ metadata: { name, namespace } }: Named): { name: string; namespace?: string } {
  return namespace === undefined ? { name } : { name, namespace };
}
