import type { Settings } from '@mechanic/contract';
import type { Snapshot } from '../snapshot.ts';

/** Minimum expected length of a drain, for deciding when a drain must begin; in milliseconds. */
export const usualDrainMs = 120_000;

/** The expected length of a drain of the node with this name, for deciding when it must begin; in milliseconds. */
export type DrainTimes = (nodeName: string) => number;

/**
 * Returns the forecast length if it is longer than usual, capped by the timeout of one attempt. A node that something
 * always holds gets the usual length: beginning earlier would not help it.
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
