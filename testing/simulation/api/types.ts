import { isObject } from './json.ts';
import type { Resource } from './resources.ts';

/** Whether a value has the type that a field must have. */
type TypeTest = (value: unknown) => boolean;

const text: TypeTest = (value) => typeof value === 'string';
const number: TypeTest = (value) => typeof value === 'number' && Number.isInteger(value);
const truth: TypeTest = (value) => typeof value === 'boolean';
const numberOrText: TypeTest = (value) => number(value) || text(value);
const listOf =
  (item: TypeTest): TypeTest =>
  (value) =>
    Array.isArray(value) && value.every(item);
/** A text that is null is read as an empty one. */
const mapOf =
  (item: TypeTest): TypeTest =>
  (value) =>
    isObject(value) && Object.values(value).every((inner) => inner === null || item(inner));

type Shape = Readonly<Record<string, TypeTest>>;

/** Of what is there, every member that is named here must have its type. */
const shaped =
  (shape: Shape): TypeTest =>
  (value) =>
    isObject(value) &&
    Object.entries(shape).every(([key, test]) => {
      const inner = value[key];
      return inner === undefined || inner === null || test(inner);
    });

const metadata = shaped({
  name: text,
  namespace: text,
  uid: text,
  resourceVersion: text,
  labels: mapOf(text),
  annotations: mapOf(text),
  finalizers: listOf(text),
  ownerReferences: listOf(shaped({ kind: text, name: text, uid: text, controller: truth })),
});

const condition = shaped({ type: text, status: text, reason: text, message: text });
const count = { replicas: number };

const members: Partial<Readonly<Record<Resource['name'], Shape>>> = {
  nodes: {
    spec: shaped({
      unschedulable: truth,
      providerID: text,
      taints: listOf(shaped({ key: text, value: text, effect: text })),
    }),
    status: shaped({ conditions: listOf(condition) }),
  },
  pods: {
    spec: shaped({ nodeName: text, terminationGracePeriodSeconds: number }),
    status: shaped({ phase: text, conditions: listOf(condition) }),
  },
  poddisruptionbudgets: {
    spec: shaped({
      minAvailable: numberOrText,
      maxUnavailable: numberOrText,
      unhealthyPodEvictionPolicy: text,
      selector: shaped({ matchLabels: mapOf(text), matchExpressions: listOf(isObject) }),
    }),
    status: shaped({
      observedGeneration: number,
      disruptionsAllowed: number,
      currentHealthy: number,
      desiredHealthy: number,
      expectedPods: number,
      disruptedPods: mapOf(text),
      conditions: listOf(condition),
    }),
  },
  configmaps: { data: mapOf(text) },
  leases: {
    spec: shaped({ holderIdentity: text, leaseDurationSeconds: number, leaseTransitions: number }),
  },
  deployments: { spec: shaped(count) },
  replicasets: { spec: shaped(count) },
  statefulsets: { spec: shaped(count) },
};

/** Whether an object can be decoded as its resource: only fields that somebody here writes are looked at. */
export function decodes(resource: Resource, object: unknown): boolean {
  return shaped({ metadata, ...members[resource.name] })(object);
}
