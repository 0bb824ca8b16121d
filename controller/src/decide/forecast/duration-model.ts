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

/**
 * Seconds that a drain takes: for itself, for each half minute of grace, for each 30 pods, and for the successors of pods
 * that may not go before these are Ready. They start side by side, so that it is of no matter how many there are.
 */
type Weights = readonly [number, number, number, number];

/** What a drain has to do, as far as its time depends on it. */
export interface DrainWork {
  readonly pods: number;
  /** Of the slowest pod. */
  readonly graceSeconds: number;
  readonly surges?: number;
}

export interface DurationModel {
  readonly weights: Weights;
  /** How many drains it was learned from. */
  readonly drains: number;
  /** What a drain takes that something holds up for a while; null when none has been seen. */
  readonly heldSeconds: number | null;
}

/** What is believed before anything was seen: pods that take most of their grace period, and half a minute to start. Errs on the long side. */
const PRIOR: Weights = [4, 24, 2, 30];
/** Older ones tell of other workloads. */
const NEWEST = 60;
/** Below this many seconds a difference matters to nobody. */
const FINEST_S = 5;

/**
 * Learns by least squares, with every error in proportion to the time that the drain took, and with the prior as if it
 * had been seen once. A drain that was held up teaches nothing about pods that go freely.
 */
export function fitDurations(past: readonly PastDrain[]): DurationModel {
  const succeeded = past.filter(({ outcome }) => outcome === 'succeeded').slice(0, NEWEST);
  const held = succeeded.filter(isHeld).map(({ durationSeconds }) => durationSeconds);
  const free = succeeded.filter((drain) => !isHeld(drain));
  return {
    weights: fit(free),
    drains: free.length,
    heldSeconds: held.toSorted((a, b) => a - b)[Math.floor(held.length / 2)] ?? null,
  };
}

/** The estimate for so much work. */
export function secondsBy({ weights }: Pick<DurationModel, 'weights'>, work: DrainWork): number {
  const [one, grace, pods, surge] = featuresOf(work);
  return weights[0] * one + weights[1] * grace + weights[2] * pods + weights[3] * surge;
}

function isHeld({ blockedBy }: PastDrain): boolean {
  return blockedBy !== undefined && blockedBy.length > 0;
}

function featuresOf({ graceSeconds, pods, surges = 0 }: DrainWork): Weights {
  return [1, graceSeconds / 30, pods / 30, surges > 0 ? 1 : 0];
}

/** Solves (XᵀX + P) w = Xᵀy + P w₀, where P holds the prior. */
function fit(drains: readonly PastDrain[]): Weights {
  const equations = PRIOR.map((weight, at): number[] => {
    const trust = 1 / weight ** 2;
    return [...PRIOR.map((_, column) => (column === at ? trust : 0)), trust * weight];
  });
  for (const { pods, graceSeconds, surges = 0, durationSeconds } of drains) {
    if (pods === undefined || graceSeconds === undefined) continue;
    const scale = 1 / Math.max(FINEST_S, durationSeconds) ** 2;
    const features = featuresOf({ pods, graceSeconds, surges });
    const sample = [...features, durationSeconds];
    features.forEach((feature, at) => add(equations[at], sample, scale * feature));
  }
  const [a, b, c, d] = solved(equations);
  return [a ?? PRIOR[0], b ?? PRIOR[1], c ?? PRIOR[2], d ?? PRIOR[3]];
}

/** Gauss and Jordan without pivoting: the prior makes every diagonal positive. The last column is the right side. */
function solved(equations: readonly number[][]): number[] {
  equations.forEach((pivot, at) => {
    for (const row of equations) if (row !== pivot) add(row, pivot, -entry(row, at) / entry(pivot, at));
  });
  return equations.map((row, at) => entry(row, equations.length) / entry(row, at));
}

function add(row: number[] | undefined, other: readonly number[], factor: number): void {
  other.forEach((value, at) => row?.splice(at, 1, entry(row, at) + factor * value));
}

function entry(row: readonly number[], at: number): number {
  return row[at] ?? 0;
}
