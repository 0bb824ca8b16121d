import { type DurationModel, type PastDrain, fitDurations, middle, secondsBy } from './duration-model.ts';
import type { DrainProgress } from '../snapshot.ts';

export type { PastDrain };

/** The pods of a node that a drain would have to move. */
export interface NodeLoad {
  /** Number of pods to move. */
  readonly pods: number;
  /** The longest grace period of these pods. */
  readonly graceSeconds: number;
  /** Number of Deployments whose only pod is on this node and gets a successor first; missing: none. */
  readonly surges?: number;
  /** For a person: what can never be evicted at present (pods behind budgets, or pods that are to stay). */
  readonly never: readonly string[];
}

/** Estimates how long drains take. Times are milliseconds. */
export interface Durations {
  /** From the cordon until the node is empty; Infinity when something would always hold it. */
  expected(nodeName: string): number;
  /** The rest of a drain that has run for `elapsedMs`. */
  remaining(
    nodeName: string,
    drain: DrainProgress,
    run: { readonly elapsedMs: number; readonly now: number },
  ): number;
  /** For a person: what the estimate is made from. */
  readonly basis: string;
}

/** The inputs of an estimate: present pods and past drains. */
export interface Experience {
  /** The newest first. */
  readonly past: readonly PastDrain[];
  /** By node name, for nodes whose pods are known. */
  readonly loads: ReadonlyMap<string, NodeLoad>;
  /** `drain.maxPodGracePeriod`; null without a cap. */
  readonly graceCapMs: number | null;
}

/** Minimum time from cordon to empty, because a pod may just have been bound. */
const SHORTEST_S = 2.5;
/** Assumed time until a held pod may leave, without experience. */
const HELD_S = 120;
/** A drain that should have ended already is expected to continue for this share of the time it has taken. */
const OVERTIME = 0.25;

/** Estimates from past drains and from what is known of the pods. */
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
  // The longer a pod has been held, the longer it is expected to be held.
  const still = Math.max(0, now - (pace?.lastWentAt ?? now));
  return Math.max(left, heldMs - still, still / 2);
}

function capped(graceSeconds: number, { graceCapMs }: Experience): number {
  return graceCapMs === null ? graceSeconds : Math.min(graceSeconds, graceCapMs / 1_000);
}

/** For a node with unknown pods: the mean of the other nodes or of past drains. */
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
