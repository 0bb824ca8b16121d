import type { MaintenanceRecord } from '@mechanic/contract';

/** The fields of a record for a log line. */
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
