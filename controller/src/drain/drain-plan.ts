import { type DaemonSetState, type PodPlace, type PodPolicy, placeOf } from '../decide/pods/pod-filter.ts';
import type { PodView } from './ports.ts';

export interface DrainRules {
  readonly policy: PodPolicy;
  readonly daemonSetOf: (pod: PodView) => DaemonSetState;
  readonly keepsReturning: (pod: PodView) => boolean;
  /** Whether this controller runs in the pod. */
  readonly isOwn: (pod: PodView) => boolean;
  /** The deadline is too near for any pod to wait for others, or has passed. */
  readonly hurry: boolean;
  /** The pod has so little time left that it waits for no other order and may no longer end by itself. */
  readonly isPressed: (pod: PodView) => boolean;
  /** The time in which pods may end by themselves is over. */
  readonly patienceIsOver: boolean;
  /** In a hurry: whether the own pod no longer waits for this pod, although it still exists. */
  readonly isGivenUp: (pod: PodView) => boolean;
}

/** The pods of a node, sorted by what is to be done with them. */
export interface DrainPlan {
  /** Pods that have to go, including those that are terminating. The drain lasts until they are gone. */
  readonly leaving: readonly PodView[];
  /** Leaving pods whose turn it is and that do not terminate yet. */
  readonly due: readonly PodView[];
  /** Leaving pods that may end by themselves, and have not ended. */
  readonly finishers: readonly PodView[];
  /** Finishers that still have time to end by themselves. */
  readonly finishing: readonly PodView[];
  /** Pods that block the drain and must not be touched. */
  readonly kept: readonly { readonly pod: PodView; readonly reason: string }[];
  /** Pods that came back too often. */
  readonly returning: readonly PodView[];
  /** A lookup is still under way. */
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
 * Sorts the pods of a node. Turns: ordinary pods, then critical ones, then the controller's own. Within a turn the orders
 * go one after the other; a pod whose time is short does not wait for its order. In a hurry all orders of the first two
 * turns go together. Even then the own pod waits until all others were asked, because the next leader needs a moment to
 * start. Pods that something still holds are left to the next leader: if this leader died with its node, the cluster would
 * be without a leader for longer.
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

/** Whether no pod is left that would be lost with the node. */
export function isEmptied(plan: DrainPlan): boolean {
  return isHopeless(plan) && plan.returning.length === 0;
}

/** Whether only pods are left that come back each time, or none at all. */
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
