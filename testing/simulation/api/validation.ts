import type { ApiObject } from './objects.ts';
import { fault, faultsOfKind, faultsOfKindChange } from './kind-validation.ts';
import type { Cause } from './refusal.ts';
import type { Resource } from './resources.ts';
import { isLabelValue, isQualifiedName, isSubdomain } from './names.ts';

const MOST_ANNOTATION_BYTES = 256 * 1_024;

/** What is wrong with a new object; only what can happen here is looked for. */
export function faultsOfNew(resource: Resource, object: ApiObject): readonly Cause[] {
  return [...nameFaults(object), ...faultsOfAny(resource, object)];
}

/** What is wrong with a change, in this minor version of Kubernetes. */
export function faultsOfChange(
  resource: Resource,
  before: ApiObject,
  after: ApiObject,
  minor: number,
): readonly Cause[] {
  return [
    ...lateFinalizers(before, after),
    ...faultsOfAny(resource, after),
    ...faultsOfKindChange(resource, before, after, minor),
  ];
}

export function immutable(field: string): Cause {
  return fault('Invalid', field, 'field is immutable');
}

function faultsOfAny(resource: Resource, object: ApiObject): readonly Cause[] {
  return [...labelFaults(object), ...annotationFaults(object), ...faultsOfKind(resource, object)];
}

function nameFaults({ metadata: { name } }: ApiObject): readonly Cause[] {
  if (isSubdomain(name)) return [];
  return [
    fault('Invalid', 'metadata.name', `Invalid value: "${name}": a lowercase RFC 1123 subdomain is needed`),
  ];
}

function labelFaults({ metadata: { labels = {} } }: ApiObject): readonly Cause[] {
  const words = Object.entries(labels).flatMap(([key, value]) => [
    ...(isQualifiedName(key) ? [] : [key]),
    ...(isLabelValue(value) ? [] : [value]),
  ]);
  return words.map((word) => fault('Invalid', 'metadata.labels', `Invalid value: "${word}"`));
}

function annotationFaults({ metadata: { annotations = {} } }: ApiObject): readonly Cause[] {
  const field = 'metadata.annotations';
  const faults: Cause[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    if (!isQualifiedName(key.toLowerCase())) faults.push(fault('Invalid', field, `Invalid value: "${key}"`));
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size <= MOST_ANNOTATION_BYTES) return faults;
  return [
    ...faults,
    fault('TooLong', field, `Too long: may not be more than ${MOST_ANNOTATION_BYTES} bytes`),
  ];
}

function lateFinalizers(before: ApiObject, after: ApiObject): readonly Cause[] {
  if (before.metadata.deletionTimestamp === undefined) return [];
  const known = new Set(before.metadata.finalizers ?? []);
  const added = (after.metadata.finalizers ?? []).filter((one) => !known.has(one));
  if (added.length === 0) return [];
  const message = 'Forbidden: no new finalizers can be added if the object is being deleted';
  return [fault('Forbidden', 'metadata.finalizers', message)];
}
