import type { Backoff } from '@mechanic/contract';

/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** Pause after so many failures in a row (1 or more): doubles up to the maximum, and varies by a quarter up and down. */
export function backoffDelay(backoff: Backoff, failures: number, random: Random): number {
  const doubled = backoff.initialMs * 2 ** Math.min(failures - 1, 30);
  return Math.min(backoff.maxMs, doubled) * (0.75 + random() / 2);
}
