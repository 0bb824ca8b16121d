import type { MaintenanceRecord } from '@mechanic/contract';

/**
 * The same record with nothing in it but what whoever leads next goes by. Of a drain that ends it is no longer than the
 * record of that drain was, so that it fits on a Node whose annotations leave no room: whoever owns the node may fill them
 * up, but must not keep the slot by that.
 */
export function smallest(record: MaintenanceRecord): MaintenanceRecord {
  const next = { ...record };
  delete next.message;
  delete next.blockedBy;
  delete next.attemptStartedAt;
  delete next.overSince;
  delete next.drainedAt;
  delete next.moved;
  // The next attempt begins with all of its time.
  if (next.phase === 'Failed') delete next.drainedSeconds;
  return next;
}

/** Whether the API server refused a write because the annotations of the object would be larger than it takes together. */
export function saysAnnotationsAreFull(message: string): boolean {
  return /metadata\.annotations: Too long\b/.test(message);
}
