import { member } from './json.ts';
import { type ApiObject, type Metadata, type PodObject, timeText } from './objects.ts';
import { kindConflict } from './refusal.ts';
import type { Resource } from './resources.ts';

/** What a deletion asks for. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: readonly string[];
}

/** What becomes of an object that is to be deleted. */
export type Fate =
  /** It was being deleted already, and no sooner now. */
  | { readonly kind: 'pending' }
  /** It is marked, and waits for its kubelet or its finalizers. */
  | { readonly kind: 'marked'; readonly object: ApiObject }
  /** It goes at once, marked before when it knows grace. */
  | { readonly kind: 'gone'; readonly object: ApiObject | undefined };

/** @throws Refusal 409 when the object is not the one that was meant */
export function checkPreconditions(
  resource: Resource,
  { metadata }: ApiObject,
  { preconditions }: DeleteOptions,
): void {
  const { uid, resourceVersion } = preconditions ?? {};
  if (uid !== undefined && uid !== metadata.uid) {
    throw kindConflict(
      resource,
      metadata.name,
      `${differs('UID', uid, metadata.uid)} deleted and then recreated`,
    );
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = differs('ResourceVersion', resourceVersion, metadata.resourceVersion);
    throw kindConflict(resource, metadata.name, `${why} modified`);
  }
}

function differs(what: string, asked: string, found: string): string {
  return `the ${what} in the precondition (${asked}) does not match the ${what} in record (${found}). The object might have been`;
}

export function fateOf(resource: Resource, object: ApiObject, options: DeleteOptions, now: number): Fate {
  const knowsGrace = resource.name === 'pods';
  return knowsGrace ? podFate(object, options, now) : plainFate(resource, object, now);
}

function plainFate(resource: Resource, object: ApiObject, now: number): Fate {
  if (!held(object)) return { kind: 'gone', object: undefined };
  const { deletionTimestamp } = object.metadata;
  if (deletionTimestamp !== undefined) return { kind: 'marked', object };
  const dying = marked(object, now, 0);
  return { kind: 'marked', object: resource.name === 'namespaces' ? terminating(dying) : dying };
}

/** Namespaces have a way of their own, in which nothing is said of grace. */
function terminating({ metadata, ...rest }: ApiObject): ApiObject {
  const kept = Object.entries(metadata).filter(([key]) => key !== 'deletionGracePeriodSeconds');
  const status = { phase: 'Terminating' };
  const object = { ...rest, metadata: Object.fromEntries(kept), status };
  return object as unknown as ApiObject; // what was left out may be missing
}

function podFate(pod: PodObject, options: DeleteOptions, now: number): Fate {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  const asked = options.gracePeriodSeconds;
  const wanted = asked !== undefined && asked < 0 ? 1 : asked;
  if (deletionTimestamp === undefined) return graceful(pod, gracePeriod(pod, wanted), now);
  if (deletionGracePeriodSeconds === 0) {
    return held(pod) ? { kind: 'marked', object: pod } : { kind: 'gone', object: undefined };
  }
  if (wanted === undefined || wanted >= deletionGracePeriodSeconds) return { kind: 'pending' };
  return shortened(pod, wanted, now);
}

function gracePeriod(pod: PodObject, wanted: number | undefined): number {
  const unbound = (pod.spec?.nodeName ?? '') === '';
  if (unbound || ['Failed', 'Succeeded'].includes(pod.status?.phase ?? '')) return 0;
  return wanted ?? pod.spec?.terminationGracePeriodSeconds ?? 0;
}

function graceful(pod: PodObject, seconds: number, now: number): Fate {
  const object = marked(pod, now + seconds * 1_000, seconds);
  return seconds > 0 || held(pod) ? { kind: 'marked', object } : { kind: 'gone', object };
}

/** The time only ever comes nearer, and never lies in the past. */
function shortened(pod: PodObject, seconds: number, now: number): Fate {
  const { deletionTimestamp = '', deletionGracePeriodSeconds = 0 } = pod.metadata;
  const due = Date.parse(deletionTimestamp) + (seconds - deletionGracePeriodSeconds) * 1_000;
  const late = due < now;
  const left = late && seconds !== 0 ? 1 : seconds;
  const metadata: Metadata = {
    ...pod.metadata,
    deletionTimestamp: timeText(late ? now : due),
    deletionGracePeriodSeconds: left,
  };
  const object = { ...pod, metadata };
  return left > 0 || held(pod) ? { kind: 'marked', object } : { kind: 'gone', object };
}

function marked(object: ApiObject, due: number, deletionGracePeriodSeconds: number): ApiObject {
  const { generation } = object.metadata;
  const metadata: Metadata = {
    ...object.metadata,
    ...(generation !== undefined && { generation: generation + 1 }),
    deletionTimestamp: timeText(due),
    deletionGracePeriodSeconds,
  };
  return { ...object, metadata };
}

/** A Namespace has a finalizer of its own kind, which its controller takes away. */
function held(object: ApiObject): boolean {
  const { finalizers = [] } = object.metadata;
  const own = member(object, 'spec').finalizers;
  return finalizers.length > 0 || (Array.isArray(own) && own.length > 0);
}
