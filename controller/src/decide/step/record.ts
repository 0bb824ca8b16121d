import { type Backoff, type MaintenanceRecord, type Settings, backoffDelay } from '@mechanic/contract';
import type { DrainOrder, Need } from '../decision.ts';
import type { DrainProgress, NodeView } from '../snapshot.ts';
import { sayAttached } from '../reasons.ts';
import { heldPods } from '../held-pods.ts';
import { formatTime, parseTime } from '../times.ts';
import { traceIdFor } from './trace-id.ts';

/** Maximum number of blocked pods in a record. */
const mostBlocked = 20;
const mostMoved = 50;

/** The record of a drain that begins, written in the same patch as the cordon. */
export function begun(
  node: NodeView,
  need: Need,
  options: {
    readonly wasUnschedulable: boolean;
    readonly missed: boolean;
    readonly excluded: boolean;
    readonly traced: boolean;
    readonly now: number;
  },
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
    ...(options.missed && { deadlineMissed: true }),
    ...(options.excluded && { excluded: true }),
    ...(options.traced && { traceId: traceIdFor(node.uid, started) }),
  };
}

/** The record of a paused or failed drain that continues. Only a failure begins another attempt. */
export function resumed(record: MaintenanceRecord, need: Need, now: number): MaintenanceRecord {
  const next = { ...withoutOutcome(updated(record, need, now)) };
  delete next.gaveWay;
  if (record.phase === 'Failed') delete next.drainedSeconds;
  return {
    ...next,
    phase: 'Draining',
    ...(isPast(need.deadline, now) && { deadlineMissed: true }),
    attemptStartedAt: formatTime(now),
    attempts: record.attempts + (record.phase === 'Failed' ? 1 : 0),
  };
}

/** The record of the same maintenance with other events or another deadline. */
export function updated(record: MaintenanceRecord, need: Need, now: number): MaintenanceRecord {
  const next = { ...record, ...about(need) };
  delete next.overSince;
  if (!isPast(need.deadline, now)) delete next.deadlineMissed;
  return next;
}

/** Whether the record differs from the need: in its events, or in a deadline that is still to come. */
export function isOutdated(record: MaintenanceRecord, need: Need, now: number): boolean {
  if (record.overSince !== undefined || record.events.length !== need.events.length) return true;
  if (need.events.some((id) => !record.events.includes(id))) return true;
  const deadline = parseTime(record.deadline);
  if (deadline === need.deadline) return false;
  return !isPast(deadline, now) || !isPast(need.deadline, now);
}

/** `moved`: the workloads whose pods were moved. `volumes`: the volumes that the drain no longer waited for. */
export function drained(
  record: MaintenanceRecord,
  { moved = [], volumes = [] }: Pick<DrainProgress, 'moved' | 'volumes'>,
  now: number,
): MaintenanceRecord {
  return {
    ...withoutOutcome(record),
    phase: 'Drained',
    drainedAt: formatTime(now),
    ...(moved.length > 0 && { moved: moved.slice(0, mostMoved) }),
    ...(volumes.length > 0 && { message: sayAttached(volumes) }),
  };
}

/** The record of a paused drain. The time that it ran counts towards `drain.timeout` when it continues. */
export function paused(record: MaintenanceRecord, message: string, now: number): MaintenanceRecord {
  const drainedSeconds = Math.round(drainedFor(record, now) / 1_000);
  return {
    ...withoutOutcome(record),
    phase: 'Paused',
    message,
    ...(drainedSeconds > 0 && { drainedSeconds }),
  };
}

/** Milliseconds that the node was drained since the last failure, without pauses. */
export function drainedFor(record: MaintenanceRecord, now: number): number {
  const before = (record.drainedSeconds ?? 0) * 1_000;
  return before + (record.phase === 'Draining' ? Math.max(0, now - attemptStart(record)) : 0);
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
    blockedBy: heldPods((why.progress?.podsLeft ?? []).slice(0, mostBlocked)),
  };
}

/** The record after a person uncordoned the node: mechanic leaves these events to the person. */
export function overridden(
  record: MaintenanceRecord,
  events: readonly string[],
  options: { readonly message: string; readonly now: number },
): MaintenanceRecord {
  const next = { ...paused(record, options.message, options.now) };
  // The person wants the node in service.
  delete next.excluded;
  return { ...next, overridden: true, events: [...new Set([...record.events, ...events])] };
}

/** Minimum pause before a failed attempt is repeated, however near the deadline is; in milliseconds. */
const shortestRetryMs = 5_000;

/**
 * When a failed attempt may be repeated. The pause doubles with each attempt, up to half of the time left before the
 * deadline.
 */
export function retryTime(
  record: MaintenanceRecord,
  retry: Backoff,
  { deadline, now }: { readonly deadline: number | null; readonly now: number },
): number {
  const pause = backoffDelay(retry, record.attempts);
  if (deadline === null || deadline <= now) return now + pause;
  return now + Math.min(pause, Math.max(shortestRetryMs, (deadline - now) / 2));
}

/** When the running or last attempt began; null when the record holds no valid time, since anybody may have written it. */
export function toldAttemptStart({ attemptStartedAt, startedAt }: MaintenanceRecord): number | null {
  return parseTime(attemptStartedAt) ?? parseTime(startedAt);
}

/** Like `toldAttemptStart`, but 0 when the record is damaged: the attempt then times out and begins again. */
export function attemptStart(record: MaintenanceRecord): number {
  return toldAttemptStart(record) ?? 0;
}

/** What drain/ needs to know to empty the node. */
export function orderOf(
  record: MaintenanceRecord,
  { deadline, reason }: Pick<Need, 'deadline' | 'reason'>,
  { drain }: Settings,
): DrainOrder {
  return {
    deadline,
    about: reason,
    attemptStartedAt: attemptStart(record),
    timeoutAt: attemptEnd(record, drain.timeoutMs),
    finishUntil: finishUntil(record, drain.timeoutMs),
    surges: record.surges ?? [],
  };
}

function attemptEnd(record: MaintenanceRecord, timeoutMs: number): number {
  return attemptStart(record) + timeoutMs - (record.drainedSeconds ?? 0) * 1_000;
}

/** The end of the first attempt: pods that may end by themselves get that time only once. */
function finishUntil(record: MaintenanceRecord, timeoutMs: number): number {
  const end = attemptEnd(record, timeoutMs);
  return record.attempts > 1 ? Math.min(end, (parseTime(record.startedAt) ?? 0) + timeoutMs) : end;
}

/** The fields of a record that come from the need. */
export function about(need: Need): Pick<MaintenanceRecord, 'reason' | 'events' | 'deadline'> {
  return {
    reason: need.reason,
    events: [...need.events],
    deadline: need.deadline === null ? null : formatTime(need.deadline),
  };
}

/** Removes the outcome of the last attempt, which does not apply to the next phase. */
function withoutOutcome(record: MaintenanceRecord): MaintenanceRecord {
  const next = { ...record };
  delete next.retryAt;
  delete next.message;
  delete next.blockedBy;
  delete next.drainedAt;
  delete next.moved;
  return next;
}

function isPast(time: number | null, now: number): boolean {
  return time !== null && time <= now;
}
