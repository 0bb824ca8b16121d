import { createHash } from 'node:crypto';
import type { MaintenanceRecord } from '@mechanic/contract';

/**
 * The id of the trace of a maintenance: it follows from what every record holds, so that whoever leads next goes on with
 * the same trace, also when tracing was switched on after the maintenance began.
 * @param startedAt as in the record
 */
export function traceIdFor(nodeUID: string, startedAt: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['mechanic', nodeUID, startedAt]))
    .digest('hex')
    .slice(0, 32);
}

/** The trace that a record belongs to. Anybody may have written the record: what is no id in it counts as none. */
export function traceIdOf({ traceId, nodeUID, startedAt }: MaintenanceRecord): string {
  const isId = traceId !== undefined && /^[0-9a-f]{32}$/.test(traceId) && !/^0+$/.test(traceId);
  return isId ? traceId : traceIdFor(nodeUID, startedAt);
}
