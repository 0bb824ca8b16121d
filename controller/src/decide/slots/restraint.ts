import { endsTheVM } from '@mechanic/contract';
import type { Need, RestraintStatus } from '../decision.ts';
import type { NodeView, Settling, Snapshot } from '../snapshot.ts';
import { dueAt } from '../need/urgency.ts';
import { sayTime } from '../times.ts';
import { type DrainTimes, usualDrainMs } from './drain-time.ts';

/** Something that keeps drains from beginning as long as they can wait. */
export interface Restraint extends Omit<RestraintStatus, 'nodes' | 'waiting'> {
  /** So much earlier than its last moment a node begins after all; in milliseconds. */
  readonly reserveMs: number;
}

/** A node that wants a slot, in its place in the order of urgency. */
export interface Waiting {
  readonly node: NodeView;
  readonly need: Need;
  /** It begins whatever restrains others: it is urgent, or may have begun already. */
  readonly exempt: boolean;
}

/** How much can be done at once, and what is under way. */
export interface Capacity {
  readonly slots: number;
  readonly running: number;
  readonly now: number;
  readonly drainTimes: DrainTimes;
}

export interface Restrained {
  /** Why a node is kept back, by its UID. */
  readonly reasons: ReadonlyMap<string, readonly string[]>;
  readonly statuses: readonly RestraintStatus[];
  /** When a node is let go although it is still restrained; milliseconds since the epoch. */
  readonly wakeAt: readonly number[];
}

const unrestrained: Restrained = { reasons: new Map(), statuses: [], wakeAt: [] };

/** What is to be waited for after the last drains. */
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
 * Who is kept back by what. Nobody is whose last moment has come: when the drains before it and its own must begin now to end
 * before its deadline. Who comes before such a node is let go with it.
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

/** When each node, and those before it, must begin; null: it is never due. */
function lastMomentsOf(
  order: readonly Waiting[],
  reserveMs: number,
  { slots, running, now, drainTimes }: Capacity,
): (number | null)[] {
  let work = running * usualDrainMs;
  return order.map(({ node, need }) => {
    // A VM that goes without a date may go at any moment: Azure gives a preemption 30 s and not always a time.
    if (need.deadline === null && endsTheVM(need.reason)) return now;
    const own = drainTimes(node.name);
    work += own;
    const deadline = dueAt(need, now);
    return deadline === null ? null : deadline - reserveMs - Math.max(own, work / Math.max(1, slots));
  });
}
