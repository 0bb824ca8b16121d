import type { PodView } from '../ports.ts';
import {
  type PodFacts,
  type SurgePlan,
  budgetHoldsAnyway,
  planSurge,
  podObstacle,
  surgeReason,
} from './surge-need.ts';
import type { DeploymentView } from './scalable.ts';
import type { SurgeRequests } from './surge-requests.ts';

/** The result of reading the owners of a pod. */
export type CaseFinding =
  /** The pod may go at once. `why`: it needs a successor but cannot get one; empty: it needs none. */
  | { readonly kind: 'plain'; readonly why: string; readonly forbidden?: boolean }
  | {
      readonly kind: 'surge';
      readonly deployment: DeploymentView;
      readonly plan: Extract<SurgePlan, { kind: 'surge' }>;
    }
  /** The surge of this Deployment runs already, for another pod. */
  | { readonly kind: 'join'; readonly deploymentUID: string }
  /** The last surge of this Deployment is being put back. */
  | { readonly kind: 'busy' };

/** What `investigate` needs to know besides the pod. */
export interface CaseQuestion {
  readonly requests: SurgeRequests;
  /** The facts about the pod now, given how many pods of its ReplicaSet are Ready anywhere. */
  readonly facts: (readyReplicas: number) => PodFacts;
  /** Whether a surge of the Deployment is under way. */
  readonly isRising: (deploymentUID: string) => boolean;
  /** Whether a surge of the Deployment is being put back: its number is about to change. */
  readonly isEnding: (deploymentUID: string) => boolean;
}

const plain = (why = ''): CaseFinding => ({ kind: 'plain', why });

/**
 * Reads what is needed to tell whether the pod needs its successor first, and nothing else: its ReplicaSet, which is enough
 * for most pods; then the Deployment; then what else might scale it. A failed read does not hold up a drain.
 */
export async function investigate(pod: PodView, question: CaseQuestion): Promise<CaseFinding> {
  const { namespace, owner } = pod;
  if (owner === null) return plain();
  const replicaSet = await question.requests.replicaSet(namespace, owner.name);
  if (!replicaSet.ok) return unread(replicaSet.failure);
  const { deployment, readyReplicas, uid } = replicaSet.value;
  if (deployment === null || uid !== owner.uid) return plain();
  const now = question.facts(readyReplicas);
  if (surgeReason(now) === null) return plain(budgetHoldsAnyway(now) ? heldAnyway : '');
  const why = podObstacle(now);
  return why === null ? lookAtDeployment(pod, deployment, question) : plain(why);
}

const heldAnyway = 'its budget would hold it with one replica more as well';

async function lookAtDeployment(
  pod: PodView,
  parent: { readonly name: string; readonly uid: string },
  question: CaseQuestion,
): Promise<CaseFinding> {
  const known = underway(parent.uid, question);
  if (known !== null) return known;
  const answer = await question.requests.deployment(pod.namespace, parent.name);
  if (!answer.ok) return unread(answer.failure);
  return answer.value.uid === parent.uid ? whetherToSurge(pod, answer.value, question) : plain();
}

/** What this process is doing about this Deployment already; null: nothing. */
function underway(deploymentUID: string, { isEnding, isRising }: CaseQuestion): CaseFinding | null {
  if (isRising(deploymentUID)) return { kind: 'join', deploymentUID };
  return isEnding(deploymentUID) ? { kind: 'busy' } : null;
}

async function whetherToSurge(
  pod: PodView,
  deployment: DeploymentView,
  question: CaseQuestion,
): Promise<CaseFinding> {
  const { requests } = question;
  const now = question.facts(deployment.readyReplicas);
  if (surgeReason(now) === null) return plain();
  const first = planSurge(deployment, []);
  if (first.kind === 'plain') return plain(first.why);
  const rival = await rivalOf(pod, now, requests);
  if (rival !== null) return rival;
  const autoscalers = await requests.autoscalers(pod.namespace);
  if (!autoscalers.ok) return unread(autoscalers.failure);
  const known = underway(deployment.uid, question);
  if (known !== null) return known;
  const plan = planSurge(deployment, autoscalers.value);
  return plan.kind === 'plain' ? plain(plan.why) : { kind: 'surge', deployment, plan };
}

/** Azure's eviction-autoscaler surges by itself after a cordon, for the budgets that it manages. */
async function rivalOf(
  { namespace }: PodView,
  { budgets: [budget] }: PodFacts,
  requests: SurgeRequests,
): Promise<CaseFinding | null> {
  if (budget === undefined) return null;
  const answer = await requests.hasEvictionAutoscaler(namespace, budget.name);
  if (!answer.ok) return unread(answer.failure);
  return answer.value ? plain("Azure's eviction-autoscaler gives it its successor") : null;
}

function unread(failure: { readonly code: number; readonly message: string }): CaseFinding {
  return { kind: 'plain', why: failure.message, ...(failure.code === 403 && { forbidden: true }) };
}
