import type { HistoryEntry } from '@mechanic/contract';

const begin = Date.parse('2026-11-23T05:00:00.000Z');

/** A drain that took half a minute and ended `minute` minutes after 05:00. */
export function anEntry(node: string, minute = 0, fields: Partial<HistoryEntry> = {}): HistoryEntry {
  const ended = begin + minute * 60_000;
  return {
    node,
    reason: 'Redeploy',
    outcome: 'succeeded',
    startedAt: new Date(ended - 30_000).toISOString(),
    endedAt: new Date(ended).toISOString(),
    durationSeconds: 30,
    attempts: 1,
    message: '',
    ...fields,
  };
}
