import type { BudgetView } from '../ports.ts';
import { holds, isShort, opensByOneMore } from './budget-room.ts';
import type { AutoscalerView, DeploymentView } from './scalable.ts';

/** What is known of a due pod before anything is read from the API server. */
export interface PodFacts {
  readonly ready: boolean;
  readonly hasSingleNodeVolume: boolean;
  readonly isPinned: boolean;
  /** The budgets that protect it. */
  readonly budgets: readonly BudgetView[];
  /** Ready pods of its ReplicaSet on nodes that are not being emptied. */
  readonly readyElsewhere: number;
  /** The pod has been held back for so long that a pod its budget misses will not come by itself. */
  readonly isHeldLong: boolean;
}

/** Why a surge helps: the pod is the only Ready one, or one more replica would make its budget allow the eviction. */
export type SurgeReason = 'only-ready' | 'budget';

/**
 * Why a pod needs a successor first; null: it can go, or has to wait for its budget in any case.
 *
 * | Ready elsewhere | budget | |
 * |---|---|---|
 * | none | none, or allows an eviction | only-ready |
 * | none | holds, and would not with one more | only-ready |
 * | none | holds, and would still | null: `budgetHoldsAnyway` says so |
 * | some | none, or allows an eviction | null |
 * | some | holds, and would not with one more; all of its pods are healthy, or it has held for long | budget |
 * | some | otherwise | null: what is missing comes by itself, or one more changes nothing |
 * | any | several budgets | null: the API server refuses the eviction |
 */
export function surgeReason(facts: PodFacts): SurgeReason | null {
  const { budgets, isHeldLong, ready, readyElsewhere } = facts;
  if (!ready || budgets.length > 1 || budgets.some(holdsWithOneMore)) return null;
  if (readyElsewhere <= 0) return 'only-ready';
  const held = budgets.find(opensByOneMore);
  return held === undefined || (isShort(held) && !isHeldLong) ? null : 'budget';
}

/** Whether a budget would hold the pod even with one replica more: `maxUnavailable: 0`, `minAvailable: 100%`. */
export function budgetHoldsAnyway({ budgets }: Pick<PodFacts, 'budgets'>): boolean {
  return budgets.some((budget) => holdsWithOneMore(budget) && !isShort(budget));
}

function holdsWithOneMore(budget: BudgetView): boolean {
  return holds(budget) && !opensByOneMore(budget);
}

/** Which number is raised, from what to what; otherwise the reason why none is, for a person. */
export type SurgePlan =
  | { readonly kind: 'plain'; readonly why: string }
  | {
      readonly kind: 'surge';
      readonly autoscaler: { readonly name: string; readonly uid: string } | null;
      readonly from: number;
      readonly to: number;
    };

/** Whether the Deployment of a pod that needs a successor can surge, and by which number. */
export function planSurge(deployment: DeploymentView, autoscalers: readonly AutoscalerView[]): SurgePlan {
  const why = obstacle(deployment);
  if (why !== null) return { kind: 'plain', why };
  const { replicas } = deployment;
  const autoscaler = autoscalers.find(
    ({ targetKind, targetName }) => targetKind === 'Deployment' && targetName === deployment.name,
  );
  if (autoscaler === undefined) return { kind: 'surge', autoscaler: null, from: replicas, to: replicas + 1 };
  if (autoscaler.isOfKeda) return { kind: 'plain', why: 'KEDA scales it, and would take the number back' };
  if (replicas + 1 > autoscaler.maxReplicas) {
    return { kind: 'plain', why: 'it runs as many replicas as its autoscaler allows' };
  }
  const { name, uid, minReplicas } = autoscaler;
  if (minReplicas < 1 || minReplicas > replicas)
    return { kind: 'plain', why: 'its autoscaler is changing its scale' };
  return { kind: 'surge', autoscaler: { name, uid }, from: minReplicas, to: replicas + 1 };
}

/** Why a successor could not run on another node, whatever its Deployment says; null: it could. */
export function podObstacle({
  hasSingleNodeVolume,
  isPinned,
}: Pick<PodFacts, 'hasSingleNodeVolume' | 'isPinned'>): string | null {
  if (isPinned) return 'it may run on this node alone';
  return hasSingleNodeVolume ? 'it has a volume that perhaps only one node can hold' : null;
}

function obstacle({ maySurge, isRollingOut, replicas }: DeploymentView): string | null {
  if (!maySurge) return 'its strategy allows no replica more';
  if (isRollingOut) return 'it is being rolled out';
  return replicas < 1 ? 'it is scaled to nothing' : null;
}
