/** Why a `fetch` came to nothing, in a word. Messages of errors name hosts and addresses: only the code of the error is told. */
export function fetchTrouble(error: unknown): string {
  if (textOf(error, 'name') === 'TimeoutError') return 'no answer in time';
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return textOf(cause, 'code') ?? 'cannot be reached';
}

function textOf(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  // Just seen to be an object; every member may be missing.
  const text = (value as Record<string, unknown>)[key];
  return typeof text === 'string' ? text : null;
}
