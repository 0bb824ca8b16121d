import type { Backoff, BlockedPod, MaintenanceRecord } from '@mechanic/contract';
import type { DrainOrder, Need } from './decision.ts';
import type { DrainProgress, NodeView } from './snapshot.ts';
import { formatTime, parseTime } from './times.ts';

const mostBlocked = 20;

/** The record of a drain that begins, written in the same patch as the cordon. */
export function begun(
  node: NodeView,
  need: Need,
  options: { readonly wasUnschedulable: boolean; readonly now: number },
): MaintenanceRecord {
  const started = formatTime(options.now);
  return {
    version: 1,
    phase: 'Draining',
    nodeUID: node.uid,
    ...about(need),
    wasUnschedulable: options.wasUnschedulable,
    startedAt: started,
    attemptStartedAt: started,
    attempts: 1,
  };
}

/** A paused or failed drain goes on. Only a failure makes it another attempt. */
export function resumed(record: MaintenanceRecord, need: Need, now: number): MaintenanceRecord {
  return {
    ...withoutOutcome(updated(record, need, now)),
    phase: 'Draining',
    attemptStartedAt: formatTime(now),
    attempts: record.attempts + (record.phase === 'Failed' ? 1 : 0),
  };
}

/** The same maintenance for other events or another date. */
export function updated(record: MaintenanceRecord, need: Need, now: number): MaintenanceRecord {
  const next = { ...record, ...about(need) };
  delete next.overSince;
  if (!isPast(need.deadline, now)) delete next.deadlineMissed;
  return next;
}

/** Whether the record says something else than the need: other events, or another date that is still to come. */
export function isOutdated(record: MaintenanceRecord, need: Need, now: number): boolean {
  if (record.overSince !== undefined || record.events.length !== need.events.length) return true;
  if (need.events.some((id) => !record.events.includes(id))) return true;
  const deadline = parseTime(record.deadline);
  if (deadline === need.deadline) return false;
  return !isPast(deadline, now) || !isPast(need.deadline, now);
}

export function drained(record: MaintenanceRecord): MaintenanceRecord {
  return { ...withoutOutcome(record), phase: 'Drained' };
}

export function paused(record: MaintenanceRecord, message: string): MaintenanceRecord {
  return { ...withoutOutcome(record), phase: 'Paused', message };
}

export function failed(
  record: MaintenanceRecord,
  why: {
    readonly message: string;
    readonly retryAt: number | null;
    readonly progress: DrainProgress | undefined;
  },
): MaintenanceRecord {
  return {
    ...record,
    phase: 'Failed',
    message: why.message,
    retryAt: why.retryAt === null ? null : formatTime(why.retryAt),
    blockedBy: blockedPods(why.progress),
  };
}

/** A person has uncordoned the node: these events are left to the person. */
export function overridden(
  record: MaintenanceRecord,
  events: readonly string[],
  message: string,
): MaintenanceRecord {
  return {
    ...paused(record, message),
    overridden: true,
    events: [...new Set([...record.events, ...events])],
  };
}

/** Pods that are still there and what holds them, as many as a record takes. */
export function blockedPods(progress: DrainProgress | undefined): BlockedPod[] {
  return (progress?.podsLeft ?? []).slice(0, mostBlocked).map((pod) => ({
    pod: `${pod.namespace}/${pod.name}`,
    ...(pod.budgets.length > 0 && { budgets: [...pod.budgets] }),
    reason: pod.reason === '' ? pod.state : pod.reason,
  }));
}

/** When a failed attempt may be repeated: the pause doubles with each attempt. */
export function retryTime(record: MaintenanceRecord, retry: Backoff, now: number): number {
  return now + Math.min(retry.maxMs, retry.initialMs * 2 ** Math.max(0, record.attempts - 1));
}

/** When the running attempt began; the beginning of all times when the record is damaged, so that it is begun anew. */
export function attemptStart(record: MaintenanceRecord): number {
  return parseTime(record.attemptStartedAt) ?? parseTime(record.startedAt) ?? 0;
}

/** What drain/ has to know to empty the node. */
export function orderOf(record: MaintenanceRecord, need: Need): DrainOrder {
  return {
    deadline: need.deadline,
    attemptStartedAt: attemptStart(record),
    cordonedAt: parseTime(record.startedAt) ?? 0,
  };
}

/** What a record says about its need. */
export function about(need: Need): Pick<MaintenanceRecord, 'reason' | 'events' | 'deadline'> {
  return {
    reason: need.reason,
    events: [...need.events],
    deadline: need.deadline === null ? null : formatTime(need.deadline),
  };
}

/** What the last attempt came to does not hold for the next phase. */
function withoutOutcome(record: MaintenanceRecord): MaintenanceRecord {
  const next = { ...record };
  delete next.retryAt;
  delete next.message;
  delete next.blockedBy;
  return next;
}

function isPast(time: number | null, now: number): boolean {
  return time !== null && time <= now;
}
