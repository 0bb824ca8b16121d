import type { Settings } from '@mechanic/contract';
import type { Snapshot } from '../snapshot.ts';

/** A drain is taken to last so long at least by those who must not begin too late; in milliseconds. */
export const usualDrainMs = 120_000;

/** How long a drain of the node of this name is taken to last by those who must not begin too late, in milliseconds. */
export type DrainTimes = (nodeName: string) => number;

/**
 * By the forecast, where that is longer than usual; an attempt does not outlast its timeout. To begin early is of no use to
 * a node that something always holds.
 */
export function drainTimes(
  { expectedMs }: Pick<Snapshot, 'expectedMs'>,
  { timeoutMs }: Pick<Settings['drain'], 'timeoutMs'>,
): DrainTimes {
  return (name) => {
    const expected = expectedMs?.(name) ?? usualDrainMs;
    if (!Number.isFinite(expected)) return usualDrainMs;
    return Math.max(usualDrainMs, Math.min(expected, timeoutMs));
  };
}
