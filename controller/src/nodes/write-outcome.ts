import type { V1Node } from '@kubernetes/client-node';
import type { ApiFailure } from '../cluster/failure.ts';
import type { Answer } from '../cluster/answer.ts';

/** What became of a write to a Node. */
export type WriteOutcome =
  /** `node` is the Node as it is now. */
  | { readonly kind: 'done'; readonly node: V1Node }
  /** Somebody changed the Node meanwhile: look again, decide again. */
  | { readonly kind: 'conflict' }
  /** There is no such Node, or another one of the same name. */
  | { readonly kind: 'gone' }
  /** Not permitted: by RBAC, an admission webhook or policy. Trying again soon is no use. */
  | { readonly kind: 'refused'; readonly message: string }
  /** May work later; may even have worked. */
  | { readonly kind: 'failed'; readonly message: string; readonly retryAfterMs?: number };

/**
 * The table of answers.
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

/** A webhook chooses its status itself, so its words count: `admission webhook "x" denied the request`. */
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
