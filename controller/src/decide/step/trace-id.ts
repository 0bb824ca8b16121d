import { createHash } from 'node:crypto';
import type { MaintenanceRecord } from '@mechanic/contract';

/**
 * The trace id of a maintenance. It is derived from fields that every record holds, so the next leader continues the same
 * trace, even if tracing was switched on after the maintenance began.
 * @param startedAt as in the record
 */
export function traceIdFor(nodeUID: string, startedAt: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['mechanic', nodeUID, startedAt]))
    .digest('hex')
    .slice(0, 32);
}

/** The trace id of a record. An invalid trace id in the record is ignored, because anybody may have written it. */
export function traceIdOf({ traceId, nodeUID, startedAt }: MaintenanceRecord): string {
  const isId = traceId !== undefined && /^[0-9a-f]{32}$/.test(traceId) && !/^0+$/.test(traceId);
  return isId ? traceId : traceIdFor(nodeUID, startedAt);
}
