import type { MaintenanceRecord } from '@mechanic/contract';
import { parseTime } from '../decide/times.ts';

/** When its last attempt began, in milliseconds since the epoch; null when the record does not tell: anybody may have written it. */
export function attemptStart({ attemptStartedAt, startedAt }: MaintenanceRecord): number | null {
  return parseTime(attemptStartedAt) ?? parseTime(startedAt);
}

/** What a log line says of a record. */
export function fieldsOf(record: MaintenanceRecord): Readonly<Record<string, unknown>> {
  const { phase, reason, events, deadline, attempts, retryAt, message, blockedBy } = record;
  return {
    phase,
    reason,
    events,
    deadline,
    attempts,
    ...(retryAt !== undefined && { retryAt }),
    ...(message !== undefined && { why: message }),
    ...(blockedBy !== undefined && { pods: blockedBy }),
  };
}
