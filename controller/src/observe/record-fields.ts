import type { MaintenanceRecord } from '@mechanic/contract';

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
