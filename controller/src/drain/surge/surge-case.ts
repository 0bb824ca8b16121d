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

/** What reading the owners of a pod came to. */
export type CaseFinding =
  /** The pod may go at once. `why`: a successor would have served it, and cannot be had; empty: it needs none. */
  | { readonly kind: 'plain'; readonly why: string; readonly forbidden?: boolean }
  | {
      readonly kind: 'surge';
      readonly deployment: DeploymentView;
      readonly plan: Extract<SurgePlan, { kind: 'surge' }>;
    }
  /** Another pod of the same Deployment has asked before. */
  | { readonly kind: 'join'; readonly deploymentUID: string }
  /** Its last surge is being put back. */
  | { readonly kind: 'busy' };

/** What is known while it is read. */
export interface CaseQuestion {
  readonly requests: SurgeRequests;
  /** The pod as it is now, given how many pods of its ReplicaSet are Ready anywhere. */
  readonly facts: (readyReplicas: number) => PodFacts;
  /** The Deployment runs one replica more already. */
  readonly isRising: (deploymentUID: string) => boolean;
  /** A surge of it is being put back: its number is about to change. */
  readonly isEnding: (deploymentUID: string) => boolean;
}

const plain = (why = ''): CaseFinding => ({ kind: 'plain', why });

/**
 * Reads what is needed to tell whether the pod has to get its successor first, and nothing else: its ReplicaSet, which is
 * enough for most; then the Deployment; then what else might scale it. What cannot be read is no reason to hold a drain up.
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

/** What is being done about this Deployment already. */
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

/** Azure's eviction-autoscaler surges on the cordon for the budgets that it tends. */
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
