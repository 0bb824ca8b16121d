import { MAINTENANCE, type MaintenanceRecord } from '@mechanic/contract';
import type { NodeFacts } from './node-facts.ts';

/** What is due may have become known to a process before the record says it. */
const MARGIN_MS = 60_000;

/** Whether neither the deadline of a node in maintenance comes near, nor the end of the attempt, by the clock of whoever acts. */
// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
export function hasTime(
  node: NodeFacts,
  {
    now,
    timeoutMs,
    noticeMs,
  }: { readonly now: number; readonly timeoutMs: number; readonly noticeMs: number },
): boolean {
  if (node.record === null || !node.recordIsOurs) return false;
  const record = JSON.parse(node.node.metadata.annotations?.[MAINTENANCE] ?? '') as MaintenanceRecord; // just read
  const began = Math.min(
    Date.parse(record.startedAt),
    Date.parse(record.attemptStartedAt ?? record.startedAt),
  );
  // Whoever forges a record may write times that are none; they count as long past.
  if (Number.isNaN(began)) return false;
  if (began + timeoutMs - (record.drainedSeconds ?? 0) * 1_000 - now < MARGIN_MS) return false;
  if (node.reported.some(({ status }) => /started/i.test(status))) return false;
  const isAnnounced = node.node.status?.conditions?.some(
    ({ type, status }) => type.endsWith('Scheduled') && status === 'True',
  );
  if (isAnnounced === true) return false;
  const dates = [record.deadline, ...node.reported.map(({ notBefore }) => notBefore)];
  return dates.every((date) => date === null || new Date(date).getTime() - now > noticeMs + MARGIN_MS);
}
