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

/** An attempt that began longer ago is no news any more. */
const RECENT_MS = 600_000;

/**
 * What a leader said, or was about to say, that has written this record and then vanished. Each statement is the same as
 * the first time, so that what was said is not said twice. Nothing when the attempt is no longer recent.
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
