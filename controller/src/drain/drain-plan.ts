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
  /** In a hurry: whether the own pod waits for this one no longer, though it is still there. */
  readonly isGivenUp: (pod: PodView) => boolean;
}

/** The pods of a node, sorted by what is to be done with them. */
export interface DrainPlan {
  /** Have to go, or end already. The drain is not over before they are gone. */
  readonly leaving: readonly PodView[];
  /** Those of them whose turn it is and who do not end yet. */
  readonly due: readonly PodView[];
  /** In the way and not to be touched. */
  readonly kept: readonly { readonly pod: PodView; readonly reason: string }[];
  /** Came back too often. */
  readonly returning: readonly PodView[];
  /** Something is still being looked up. */
  readonly undecided: boolean;
}

const ownTurn = 2;

/**
 * Sorts the pods of a node. Turns: ordinary pods, then critical ones, then the controller's own. In a hurry the first two go
 * together; the own pod still waits until the others were asked, since the next leader takes a moment to begin. What is held
 * then is left to that one: a leader that goes down with its node leaves all others without one for longer.
 */
export function planDrain(pods: readonly PodView[], rules: DrainRules): DrainPlan {
  const places = pods.map((pod) => ({ pod, place: placeOf(pod, rules.policy, rules.daemonSetOf) }));
  const going = places.flatMap(({ pod, place }) => (place.kind === 'goes' ? [{ pod, place }] : []));
  const returning = going.filter(({ pod }) => !isEnding(pod) && rules.keepsReturning(pod));
  const leaving = going
    .filter((one) => !returning.includes(one))
    .map(({ pod, place }) => ({ pod, turn: turnOf(pod, place, rules) }));
  const turn = Math.min(...leaving.map((one) => one.turn));
  const ownMayGo = (): boolean =>
    leaving.every(({ pod, turn: of }) => of === ownTurn || isEnding(pod) || rules.isGivenUp(pod));
  const isDue = (of: number): boolean => of === turn || (rules.hurry && (of !== ownTurn || ownMayGo()));
  return {
    leaving: leaving.map(({ pod }) => pod),
    due: leaving.filter((one) => !isEnding(one.pod) && isDue(one.turn)).map(({ pod }) => pod),
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

function isEnding({ deletionDueAt }: PodView): boolean {
  return deletionDueAt !== null;
}

function turnOf(pod: PodView, place: Extract<PodPlace, { kind: 'goes' }>, rules: DrainRules): number {
  if (rules.isOwn(pod)) return ownTurn;
  return place.tier === 'critical' ? 1 : 0;
}
