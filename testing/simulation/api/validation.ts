import { isDeepStrictEqual } from 'node:util';
import { member } from './json.ts';
import type { ApiObject, NodeObject, PodObject } from './objects.ts';
import type { Cause } from './refusal.ts';
import type { Resource } from './resources.ts';

const MOST_ANNOTATION_BYTES = 256 * 1_024;
const qualified =
  /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;
const subdomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** What is wrong with a new object; only what can happen here is looked for. */
export function faultsOfNew(resource: Resource, object: ApiObject): readonly Cause[] {
  const { name } = object.metadata;
  const named = name.length <= 253 && subdomain.test(name);
  return [
    ...(named
      ? []
      : [
          fault(
            'FieldValueInvalid',
            'metadata.name',
            'a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "-" or "."',
          ),
        ]),
    ...faultsOfAny(resource, object),
  ];
}

/** What is wrong with a change. */
export function faultsOfChange(resource: Resource, before: ApiObject, after: ApiObject): readonly Cause[] {
  const bySort = resource.name === 'pods' ? podChange(before, after) : nodeChange(resource, before, after);
  return [...lateFinalizers(before, after), ...faultsOfAny(resource, after), ...bySort];
}

export function immutable(field: string): Cause {
  return fault('FieldValueInvalid', field, 'field is immutable');
}

export function versionRequired(): Cause {
  return fault('FieldValueInvalid', 'metadata.resourceVersion', 'must be specified for an update');
}

function faultsOfAny(resource: Resource, object: ApiObject): readonly Cause[] {
  const { labels = {}, annotations = {} } = object.metadata;
  const faults: Cause[] = [];
  for (const [key, value] of Object.entries(labels)) {
    if (!qualified.test(key))
      faults.push(fault('FieldValueInvalid', 'metadata.labels', `Invalid value: "${key}"`));
    if (!labelValue.test(value))
      faults.push(fault('FieldValueInvalid', 'metadata.labels', `Invalid value: "${value}"`));
  }
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    if (!qualified.test(key.toLowerCase()))
      faults.push(fault('FieldValueInvalid', 'metadata.annotations', `Invalid value: "${key}"`));
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > MOST_ANNOTATION_BYTES) {
    const message = `Too long: may not be more than ${MOST_ANNOTATION_BYTES} bytes`;
    faults.push(fault('FieldValueTooLong', 'metadata.annotations', message));
  }
  if (resource.name === 'nodes') faults.push(...taintFaults(object));
  if (resource.name === 'poddisruptionbudgets') faults.push(...budgetFaults(object));
  return faults;
}

function taintFaults({ spec }: NodeObject): readonly Cause[] {
  const taints = spec?.taints ?? [];
  const faults: Cause[] = [];
  const seen = new Set<string>();
  for (const [index, { key, effect }] of taints.entries()) {
    const field = `metadata.taints[${index}]`;
    if (!['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) {
      faults.push(fault('FieldValueNotSupported', `${field}.effect`, `Unsupported value: "${effect}"`));
    }
    if (!qualified.test(key))
      faults.push(fault('FieldValueInvalid', `${field}.key`, `Invalid value: "${key}"`));
    if (seen.has(`${key}:${effect}`)) faults.push(fault('FieldValueDuplicate', field, 'Duplicate value'));
    seen.add(`${key}:${effect}`);
  }
  return faults;
}

function budgetFaults(object: ApiObject): readonly Cause[] {
  const { minAvailable, maxUnavailable } = member(object, 'spec');
  if (minAvailable === undefined || maxUnavailable === undefined) return [];
  return [fault('FieldValueInvalid', 'spec', 'minAvailable and maxUnavailable cannot be both set')];
}

function lateFinalizers(before: ApiObject, after: ApiObject): readonly Cause[] {
  if (before.metadata.deletionTimestamp === undefined) return [];
  const known = new Set(before.metadata.finalizers ?? []);
  const added = (after.metadata.finalizers ?? []).filter((one) => !known.has(one));
  if (added.length === 0) return [];
  const message = 'Forbidden: no new finalizers can be added if the object is being deleted';
  return [fault('FieldValueForbidden', 'metadata.finalizers', message)];
}

function nodeChange(resource: Resource, before: NodeObject, after: NodeObject): readonly Cause[] {
  const was = before.spec?.providerID;
  if (resource.name !== 'nodes' || was === undefined || was === after.spec?.providerID) return [];
  const message = 'Forbidden: node updates may not change providerID except from "" to valid';
  return [fault('FieldValueForbidden', 'spec.providerID', message)];
}

/** Of a pod's spec nearly nothing may change: its images, and more tolerations. */
function podChange(before: PodObject, after: PodObject): readonly Cause[] {
  if (isDeepStrictEqual(fixedSpec(before), fixedSpec(after))) return [];
  const message = 'Forbidden: pod updates may not change fields other than `spec.containers[*].image`';
  return [fault('FieldValueForbidden', 'spec', message)];
}

function fixedSpec({ spec }: PodObject): unknown {
  const { tolerations: _tolerations, containers = [], ...rest } = spec ?? {};
  return { ...rest, containers: containers.map(({ image: _image, ...fixed }) => fixed) };
}

function fault(reason: string, field: string, message: string): Cause {
  return { reason, message, field };
}
