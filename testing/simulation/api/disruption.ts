import { isDeepStrictEqual } from 'node:util';
import { labelSelectorTest } from './label-selector.ts';
import {
  type BudgetObject,
  type BudgetStatus,
  type Condition,
  type OwnerReference,
  type PodObject,
  timeText,
} from './objects.ts';

/** A pod whose eviction was granted counts as gone for so long. */
export const DELETION_TIMEOUT_MS = 120_000;

/** What the counting of a budget needs to know of the world. */
export interface Surroundings {
  /** Pods of the budget's namespace; others are left out here. */
  readonly pods: readonly PodObject[];
  /**
   * How many pods the controller of a pod wants, and, where that one is controlled itself (a ReplicaSet of a Deployment),
   * whose number it is. undefined: there is no such controller, or none that says.
   */
  readonly scaleOf: (owner: OwnerReference) => number | Scale | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The number of pods that the controller with this UID wants. */
export interface Scale {
  readonly uid: string;
  readonly replicas: number;
}

export interface Count {
  readonly status: BudgetStatus;
  /** When it must be counted again because a granted eviction runs out; milliseconds since the epoch. */
  readonly recheckAt: number | undefined;
}

/**
 * What the disruption controller would write into a budget's status now. The same object when that is what is there:
 * then it writes nothing.
 */
export function countBudget(budget: BudgetObject, { pods, scaleOf, now }: Surroundings): Count {
  const selected = podsOf(budget, pods);
  const expected = expectation(budget, selected, scaleOf);
  if (expected === undefined) return { status: unsynced(budget, selected, now), recheckAt: undefined };
  const { disruptedPods, recheckAt } = stillDisrupted(budget, selected, now);
  const currentHealthy = selected.filter((pod) => counts(pod, disruptedPods)).length;
  const allowed = currentHealthy - expected.desiredHealthy;
  const status: BudgetStatus = {
    observedGeneration: budget.metadata.generation ?? 0,
    ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
    disruptionsAllowed: expected.expectedPods <= 0 ? 0 : Math.max(0, allowed),
    currentHealthy,
    desiredHealthy: expected.desiredHealthy,
    expectedPods: expected.expectedPods,
    ...(budget.status?.conditions && { conditions: budget.status.conditions }),
  };
  const judged = withDisruptionCondition(status, now);
  const same = budget.status !== undefined && isDeepStrictEqual({ ...budget.status }, judged);
  return { status: same ? (budget.status ?? judged) : judged, recheckAt };
}

export function podsOf(budget: BudgetObject, pods: readonly PodObject[]): readonly PodObject[] {
  const test = labelSelectorTest(budget.spec?.selector);
  const { namespace } = budget.metadata;
  return pods.filter(({ metadata }) => metadata.namespace === namespace && test(metadata.labels ?? {}));
}

export function isReady(pod: PodObject): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** The status with the condition DisruptionAllowed as the number says. */
export function withDisruptionCondition(status: BudgetStatus, now: number): BudgetStatus {
  const allowed = status.disruptionsAllowed > 0;
  const condition = {
    type: 'DisruptionAllowed',
    status: allowed ? 'True' : 'False',
    reason: allowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration: status.observedGeneration ?? 0,
  };
  return withCondition(status, condition, now);
}

function withCondition(status: BudgetStatus, condition: Condition, now: number): BudgetStatus {
  const before = status.conditions?.find(({ type }) => type === condition.type);
  const since = before?.status === condition.status ? before.lastTransitionTime : undefined;
  const renewed = { ...condition, lastTransitionTime: since ?? timeText(now) };
  return { ...status, conditions: withRenewed(status.conditions ?? [], renewed) };
}

/** Each type has one condition, which keeps its place. */
export function withRenewed(conditions: readonly Condition[], renewed: Condition): readonly Condition[] {
  const known = conditions.some(({ type }) => type === renewed.type);
  if (!known) return [...conditions, renewed];
  return conditions.map((condition) => (condition.type === renewed.type ? renewed : condition));
}

interface Expectation {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
}

/** undefined: a pod has a controller that nobody knows, so that nothing can be said. */
function expectation(
  { spec = {} }: BudgetObject,
  pods: readonly PodObject[],
  scaleOf: Surroundings['scaleOf'],
): Expectation | undefined {
  const { minAvailable, maxUnavailable } = spec;
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { expectedPods: pods.length, desiredHealthy: minAvailable };
  }
  if (maxUnavailable === undefined && minAvailable === undefined)
    return { expectedPods: 0, desiredHealthy: 0 };
  const expectedPods = totalScale(pods, scaleOf);
  if (expectedPods === undefined) return undefined;
  if (maxUnavailable === undefined) {
    return { expectedPods, desiredHealthy: share(minAvailable ?? 0, expectedPods) };
  }
  return { expectedPods, desiredHealthy: Math.max(0, expectedPods - share(maxUnavailable, expectedPods)) };
}

/** A number, or a percentage rounded up. */
function share(value: number | string, whole: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number(value.replace('%', '')) * whole) / 100);
}

/** Of all controllers of these pods, each counted once; undefined when one of them is unknown. */
function totalScale(pods: readonly PodObject[], scaleOf: Surroundings['scaleOf']): number | undefined {
  const scales = new Map<string, number>();
  for (const { metadata } of pods) {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
    if (owner === undefined || scales.has(owner.uid)) continue;
    const scale = scaleOf(owner);
    if (scale === undefined) return undefined;
    const { uid, replicas } = typeof scale === 'number' ? { uid: owner.uid, replicas: scale } : scale;
    scales.set(uid, replicas);
  }
  return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
}

function counts(pod: PodObject, disrupted: Readonly<Record<string, string>>): boolean {
  if (pod.metadata.deletionTimestamp !== undefined || pod.metadata.name in disrupted) return false;
  return isReady(pod);
}

/** The granted evictions whose pods are neither going nor overdue. */
function stillDisrupted(
  { status }: BudgetObject,
  pods: readonly PodObject[],
  now: number,
): { disruptedPods: Readonly<Record<string, string>>; recheckAt: number | undefined } {
  const disruptedPods: Record<string, string> = {};
  let recheckAt: number | undefined;
  for (const { metadata } of pods) {
    const since = status?.disruptedPods?.[metadata.name];
    if (since === undefined || metadata.deletionTimestamp !== undefined) continue;
    const due = Date.parse(since) + DELETION_TIMEOUT_MS;
    if (due < now) continue;
    disruptedPods[metadata.name] = since;
    recheckAt = Math.min(recheckAt ?? due, due);
  }
  return { disruptedPods, recheckAt };
}

/** When it cannot count, it allows nothing. */
function unsynced({ status }: BudgetObject, pods: readonly PodObject[], now: number): BudgetStatus {
  const nothing = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };
  const condition = {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'SyncFailed',
    message: `found no controllers for pod "${pods[0]?.metadata.name ?? ''}"`,
    // Until it was counted once, no generation is named.
    ...(status?.observedGeneration !== undefined && { observedGeneration: status.observedGeneration }),
  };
  return withCondition({ ...nothing, ...status, disruptionsAllowed: 0 }, condition, now);
}
