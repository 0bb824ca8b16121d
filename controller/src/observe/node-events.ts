import type { BlockedPod, MaintenanceRecord } from '@mechanic/contract';
import { formatTime, parseTime } from '../decide/times.ts';
import { list } from '../decide/reasons.ts';
import { sayId, sayType } from '../decide/need/untrusted-words.ts';
import type { Statement } from './event-recorder.ts';

/** The fields of a need or a record that Events show. */
export interface Maintenance {
  readonly reason: string;
  readonly events: readonly string[];
  /** RFC 3339; null without a deadline. */
  readonly deadline: string | null;
}

/** A pod that is still on a node, and the reason that holds it. */
export type HeldPod = BlockedPod;

const NAMED_PODS = 10;
const NAMED_EVENTS = 5;

/** @param since when the event became known, in milliseconds since the epoch */
export function maintenanceScheduled(maintenance: Maintenance, plan: string, since: number): Statement {
  return {
    since,
    type: 'Normal',
    reason: 'MaintenanceScheduled',
    message: `${nameOf(maintenance)}: ${plan}`,
    about: maintenance.reason,
    occasion: idsOf(maintenance),
  };
}

export function nodeCordoned(record: MaintenanceRecord): Statement {
  return {
    type: 'Normal',
    reason: 'CordonNode',
    message: `Cordoned for ${nameOf(record)}`,
    about: record.reason,
    occasion: attemptOf(record),
  };
}

export function drainStarted(record: MaintenanceRecord): Statement {
  return {
    type: 'Normal',
    reason: 'DrainNode',
    message: `Draining for ${nameOf(record)}; attempt ${record.attempts}`,
    about: record.reason,
    occasion: attemptOf(record),
  };
}

/** @param seconds length of the drain; null when unknown */
export function nodeDrained(record: MaintenanceRecord, seconds: number | null): Statement {
  const time = seconds === null ? '' : ` in ${Math.round(seconds)} s`;
  return {
    type: 'Normal',
    reason: 'NodeDrained',
    message: `Drained for ${nameOf(record)}${time}${record.message === undefined ? '' : `; ${record.message}`}`,
    about: record.reason,
    occasion: attemptOf(record),
  };
}

export function nodeUncordoned(record: MaintenanceRecord | null, why: string): Statement {
  return {
    type: 'Normal',
    reason: 'UncordonNode',
    message: why,
    about: record?.reason ?? null,
    occasion: attemptOf(record),
  };
}

/** The event vanished, or a person took over the node, before the node was drained. */
export function maintenanceCancelled(maintenance: Maintenance | null, why: string): Statement {
  const subject = maintenance === null ? '' : `${nameOf(maintenance)}: `;
  return {
    type: 'Normal',
    reason: 'MaintenanceCancelled',
    message: `${subject}${why}`,
    about: maintenance?.reason ?? null,
    occasion: maintenance === null ? why : idsOf(maintenance),
  };
}

export function drainBlocked(pods: readonly HeldPod[], about: string | null): Statement {
  return {
    type: 'Warning',
    reason: 'DrainBlocked',
    message: `Cannot evict ${listed(pods)}`,
    about,
    occasion: signatureOf(pods),
  };
}

/** @param volumes names of PersistentVolumes */
export function volumesAwaited(volumes: readonly string[], about: string | null): Statement {
  return {
    type: 'Normal',
    reason: 'VolumesAwaited',
    message: `No pod is left that has to go; still attached: ${list(volumes, NAMED_PODS)}`,
    about,
    occasion: [...volumes].sort().join(' '),
  };
}

export function drainFailed(record: MaintenanceRecord): Statement {
  const held = record.blockedBy ?? [];
  const left = held.length === 0 ? '' : `; still there: ${listed(held)}`;
  return {
    type: 'Warning',
    reason: 'DrainFailed',
    message: `${record.message ?? `Not drained in attempt ${record.attempts}`}${left}`,
    about: record.reason,
    occasion: attemptOf(record),
  };
}

export function drainPaused(record: MaintenanceRecord): Statement {
  return {
    type: 'Warning',
    reason: 'DrainPaused',
    message: record.message ?? 'Gave its drain slot to a more urgent node; continues later',
    about: record.reason,
    occasion: attemptOf(record),
  };
}

export function deadlineMissed(record: Maintenance, held: readonly HeldPod[]): Statement {
  const left = held.length === 0 ? '' : `; still there: ${listed(held)}`;
  return {
    type: 'Warning',
    reason: 'DeadlineMissed',
    message: `${nameOf(record)} may begin and the node is not drained${left}`,
    about: record.reason,
    occasion: `${idsOf(record)} ${record.deadline ?? ''}`,
  };
}

/** @param endsAt expected end of the drain, in milliseconds since the epoch; null when unknown */
export function deadlineAtRisk(
  maintenance: Maintenance,
  endsAt: number | null,
  advice: string | null,
): Statement {
  const end =
    endsAt === null ? 'no end of its drain is in sight' : `expected to be drained at ${formatTime(endsAt)}`;
  const hint = advice === null ? '' : `; ${advice}`;
  return {
    type: 'Warning',
    reason: 'DeadlineAtRisk',
    message: `${nameOf(maintenance)}: would miss its deadline, ${end}${hint}`,
    about: maintenance.reason,
    occasion: `${idsOf(maintenance)} ${maintenance.deadline ?? ''}`,
  };
}

export function cordonRefused(message: string, about: string): Statement {
  return {
    type: 'Warning',
    reason: 'CordonRefused',
    message: `Not permitted to cordon: ${message}`,
    about,
    occasion: message,
  };
}

/** Identifies a set of held pods and reasons, whatever their order. */
export function signatureOf(pods: readonly HeldPod[]): string {
  return pods
    .map(({ pod, budgets }) => `${pod} ${[...(budgets ?? [])].sort().join(' ')}`)
    .sort()
    .join('\n');
}

/** `Redeploy (602D…), due 2026-11-23T05:15:00.000Z` */
function nameOf(maintenance: Maintenance): string {
  const others = maintenance.events.filter((id) => id !== maintenance.reason).map(sayId);
  const more = others.length > NAMED_EVENTS ? ` and ${others.length - NAMED_EVENTS} more` : '';
  const ids = others.length === 0 ? '' : ` (${others.slice(0, NAMED_EVENTS).join(', ')}${more})`;
  const deadline = parseTime(maintenance.deadline);
  return `${sayType(maintenance.reason)}${ids}${deadline === null ? '' : `, due ${formatTime(deadline)}`}`;
}

function idsOf(maintenance: Maintenance): string {
  return [...maintenance.events].sort().join(' ');
}

/** Distinguishes attempts, and maintenances for the same events. */
function attemptOf(record: MaintenanceRecord | null): string {
  return record === null ? '' : `${record.startedAt} ${record.attemptStartedAt ?? ''} ${record.attempts}`;
}

function listed(pods: readonly HeldPod[]): string {
  const named = pods.slice(0, NAMED_PODS).map(({ pod, budgets, reason }) => {
    const by = budgets ?? [];
    if (by.length > 0) return `${pod} (PodDisruptionBudget ${by.join(', ')})`;
    return reason === '' ? pod : `${pod} (${reason})`;
  });
  const others = pods.length - named.length;
  return named.join(', ') + (others > 0 ? ` and ${others} more` : '');
}
