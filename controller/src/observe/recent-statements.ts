import { toldAttemptStart } from '../decide/step/record.ts';
import type { MaintenanceRecord } from '@mechanic/contract';
import type { Statement } from './event-recorder.ts';
import {
  drainFailed,
  drainPaused,
  drainStarted,
  maintenanceCancelled,
  nodeCordoned,
  nodeDrained,
} from './node-events.ts';

/** Statements about attempts that began longer ago are not repeated. */
const RECENT_MS = 600_000;

/**
 * The statements of a crashed leader about the record that it wrote last, whether it made them or not. Each is identical to
 * the original, so that nothing is said twice. Empty when the attempt is not recent.
 */
export function recentStatements(record: MaintenanceRecord, now: number): Statement[] {
  const began = toldAttemptStart(record);
  if (began === null || now - began >= RECENT_MS) return [];
  const isFirst = record.startedAt === record.attemptStartedAt && !record.wasUnschedulable;
  const hasDrained = record.phase !== 'Paused' || record.drainedSeconds !== undefined;
  return [
    ...(isFirst ? [nodeCordoned(record)] : []),
    ...(hasDrained ? [drainStarted(record), ...outcomeOf(record)] : []),
  ];
}

function outcomeOf(record: MaintenanceRecord): Statement[] {
  if (record.overridden === true)
    return [maintenanceCancelled(record, record.message ?? 'somebody uncordoned the node')];
  switch (record.phase) {
    case 'Draining':
      return [];
    case 'Paused':
      return [drainPaused(record)];
    case 'Drained':
      return [nodeDrained(record, null)];
    case 'Failed':
      return [drainFailed(record)];
  }
}
