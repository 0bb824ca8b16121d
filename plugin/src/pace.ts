/** Minimum pause between two reads of the cluster. */
const EVERY_MS = 2_000;
/** Slow reads are repeated less often: the pause is this many times as long as the read. */
const SHARE = 5;

/** The pause after a read that took `tookMs`; both in milliseconds. */
export function restAfter(tookMs: number): number {
  return Math.max(EVERY_MS, SHARE * tookMs);
}
