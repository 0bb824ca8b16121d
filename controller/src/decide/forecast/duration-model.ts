/** A drain that ended, as far as it teaches anything. */
export interface PastDrain {
  readonly outcome: 'succeeded' | 'failed' | 'cancelled' | 'paused';
  readonly durationSeconds: number;
  readonly pods?: number;
  readonly graceSeconds?: number;
  /** Deployments that got successors of pods first; missing: none. */
  readonly surges?: number;
  /** What held it up; missing or empty: nothing. */
  readonly blockedBy?: readonly unknown[];
}

/** What a drain has to do, as far as its time depends on it. */
export interface DrainWork {
  readonly pods: number;
  /** Of the slowest pod. */
  readonly graceSeconds: number;
  readonly surges?: number;
}

interface Seen {
  readonly work: DrainWork;
  /** How often as long as believed without experience it took, as a logarithm. */
  readonly factor: number;
}

export interface DurationModel {
  /** Drains that nothing held up and that awaited no successor. */
  readonly seen: readonly Seen[];
  /** How many drains it was learned from. */
  readonly drains: number;
  /** What successors add that must be Ready before a pod goes. They start side by side, so that their number is of no matter. */
  readonly surgeSeconds: number;
  /** What a drain takes that something holds up for a while; null when none has been seen. */
  readonly heldSeconds: number | null;
}

/** Older ones tell of other workloads. */
const NEWEST = 60;
/** Below this many seconds a difference matters to nobody. */
const FINEST_S = 1;
/** What is believed without experience weighs as much as this part of a drain of the same work. */
const BELIEF = 0.05;
/** How far apart the logarithms of two grace periods are before one drain tells little of the other. */
const REACH = 0.35;
/** A successor that nobody has seen start takes so long. */
const SURGE_S = 30;

/**
 * Learns from the drains that succeeded. One that was held up teaches nothing about pods that go freely, and what one
 * took that awaited successors is told apart from what it would have taken without them.
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

/** The estimate for so much work. */
export function secondsBy({ seen, surgeSeconds }: DurationModel, work: DrainWork): number {
  return plainSeconds(seen, work) + ((work.surges ?? 0) > 0 ? surgeSeconds : 0);
}

/** As drains of the like took, each the more the more alike it was: what is believed without them, times their factor. */
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

/** Pods take most of their grace period. Errs on the long side. */
function believed({ graceSeconds, pods }: DrainWork): number {
  return 4 + 0.8 * graceSeconds + pods / 15;
}

function seenIn(drain: DrainWork & { readonly durationSeconds: number }): Seen {
  return { work: drain, factor: Math.log(Math.max(FINEST_S, drain.durationSeconds) / believed(drain)) };
}

/** 1 for the same work, less for other work. Pods matter less than grace periods: they go side by side. */
function likeness(one: DrainWork, other: DrainWork): number {
  const grace = Math.log((one.graceSeconds + 5) / (other.graceSeconds + 5)) / REACH;
  const pods = Math.log((one.pods + 5) / (other.pods + 5)) / (2 * REACH);
  return (1 + grace ** 2 + pods ** 2) ** -3;
}

function isHeld({ blockedBy }: PastDrain): boolean {
  return blockedBy !== undefined && blockedBy.length > 0;
}

/** Old entries do not say what there was to do. */
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

/** null without any. */
export function middle(numbers: readonly number[]): number | null {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? null;
}
