import type { MaintenanceRecord } from '@mechanic/contract';

/**
 * Reduces a record to what the next leader needs. The reduced record of an ended drain is no longer than the record of the
 * running drain, so it fits on a Node whose annotations are full. The owner of a node may fill its annotations, but cannot
 * keep a slot that way.
 */
export function smallest(record: MaintenanceRecord): MaintenanceRecord {
  const next = { ...record };
  delete next.message;
  delete next.blockedBy;
  delete next.attemptStartedAt;
  delete next.overSince;
  delete next.drainedAt;
  delete next.moved;
  // The next attempt gets its full time.
  if (next.phase === 'Failed') delete next.drainedSeconds;
  return next;
}

/** Whether the API server refused a write because the annotations of the object would exceed the size limit. */
export function saysAnnotationsAreFull(message: string): boolean {
  return /metadata\.annotations: Too long\b/.test(message);
}
