import { type DaemonSetState, type PodPlace, type PodPolicy, placeOf } from '../decide/pods/pod-filter.ts';
import type { PodView } from './ports.ts';

export interface DrainRules {
  readonly policy: PodPolicy;
  readonly daemonSetOf: (pod: PodView) => DaemonSetState;
  readonly keepsReturning: (pod: PodView) => boolean;
  /** The pod this controller runs in. */
  readonly isOwn: (pod: PodView) => boolean;
  /** The deadline is so near that nobody can wait for anybody, or over. */
  readonly hurry: boolean;
  /** So little time is left for this pod that it waits for no other order, and is not waited for to end by itself. */
  readonly isPressed: (pod: PodView) => boolean;
  /** The time within which pods may end by themselves is over. */
  readonly patienceIsOver: boolean;
  /** In a hurry: whether the own pod waits for this one no longer, though it is still there. */
  readonly isGivenUp: (pod: PodView) => boolean;
}

/** The pods of a node, sorted by what is to be done with them. */
export interface DrainPlan {
  /** Have to go, or end already. The drain is not over before they are gone. */
  readonly leaving: readonly PodView[];
  /** Those of them whose turn it is and who do not end yet. */
  readonly due: readonly PodView[];
  /** Those of them that were to end by themselves, and have not. */
  readonly finishers: readonly PodView[];
  /** Those of these that still may. */
  readonly finishing: readonly PodView[];
  /** In the way and not to be touched. */
  readonly kept: readonly { readonly pod: PodView; readonly reason: string }[];
  /** Came back too often. */
  readonly returning: readonly PodView[];
  /** Something is still being looked up. */
  readonly undecided: boolean;
}

const ownTurn = 2;

interface Leaving {
  readonly pod: PodView;
  readonly turn: number;
  readonly order: number;
  readonly finishes: boolean;
}

/**
 * Sorts the pods of a node. Turns: ordinary pods, then critical ones, then the controller's own; within a turn one order
 * after the other, except for those whose time is short. In a hurry all orders of the first two turns go
 * together; the own pod still waits until the others were asked, since the next leader takes a moment to begin. What is held
 * then is left to that one: a leader that goes down with its node leaves all others without one for longer.
 */
export function planDrain(pods: readonly PodView[], rules: DrainRules): DrainPlan {
  const places = pods.map((pod) => ({ pod, place: placeOf(pod, rules.policy, rules.daemonSetOf) }));
  const going = places.flatMap(({ pod, place }) => (place.kind === 'goes' ? [{ pod, place }] : []));
  const returning = going.filter(({ pod }) => !isEnding(pod) && rules.keepsReturning(pod));
  const leaving = going
    .filter((one) => !returning.includes(one))
    .map(({ pod, place }): Leaving => ({ ...place, pod, turn: turnOf(pod, place, rules) }));
  const finishers = leaving.filter(({ finishes }) => finishes).map(({ pod }) => pod);
  const finishing = finishers.filter((pod) => mayFinish(pod, rules));
  return {
    leaving: leaving.map(({ pod }) => pod),
    due: duePods(leaving, rules).filter((pod) => !finishing.includes(pod)),
    finishers,
    finishing,
    kept: places.flatMap(({ pod, place }) => (place.kind === 'kept' ? [{ pod, reason: place.reason }] : [])),
    returning: returning.map(({ pod }) => pod),
    undecided: places.some(({ place }) => place.kind === 'undecided'),
  };
}

/** No pod is left that would be lost with the node. */
export function isEmptied(plan: DrainPlan): boolean {
  return isHopeless(plan) && plan.returning.length === 0;
}

/** All that is left comes back each time. */
export function isHopeless({ leaving, kept, undecided }: DrainPlan): boolean {
  return leaving.length === 0 && kept.length === 0 && !undecided;
}

function duePods(leaving: readonly Leaving[], rules: DrainRules): PodView[] {
  const turn = Math.min(...leaving.map((one) => one.turn));
  const inTurn = leaving.filter((one) => one.turn === turn);
  const order = Math.min(...inTurn.map((one) => one.order));
  const ownMayGo = (): boolean =>
    leaving.every((one) => one.turn === ownTurn || isEnding(one.pod) || rules.isGivenUp(one.pod));
  const isDue = (one: Leaving): boolean => {
    if (one.turn === turn && (one.order === order || rules.isPressed(one.pod))) return true;
    return rules.hurry && (one.turn !== ownTurn || ownMayGo());
  };
  return leaving.filter((one) => !isEnding(one.pod) && isDue(one)).map(({ pod }) => pod);
}

function mayFinish(pod: PodView, rules: DrainRules): boolean {
  return !isEnding(pod) && !rules.patienceIsOver && !rules.isPressed(pod);
}

function isEnding({ deletionDueAt }: PodView): boolean {
  return deletionDueAt !== null;
}

function turnOf(pod: PodView, place: Extract<PodPlace, { kind: 'goes' }>, rules: DrainRules): number {
  if (rules.isOwn(pod)) return ownTurn;
  return place.tier === 'critical' ? 1 : 0;
}
