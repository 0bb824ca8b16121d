import type { ApiFailure } from '../cluster/failure.ts';
import type { Answer } from '../cluster/answer.ts';

/** What the API server said to the request to evict or delete a pod. */
export type EvictOutcome =
  | { readonly kind: 'evicted' }
  /** There is no such pod any more, or another one of the same name. */
  | { readonly kind: 'gone' }
  /** A PodDisruptionBudget protects it; `budget` is its name when the answer tells. */
  | { readonly kind: 'blocked'; readonly budget: string | null }
  /** The API server wants to be left alone for a while. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** Several budgets select it, which the eviction API refuses as long as that is so. */
  | { readonly kind: 'misconfigured' }
  /** Its namespace is being deleted, and the pod with it. */
  | { readonly kind: 'namespace-terminating' }
  /** Not permitted, by RBAC or a webhook. */
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * The table of answers. Source: pkg/registry/core/pod/storage/eviction.go of Kubernetes.
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

/** A webhook may answer 429 for one pod; that must not hold up the others, so only a stated pause counts as throttling. */
function tooManyRequests(failure: ApiFailure): EvictOutcome {
  const blocked = blockedByBudget(failure);
  if (blocked !== undefined) return blocked;
  if (failure.retryAfterMs === undefined) return failed(failure);
  return { kind: 'throttled', retryAfterMs: failure.retryAfterMs };
}

/** A budget whose count is negative, or whose map of disrupted pods is too large, forbids; it mends itself like any other. */
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
