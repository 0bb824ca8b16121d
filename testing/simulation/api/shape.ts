import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, isObject, member, textsOf, withoutNulls } from './json.ts';
import type { ApiObject, Metadata } from './objects.ts';
import type { Resource } from './resources.ts';

/** What the server alone decides of a new object. */
export interface Birth {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  readonly creationTimestamp: string;
}

/** A new object out of what its creator wrote. Its version comes when it is stored. */
export function born(resource: Resource, draft: JsonObject, birth: Birth): ApiObject {
  const { labels, annotations, finalizers, ownerReferences, generateName } = member(
    withTexts(draft),
    'metadata',
  );
  // A selector of namespaces can so name one.
  const own = resource.name === 'namespaces' ? { 'kubernetes.io/metadata.name': birth.name } : {};
  const metadata = {
    name: birth.name,
    ...(generateName !== undefined && { generateName }),
    ...(resource.namespaced && { namespace: birth.namespace }),
    uid: birth.uid,
    resourceVersion: '0',
    ...(resource.counted && { generation: 1 }),
    creationTimestamp: birth.creationTimestamp,
    labels: isObject(labels) ? { ...labels, ...own } : own,
    annotations,
    finalizers,
    ownerReferences,
  };
  const object = tidy(resource, { ...draft, metadata });
  return resource.status === 'own' ? { ...object, ...firstStatus(resource, object) } : object;
}

/** The next state of an object: what a writer may change, taken from what they proposed. */
export function next(
  resource: Resource,
  before: ApiObject,
  proposed: JsonObject,
  part: 'object' | 'status',
): ApiObject {
  const proposedObject = tidy(resource, proposed);
  const metadata = nextMetadata(before.metadata, proposedObject.metadata);
  if (part === 'status') {
    return { ...before, metadata, ...onlyStatus(proposedObject) };
  }
  const object = { ...proposedObject, metadata };
  return resource.status === 'none' ? object : recounted(resource, before, withStatusOf(before, object));
}

/** Counts a change of the spec. */
function recounted(resource: Resource, before: ApiObject, object: ApiObject): ApiObject {
  const changed = !isDeepStrictEqual(member(before, 'spec'), member(object, 'spec'));
  if (!resource.counted || !changed) return object;
  const generation = (before.metadata.generation ?? 0) + 1;
  return { ...object, metadata: { ...object.metadata, generation } };
}

function nextMetadata(
  before: Metadata,
  { labels, annotations, finalizers, ownerReferences }: Partial<Metadata>,
): Metadata {
  const metadata: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries({ labels, annotations, finalizers, ownerReferences })) {
    if (value === undefined) Reflect.deleteProperty(metadata, key);
    else metadata[key] = value;
  }
  return metadata as unknown as Metadata; // what must be there was not touched
}

function withStatusOf(before: ApiObject, object: ApiObject): ApiObject {
  const kept = { ...object, ...onlyStatus(before) };
  if (!('status' in before)) Reflect.deleteProperty(kept, 'status');
  return kept;
}

function onlyStatus(object: ApiObject): { status?: unknown } {
  return 'status' in object ? { status: object.status } : {};
}

function firstStatus(resource: Resource, object: ApiObject): { status: unknown; spec?: unknown } {
  switch (resource.name) {
    case 'pods':
      return {
        status: { phase: 'Pending', qosClass: 'BestEffort' },
        spec: { terminationGracePeriodSeconds: 30, ...member(object, 'spec') },
      };
    case 'namespaces':
      return { status: { phase: 'Active' }, spec: { finalizers: ['kubernetes'] } };
    case 'poddisruptionbudgets':
      return { status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 } };
    default:
      return { status: {} };
  }
}

/** Which members the server leaves out when they are empty; more than these is not needed. */
function tidy(resource: Resource, proposed: JsonObject): ApiObject {
  const object: Record<string, unknown> = { ...withoutNulls(withTexts(proposed)) };
  Reflect.deleteProperty(object, 'kind');
  Reflect.deleteProperty(object, 'apiVersion');
  object.metadata = withoutEmpty(member(object, 'metadata'), emptiable);
  if (resource.name === 'nodes')
    object.spec = withoutEmpty(member(object, 'spec'), ['unschedulable', 'taints']);
  if (resource.name === 'poddisruptionbudgets') object.status = withoutZero(member(object, 'status'));
  return object as unknown as ApiObject; // its metadata is completed by the caller
}

/** The generation that a budget was counted at, until it was counted. */
function withoutZero(status: JsonObject): JsonObject {
  const { observedGeneration, ...rest } = status;
  const kept = observedGeneration === undefined || observedGeneration === 0 ? rest : status;
  return withoutEmpty(kept, ['disruptedPods', 'conditions']);
}

/** A text that is null is read as an empty one. */
function withTexts(proposed: JsonObject): JsonObject {
  const { metadata, data } = proposed;
  const { labels, annotations } = member(proposed, 'metadata');
  const read = { labels: textsOf(labels), annotations: textsOf(annotations), data: textsOf(data) };
  if (read.labels === labels && read.annotations === annotations && read.data === data) return proposed;
  const texts = { labels: read.labels, annotations: read.annotations };
  return { ...proposed, metadata: { ...(metadata as JsonObject), ...texts }, data: read.data }; // where the texts were read
}

const emptiable = ['labels', 'annotations', 'finalizers', 'ownerReferences'];

function withoutEmpty(object: JsonObject, keys: readonly string[]): JsonObject {
  const empty = keys.filter((key) => isEmpty(object[key]) && key in object);
  if (empty.length === 0) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => !empty.includes(key)));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : value === undefined || value === false;
}
