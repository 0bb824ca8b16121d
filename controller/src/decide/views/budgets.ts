import { type LabelSelector, matchesSelector } from '@mechanic/contract';
import { type ApiObject, type ObjectView, identity } from './objects.ts';

/** What is read of a PodDisruptionBudget. */
export interface BudgetObject extends ApiObject {
  readonly spec?: {
    readonly selector?: LabelSelector;
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly unhealthyPodEvictionPolicy?: string;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
    readonly expectedPods?: number;
  };
}

/** A PodDisruptionBudget. */
export interface BudgetView extends ObjectView {
  readonly namespace: string;
  /** null selects no pod; an empty one all pods of the namespace. */
  readonly selector: LabelSelector | null;
  readonly disruptionsAllowed: number;
  /** The status belongs to the present spec. Until it does, the API server refuses every eviction. */
  readonly observed: boolean;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  /** The number of pods that the budget expects. */
  readonly expectedPods: number;
  /**
   * As written: a number of pods or a percentage. null when both fields are missing; the budget then allows no eviction.
   */
  readonly limit: BudgetLimit | null;
  /** `IfHealthyBudget` or `AlwaysAllow`. */
  readonly unhealthyPodEvictionPolicy: string;
}

export type BudgetLimit =
  { readonly minAvailable: number | string } | { readonly maxUnavailable: number | string };

export function budgetView({ metadata = {}, spec = {}, status = {} }: BudgetObject): BudgetView {
  const { namespace = '', generation = 0 } = metadata;
  return {
    ...identity(metadata),
    namespace,
    selector: spec.selector ?? null,
    limit: limitOf(spec),
    unhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? 'IfHealthyBudget',
    ...health(status, generation),
  };
}

/** Whether the budget selects the pod. */
export function selects(
  { namespace, selector }: Pick<BudgetView, 'namespace' | 'selector'>,
  pod: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
): boolean {
  return namespace === pod.namespace && selector !== null && matchesSelector(selector, pod.labels);
}

function limitOf({ minAvailable, maxUnavailable }: NonNullable<BudgetObject['spec']>): BudgetLimit | null {
  if (minAvailable !== undefined) return { minAvailable };
  return maxUnavailable === undefined ? null : { maxUnavailable };
}

function health(
  status: NonNullable<BudgetObject['status']>,
  generation: number,
): Pick<
  BudgetView,
  'disruptionsAllowed' | 'observed' | 'currentHealthy' | 'desiredHealthy' | 'expectedPods'
> {
  const { observedGeneration = 0, disruptionsAllowed = 0, ...counted } = status;
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0 } = counted;
  const observed = observedGeneration >= generation;
  return { disruptionsAllowed, observed, currentHealthy, desiredHealthy, expectedPods };
}
