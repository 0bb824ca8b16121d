import { isDeepStrictEqual } from 'node:util';
import { member } from './json.ts';
import type { ApiObject, BudgetObject, NodeObject, PodObject } from './objects.ts';
import type { Cause } from './refusal.ts';
import type { Resource } from './resources.ts';
import { isQualifiedName } from './names.ts';

type FaultType = 'Duplicate' | 'Forbidden' | 'Invalid' | 'NotSupported' | 'Required' | 'TooLong';

export function fault(type: FaultType, field: string, message: string): Cause {
  return { reason: `FieldValue${type}`, message, field };
}

/** What is wrong with an object for what it is. */
export function faultsOfKind(resource: Resource, object: ApiObject): readonly Cause[] {
  switch (resource.name) {
    case 'nodes':
      return taintFaults(object);
    case 'pods':
      return containerFaults(object);
    case 'poddisruptionbudgets':
      return budgetFaults(object);
    case 'leases':
      return leaseFaults(object);
    case 'events':
      return eventFaults(object);
    case 'deployments':
    case 'replicasets':
    case 'statefulsets':
      return replicaFaults(object);
    default:
      return [];
  }
}

/** What an object may not become, for what it is, in this minor version of Kubernetes. */
export function faultsOfKindChange(
  resource: Resource,
  before: ApiObject,
  after: ApiObject,
  minor: number,
): readonly Cause[] {
  switch (resource.name) {
    case 'nodes':
      return providerChange(before, after, minor);
    case 'pods':
      return specChange(before, after);
    default:
      return [];
  }
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function taintFaults({ spec }: NodeObject): readonly Cause[] {
  const faults: Cause[] = [];
  const seen = new Set<string>();
  for (const [index, { key, effect }] of (spec?.taints ?? []).entries()) {
    const field = `metadata.taints[${index}]`;
    if (!isQualifiedName(key)) faults.push(fault('Invalid', `${field}.key`, `Invalid value: "${key}"`));
    if (!effects.includes(effect))
      faults.push(fault('NotSupported', `${field}.effect`, `Unsupported value: "${effect}"`));
    const both = `${key}:${effect}`;
    if (seen.has(both))
      faults.push(fault('Duplicate', field, 'Duplicate value: taints must be unique by key and effect pair'));
    seen.add(both);
  }
  return faults;
}

function containerFaults({ spec }: PodObject): readonly Cause[] {
  return (spec?.containers ?? []).length > 0 ? [] : [fault('Required', 'spec.containers', 'Required value')];
}

const policies = ['AlwaysAllow', 'IfHealthyBudget'];

function budgetFaults({ spec = {}, status }: BudgetObject): readonly Cause[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = spec;
  const faults = [
    ...shareFaults('spec.minAvailable', minAvailable),
    ...shareFaults('spec.maxUnavailable', maxUnavailable),
  ];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    faults.push(fault('Invalid', 'spec', 'minAvailable and maxUnavailable cannot be both set'));
  }
  if (policy !== undefined && !policies.includes(policy)) {
    faults.push(fault('NotSupported', 'spec.unhealthyPodEvictionPolicy', `Unsupported value: "${policy}"`));
  }
  for (const key of ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const) {
    const value = status?.[key] ?? 0;
    if (value < 0)
      faults.push(
        fault('Invalid', `status.${key}`, `Invalid value: ${value}: must be greater than or equal to 0`),
      );
  }
  return faults;
}

/** A whole number, or a percentage up to 100. */
function shareFaults(field: string, value: number | string = 0): Cause[] {
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  const good = typeof value === 'number' ? value >= 0 : percent !== undefined && Number(percent) <= 100;
  return good ? [] : [fault('Invalid', field, `Invalid value: ${JSON.stringify(value)}`)];
}

function leaseFaults(object: ApiObject): readonly Cause[] {
  const { leaseDurationSeconds, leaseTransitions } = member(object, 'spec');
  const short = typeof leaseDurationSeconds === 'number' && leaseDurationSeconds <= 0;
  const negative = typeof leaseTransitions === 'number' && leaseTransitions < 0;
  return [
    ...(short ? [fault('Invalid', 'spec.leaseDurationSeconds', 'must be greater than 0')] : []),
    ...(negative ? [fault('Invalid', 'spec.leaseTransitions', 'must be greater than or equal to 0')] : []),
  ];
}

/** An Event lives where its object lives; one about what has no namespace lives in `default`. */
function eventFaults(object: ApiObject): readonly Cause[] {
  const { namespace = 'default' } = member(object, 'involvedObject');
  if (namespace === object.metadata.namespace) return [];
  return [fault('Invalid', 'involvedObject.namespace', 'does not match event.namespace')];
}

function replicaFaults(object: ApiObject): readonly Cause[] {
  const { replicas } = member(object, 'spec');
  if (typeof replicas !== 'number' || replicas >= 0) return [];
  return [
    fault('Invalid', 'spec.replicas', `Invalid value: ${replicas}: must be greater than or equal to 0`),
  ];
}

function providerChange(before: NodeObject, after: NodeObject, minor: number): readonly Cause[] {
  const was = before.spec?.providerID ?? '';
  if (was === '' || was === after.spec?.providerID) return [];
  const message = 'Forbidden: node updates may not change providerID except from "" to valid';
  return [fault(minor >= 37 ? 'Invalid' : 'Forbidden', 'spec.providerID', message)];
}

/** Of a pod's spec nearly nothing may change: its images, and more tolerations. */
function specChange(before: PodObject, after: PodObject): readonly Cause[] {
  if (isDeepStrictEqual(fixedSpec(before), fixedSpec(after))) return [];
  const message = 'Forbidden: pod updates may not change fields other than `spec.containers[*].image`';
  return [fault('Forbidden', 'spec', message)];
}

function fixedSpec({ spec = {} }: PodObject): unknown {
  const containers = (spec.containers ?? []).map((container) => ({ ...container, image: '' }));
  return { ...spec, containers, tolerations: [] };
}
