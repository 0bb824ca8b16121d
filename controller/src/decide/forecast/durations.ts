import { type DurationModel, type PastDrain, fitDurations, middle, secondsBy } from './duration-model.ts';
import type { DrainProgress } from '../snapshot.ts';

export type { PastDrain };

/** What a node would have to give away. */
export interface NodeLoad {
  /** Pods that would have to go. */
  readonly pods: number;
  /** The longest grace period of these pods. */
  readonly graceSeconds: number;
  /** Deployments whose only pod is here, and gets its successor before it goes; missing: none. */
  readonly surges?: number;
  /** What can never be evicted as things are, for a person: budgets, or pods that are to stay. */
  readonly never: readonly string[];
}

/** How long drains take. Times are milliseconds. */
export interface Durations {
  /** From the cordon until the node is empty; infinite when something would always hold it. */
  expected(nodeName: string): number;
  /** Until a drain that has run for `elapsedMs` is done. */
  remaining(
    nodeName: string,
    drain: DrainProgress,
    run: { readonly elapsedMs: number; readonly now: number },
  ): number;
  /** What this is made from, for a person. */
  readonly basis: string;
}

/** Looks on the cluster and on the past that an estimate is made from. */
export interface Experience {
  /** The newest first. */
  readonly past: readonly PastDrain[];
  /** By name of the node, as far as it was looked. */
  readonly loads: ReadonlyMap<string, NodeLoad>;
  /** `drain.maxPodGracePeriod`; null: none. */
  readonly graceCapMs: number | null;
}

/** A node is empty no sooner after its cordon: a pod may just have been bound. */
const SHORTEST_S = 2.5;
/** What holds a pod now and may let it go; without any experience. */
const HELD_S = 120;
/** A drain that should have been done by now goes on for this part of the time that it has taken. */
const OVERTIME = 0.25;

/** Estimates from the drains that ended, and from what is known of the pods. */
export function durationsFrom(experience: Experience): Durations {
  const model = fitDurations(experience.past);
  const typical = typicalLoad(experience);
  const loadOf = (name: string): NodeLoad => experience.loads.get(name) ?? typical;
  const seconds = (load: Omit<NodeLoad, 'never'>): number =>
    Math.max(SHORTEST_S, secondsBy(model, { ...load, graceSeconds: capped(load.graceSeconds, experience) }));
  return {
    expected: (name) => {
      const load = loadOf(name);
      return load.never.length > 0 ? Infinity : seconds(load) * 1_000;
    },
    remaining: (name, drain, run) => {
      const load = loadOf(name);
      const graceSeconds = Math.max(load.graceSeconds, (drain.pace?.graceMs ?? 0) / 1_000);
      const surges = Math.max(load.surges ?? 0, drain.surges?.length ?? 0);
      const total = seconds({ pods: Math.max(drain.podsTotal, 1), graceSeconds, surges }) * 1_000;
      return remainingOf(drain, total, { ...run, heldMs: (model.heldSeconds ?? HELD_S) * 1_000, load });
    },
    basis: basisOf(model, experience),
  };
}

function remainingOf(
  { podsLeft, pace }: DrainProgress,
  totalMs: number,
  run: {
    readonly elapsedMs: number;
    readonly now: number;
    readonly heldMs: number;
    readonly load: NodeLoad;
  },
): number {
  const { elapsedMs, now, heldMs, load } = run;
  const left = Math.max(totalMs - elapsedMs, elapsedMs > totalMs ? elapsedMs * OVERTIME : 0, 1_000);
  if (!podsLeft.some(({ state }) => state === 'blocked')) return left;
  if (load.never.length > 0) return Infinity;
  // The longer it has been held, the longer it will be.
  const still = Math.max(0, now - (pace?.lastWentAt ?? now));
  return Math.max(left, heldMs - still, still / 2);
}

function capped(graceSeconds: number, { graceCapMs }: Experience): number {
  return graceCapMs === null ? graceSeconds : Math.min(graceSeconds, graceCapMs / 1_000);
}

/** For a node that nobody has looked at: as the others are, or were. */
function typicalLoad({ past, loads }: Experience): NodeLoad {
  const known = [
    ...loads.values(),
    ...past.flatMap(({ pods, graceSeconds, surges = 0 }) =>
      pods === undefined || graceSeconds === undefined ? [] : { pods, graceSeconds, surges },
    ),
  ];
  return {
    pods: middle(known.map(({ pods }) => pods)) ?? 20,
    graceSeconds: middle(known.map(({ graceSeconds }) => graceSeconds)) ?? 30,
    surges: middle(known.map(({ surges = 0 }) => surges)) ?? 0,
    never: [],
  };
}

function basisOf({ drains }: DurationModel, { loads }: Experience): string {
  const pods = loads.size === 0 ? 'no look at the pods yet' : 'the pods as they were at the last look';
  if (drains === 0) return `no drain has been seen yet; ${pods}`;
  return `${drains} drain${drains === 1 ? '' : 's'} seen; ${pods}`;
}
