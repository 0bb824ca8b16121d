/** Between two looks at the cluster. */
const EVERY_MS = 2_000;
/** What takes long to find out is asked for less often: never more than this part of the time. */
const SHARE = 5;

/** How long to rest after a look that took so long; both in milliseconds. */
export function restAfter(tookMs: number): number {
  return Math.max(EVERY_MS, SHARE * tookMs);
}
