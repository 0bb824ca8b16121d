import type { V1Node } from '@kubernetes/client-node';
import type { ApiFailure } from '../cluster/failure.ts';
import type { Answer } from '../cluster/answer.ts';

/** The outcome of a write to a Node. */
export type WriteOutcome =
  /** `node` is the Node as it is now. */
  | { readonly kind: 'done'; readonly node: V1Node }
  /** Somebody changed the Node meanwhile: the next pass must decide again. */
  | { readonly kind: 'conflict' }
  /** The Node no longer exists, or another Node has its name. */
  | { readonly kind: 'gone' }
  /** RBAC, an admission webhook or a policy refused it. Trying again soon does not help. */
  | { readonly kind: 'refused'; readonly message: string }
  /** The write may work later, and may even have worked. */
  | { readonly kind: 'failed'; readonly message: string; readonly retryAfterMs?: number };

/**
 * Maps answers to outcomes.
 *
 * | status | sign | outcome |
 * |---|---|---|
 * | 2xx | | done |
 * | any | words of an admission webhook or policy | refused |
 * | 404 | | gone |
 * | 409 | resourceVersion | conflict |
 * | 422 | `metadata.uid` is immutable | gone |
 * | 422 | a test of a JSON patch failed | conflict |
 * | 400, 403, 413, 422 | | refused |
 * | other, none | | failed |
 */
export function writeOutcomeOf(answer: Answer<V1Node>): WriteOutcome {
  if (answer.ok) return { kind: 'done', node: answer.value };
  const { failure } = answer;
  if (isAdmission(failure)) return { kind: 'refused', message: failure.message };
  switch (failure.code) {
    case 404:
      return { kind: 'gone' };
    case 409:
      return { kind: 'conflict' };
    case 422:
      return unprocessable(failure);
    case 400:
    case 403:
    case 413:
      return { kind: 'refused', message: failure.message };
    default:
      return failed(failure);
  }
}

/** A webhook chooses its status code itself, so the message decides: `admission webhook "x" denied the request`. */
function isAdmission({ message }: ApiFailure): boolean {
  return /admission webhook .* denied the request|ValidatingAdmissionPolicy .* denied request/.test(message);
}

function unprocessable({ message }: ApiFailure): WriteOutcome {
  if (/metadata\.uid\b/.test(message)) return { kind: 'gone' };
  if (/test(ing)? (value|operation|path)|test failed/i.test(message)) return { kind: 'conflict' };
  return { kind: 'refused', message };
}

function failed({ message, retryAfterMs }: ApiFailure): WriteOutcome {
  return { kind: 'failed', message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
