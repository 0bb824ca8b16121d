import { endsTheVM } from '@mechanic/contract';
import type { Need, RestraintStatus } from '../decision.ts';
import type { NodeView, Settling, Snapshot } from '../snapshot.ts';
import { dueAt } from '../need/urgency.ts';
import { sayTime } from '../times.ts';
import { type DrainTimes, usualDrainMs } from './drain-time.ts';

/** Delays drains that can wait: settling pods or a hold. */
export interface Restraint extends Omit<RestraintStatus, 'nodes' | 'waiting'> {
  /** A restrained node may begin this long before its last moment; in milliseconds. */
  readonly reserveMs: number;
}

/** A node that wants a slot, at its place in the order of urgency. */
export interface Waiting {
  readonly node: NodeView;
  readonly need: Need;
  /** Restraints do not apply to this node: it is urgent, or its drain may have begun already. */
  readonly exempt: boolean;
}

/** How many drains can run at once, and which run now. */
export interface Capacity {
  readonly slots: number;
  readonly running: number;
  readonly now: number;
  readonly drainTimes: DrainTimes;
}

export interface Restrained {
  /** The reasons why a node is restrained, by Node UID. */
  readonly reasons: ReadonlyMap<string, readonly string[]>;
  readonly statuses: readonly RestraintStatus[];
  /** Times at which a restrained node may begin anyway; milliseconds since the epoch. */
  readonly wakeAt: readonly number[];
}

const unrestrained: Restrained = { reasons: new Map(), statuses: [], wakeAt: [] };

/** Returns one restraint for each drained node whose pods are still settling. */
export function settleRestraints({ settling = [] }: Pick<Snapshot, 'settling'>, now: number): Restraint[] {
  return settling
    .filter(({ until }) => until > now)
    .map(({ node, until, missing }) => ({
      kind: 'settle',
      name: node,
      applies: true,
      reason: saySettling({ node, until, missing }),
      until,
      reserveMs: until - now,
    }));
}

function saySettling({ node, until, missing }: Settling): string {
  const which = missing === '' ? '' : `: ${missing}`;
  return `waits until the pods of ${node} are Ready elsewhere${which}; at the latest until ${sayTime(until)} (settle)`;
}

/**
 * Decides which nodes are restrained, and why. A node is never restrained past its last moment, when it and the drains
 * before it must begin to end before its deadline. Nodes that come before such a node in the queue may begin as well.
 */
export function restrain(
  order: readonly Waiting[],
  restraints: readonly Restraint[],
  capacity: Capacity,
): Restrained {
  if (restraints.length === 0) return unrestrained;
  const reasons = new Map<string, string[]>();
  const statuses: RestraintStatus[] = [];
  const wakeAt: number[] = [];
  for (const { reserveMs, ...restraint } of restraints) {
    const lastMoments = lastMomentsOf(order, reserveMs, capacity);
    const pressed = lastMoments.findLastIndex((at) => at !== null && at <= capacity.now);
    const kept = order.slice(pressed + 1).filter(({ exempt }) => !exempt);
    statuses.push({
      ...restraint,
      nodes: restraint.applies ? kept.map(({ node }) => node.name) : [],
      waiting: kept.length,
    });
    if (!restraint.applies) continue;
    for (const { node } of kept) reasons.set(node.uid, [...(reasons.get(node.uid) ?? []), restraint.reason]);
    wakeAt.push(...[...lastMoments, restraint.until].filter((at) => at !== null));
  }
  return { reasons, statuses, wakeAt };
}

/** Returns the time at which each node, and those before it, must begin; null if the node is never due. */
function lastMomentsOf(
  order: readonly Waiting[],
  reserveMs: number,
  { slots, running, now, drainTimes }: Capacity,
): (number | null)[] {
  let work = running * usualDrainMs;
  return order.map(({ node, need }) => {
    // Azure may take a VM without a deadline at any moment: a preemption gives 30 s and not always a date.
    if (need.deadline === null && endsTheVM(need.reason)) return now;
    const own = drainTimes(node.name);
    work += own;
    const deadline = dueAt(need, now);
    return deadline === null ? null : deadline - reserveMs - Math.max(own, work / Math.max(1, slots));
  });
}
