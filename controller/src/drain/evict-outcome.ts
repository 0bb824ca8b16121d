import type { ApiFailure } from '../cluster/failure.ts';
import type { Answer } from '../cluster/answer.ts';

/** The API server's answer to a request to evict or delete a pod. */
export type EvictOutcome =
  | { readonly kind: 'evicted' }
  /** The pod no longer exists, or another pod has its name. */
  | { readonly kind: 'gone' }
  /** A PodDisruptionBudget protects the pod; `budget` is its name if the answer names it. */
  | { readonly kind: 'blocked'; readonly budget: string | null }
  /** The API server asks for a pause. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** Several budgets select the pod; the eviction API refuses such pods. */
  | { readonly kind: 'misconfigured' }
  /** The namespace of the pod is being deleted, and the pod with it. */
  | { readonly kind: 'namespace-terminating' }
  /** RBAC or a webhook does not permit it. */
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Maps answers to outcomes. Source: pkg/registry/core/pod/storage/eviction.go of Kubernetes.
 *
 * | status | sign | outcome |
 * |---|---|---|
 * | 2xx | | evicted |
 * | 404 | | gone |
 * | 409 | UID precondition | gone |
 * | 429 | cause DisruptionBudget | blocked |
 * | 429 | says when to come back | throttled |
 * | 429 | neither: an admission webhook refused this pod | failed |
 * | 500 | more than one PodDisruptionBudget | misconfigured |
 * | 403 | cause DisruptionBudget; up to Kubernetes 1.36 only words | blocked: the budget has lost count |
 * | 403 | cause NamespaceTerminating | namespace-terminating |
 * | 403 | otherwise | forbidden |
 * | other | | failed |
 */
export function evictOutcomeOf(answer: Answer<void>): EvictOutcome {
  if (answer.ok) return { kind: 'evicted' };
  const { failure } = answer;
  switch (failure.code) {
    case 404:
    case 409:
      return { kind: 'gone' };
    case 429:
      return tooManyRequests(failure);
    case 500:
      return isAboutSeveralBudgets(failure) ? { kind: 'misconfigured' } : failed(failure);
    case 403:
      return forbidden(failure);
    default:
      return failed(failure);
  }
}

/** A webhook may answer 429 for one pod. That must not hold up the others, so only an answer with a pause is throttling. */
function tooManyRequests(failure: ApiFailure): EvictOutcome {
  const blocked = blockedByBudget(failure);
  if (blocked !== undefined) return blocked;
  if (failure.retryAfterMs === undefined) return failed(failure);
  return { kind: 'throttled', retryAfterMs: failure.retryAfterMs };
}

/**
 * The API server answers 403 for a budget with a negative count or too many disrupted pods; such a budget recovers by
 * itself.
 */
function forbidden(failure: ApiFailure): EvictOutcome {
  const blocked = blockedByBudget(failure);
  if (blocked !== undefined) return blocked;
  const budget = /^poddisruptionbudget\.policy "([^"]+)" is forbidden: /.exec(failure.message)?.[1];
  if (budget !== undefined) return { kind: 'blocked', budget };
  if (hasCause(failure, 'NamespaceTerminating')) return { kind: 'namespace-terminating' };
  return { kind: 'forbidden', message: failure.message };
}

function blockedByBudget(failure: ApiFailure): EvictOutcome | undefined {
  const cause = failure.causes.find(({ reason }) => reason === 'DisruptionBudget');
  return cause && { kind: 'blocked', budget: budgetNamedIn(cause.message) };
}

/** `The disruption budget web needs 3 healthy pods and has 3 currently` */
function budgetNamedIn(message: string): string | null {
  return /disruption budget ([a-z0-9][-a-z0-9.]*) /.exec(message)?.[1] ?? null;
}

function isAboutSeveralBudgets(failure: ApiFailure): boolean {
  return failure.message.includes('more than one PodDisruptionBudget');
}

function hasCause(failure: ApiFailure, reason: string): boolean {
  return failure.causes.some((cause) => cause.reason === reason);
}

function failed(failure: ApiFailure): EvictOutcome {
  return { kind: 'failed', message: failure.message };
}
