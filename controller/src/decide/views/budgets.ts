import type { LabelSelector } from '@mechanic/contract';
import { type ApiObject, type ObjectView, identity } from './objects.ts';

/** What is read of a PodDisruptionBudget. */
export interface BudgetObject extends ApiObject {
  readonly spec?: {
    readonly selector?: LabelSelector;
    readonly unhealthyPodEvictionPolicy?: string;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
  };
}

/** A PodDisruptionBudget. */
export interface BudgetView extends ObjectView {
  readonly namespace: string;
  /** null selects no pod; an empty one all pods of the namespace. */
  readonly selector: LabelSelector | null;
  readonly disruptionsAllowed: number;
  /** The status is about the present spec; before that the API server refuses every eviction. */
  readonly observed: boolean;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  /** `IfHealthyBudget` or `AlwaysAllow`. */
  readonly unhealthyPodEvictionPolicy: string;
}

export function budgetView({ metadata = {}, spec = {}, status = {} }: BudgetObject): BudgetView {
  const { namespace = '', generation = 0 } = metadata;
  return {
    ...identity(metadata),
    namespace,
    selector: spec.selector ?? null,
    unhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? 'IfHealthyBudget',
    ...health(status, generation),
  };
}

function health(
  status: NonNullable<BudgetObject['status']>,
  generation: number,
): Pick<BudgetView, 'disruptionsAllowed' | 'observed' | 'currentHealthy' | 'desiredHealthy'> {
  const { observedGeneration = 0, disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0 } = status;
  return { disruptionsAllowed, observed: observedGeneration >= generation, currentHealthy, desiredHealthy };
}
