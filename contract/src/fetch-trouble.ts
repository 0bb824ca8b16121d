/** Why a `fetch` failed, in one word: the code of the error. Its message is not used, since it names hosts and addresses. */
export function fetchTrouble(error: unknown): string {
  if (textOf(error, 'name') === 'TimeoutError') return 'no answer in time';
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return textOf(cause, 'code') ?? 'cannot be reached';
}

function textOf(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  // The cast is safe: the value is an object, and every member may be undefined.
  const text = (value as Record<string, unknown>)[key];
  return typeof text === 'string' ? text : null;
}
