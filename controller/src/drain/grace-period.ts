/** What limits the time a pod gets to end. */
export interface GraceLimits {
  /** `drain.maxPodGracePeriod`. */
  readonly capMs: number | null;
  /** When the node may go away, in milliseconds since the epoch. */
  readonly deadline: number | null;
}

/**
 * The grace period to request, in seconds, at least 1; undefined when the pod's own is not longer than allowed.
 * A deadline that has passed limits nothing: the node still answers, and one second would kill every pod.
 */
export function gracePeriodFor(ownSeconds: number, limits: GraceLimits, now: number): number | undefined {
  const left = limits.deadline !== null && limits.deadline > now ? limits.deadline - now : Infinity;
  const allowed = Math.max(1, Math.floor(Math.min(left, limits.capMs ?? Infinity) / 1_000));
  return allowed < ownSeconds ? allowed : undefined;
}
