/** An ended drain, in the fields that an estimate learns from. */
export interface PastDrain {
  readonly outcome: 'succeeded' | 'failed' | 'cancelled' | 'paused';
  readonly durationSeconds: number;
  readonly pods?: number;
  readonly graceSeconds?: number;
  /** Number of Deployments that got successors before their pods left; missing: none. */
  readonly surges?: number;
  /** What delayed the drain; missing or empty: nothing. */
  readonly blockedBy?: readonly unknown[];
}

/** The work of a drain, in the quantities that its length depends on. */
export interface DrainWork {
  readonly pods: number;
  /** Grace period of the slowest pod. */
  readonly graceSeconds: number;
  readonly surges?: number;
}

interface Seen {
  readonly work: DrainWork;
  /** Logarithm of the ratio of actual length to the length assumed without experience. */
  readonly factor: number;
}

export interface DurationModel {
  /** Drains that nothing delayed and that waited for no successor. */
  readonly seen: readonly Seen[];
  /** Number of drains that the model learned from. */
  readonly drains: number;
  /**
   * Extra time for successors that must be Ready before a pod leaves. They start in parallel, so their number does not
   * matter.
   */
  readonly surgeSeconds: number;
  /** Length of a drain that something delays for a while; null when none has been seen. */
  readonly heldSeconds: number | null;
}

/** Older drains had other workloads. */
const NEWEST = 60;
/** Differences below this many seconds do not matter. */
const FINEST_S = 1;
/** The assumption without experience has the weight of this share of one drain with the same work. */
const BELIEF = 0.05;
/**
 * Scale of similarity: when the logarithms of two grace periods differ by this much, one drain says little about the other.
 */
const REACH = 0.35;
/** Assumed start time of a successor without experience. */
const SURGE_S = 30;

/**
 * Learns from successful drains. Drains that something delayed are left out of the estimate for free pods. The time spent
 * on successors is learned separately.
 */
export function fitDurations(past: readonly PastDrain[]): DurationModel {
  const succeeded = past.filter(({ outcome }) => outcome === 'succeeded').slice(0, NEWEST);
  const free = succeeded.filter((drain) => !isHeld(drain)).flatMap(told);
  const seen = free.filter(({ surges }) => surges === 0).map((drain) => seenIn(drain));
  const extra = free
    .filter(({ surges }) => surges > 0)
    .map((drain) => Math.max(0, drain.durationSeconds - plainSeconds(seen, drain)));
  return {
    seen,
    drains: free.length,
    surgeSeconds: middle(extra) ?? SURGE_S,
    heldSeconds: middle(succeeded.filter(isHeld).map(({ durationSeconds }) => durationSeconds)),
  };
}

/** Estimates the length of a drain with this work. */
export function secondsBy({ seen, surgeSeconds }: DurationModel, work: DrainWork): number {
  return plainSeconds(seen, work) + ((work.surges ?? 0) > 0 ? surgeSeconds : 0);
}

/**
 * The weighted mean over similar drains, where more similar drains weigh more: the assumed length times a learned factor.
 */
function plainSeconds(seen: readonly Seen[], work: DrainWork): number {
  let weight = BELIEF;
  let sum = 0;
  for (const drain of seen) {
    const alike = likeness(drain.work, work);
    weight += alike;
    sum += alike * drain.factor;
  }
  return believed(work) * Math.exp(sum / weight);
}

/** Assumes that pods use most of their grace period, and rather overestimates. */
function believed({ graceSeconds, pods }: DrainWork): number {
  return 4 + 0.8 * graceSeconds + pods / 15;
}

function seenIn(drain: DrainWork & { readonly durationSeconds: number }): Seen {
  return { work: drain, factor: Math.log(Math.max(FINEST_S, drain.durationSeconds) / believed(drain)) };
}

/** 1 for the same work, less for other work. Grace periods matter more than the number of pods, which end in parallel. */
function likeness(one: DrainWork, other: DrainWork): number {
  const grace = Math.log((one.graceSeconds + 5) / (other.graceSeconds + 5)) / REACH;
  const pods = Math.log((one.pods + 5) / (other.pods + 5)) / (2 * REACH);
  return (1 + grace ** 2 + pods ** 2) ** -3;
}

function isHeld({ blockedBy }: PastDrain): boolean {
  return blockedBy !== undefined && blockedBy.length > 0;
}

/** Old entries do not record the work of the drain. */
function told({
  pods,
  graceSeconds,
  surges = 0,
  durationSeconds,
}: PastDrain): (Required<DrainWork> & Pick<PastDrain, 'durationSeconds'>)[] {
  return pods === undefined || graceSeconds === undefined
    ? []
    : [{ pods, graceSeconds, surges, durationSeconds }];
}

/** null for an empty list. */
export function middle(numbers: readonly number[]): number | null {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? null;
}
