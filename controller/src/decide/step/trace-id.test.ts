import { describe, expect, it } from '@jest/globals';
import { decide } from '../decide.ts';
import type { Snapshot } from '../snapshot.ts';
import { aNodeWith, aRecord, now, settingsOf } from '../testing.ts';
import { traceIdFor, traceIdOf } from './trace-id.ts';

const startedAt = '2026-11-23T05:00:00.000Z';

function recordWritten(settings: string): unknown {
  const snapshot: Snapshot = {
    nodes: [aNodeWith('n', [{}])],
    probedNodes: new Set(['n']),
    drains: new Map(),
    refusals: new Map(),
    unseenSlots: new Map(),
  };
  const [action] = decide(snapshot, settingsOf(settings), now).actions.filter(
    ({ kind }) => kind === 'cordon',
  );
  return action !== undefined && 'record' in action ? action.record : undefined;
}

describe('the id of a trace', () => {
  it('is in the record of a maintenance that begins while tracing is on, and in no other record', () => {
    const endpoint = 'tracing: {endpoint: "http://collector:4318"}';
    expect(recordWritten(endpoint)).toMatchObject({ traceId: traceIdFor('uid-of-n', startedAt) });
    expect(recordWritten('')).toMatchObject({ startedAt });
    expect(recordWritten('')).not.toHaveProperty('traceId');
  });

  it('has the W3C form, and differs for each Node and each start time', () => {
    const ids = [
      traceIdFor('a', startedAt),
      traceIdFor('b', startedAt),
      traceIdFor('a', '2026-11-23T05:00:00.001Z'),
    ];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(ids).size).toBe(3);
  });

  it('is derived from a record that holds none', () => {
    const record = aRecord('n', { startedAt });
    expect(traceIdOf(record)).toBe(traceIdFor('uid-of-n', startedAt));
    expect(traceIdOf({ ...record, traceId: 'b'.repeat(32) })).toBe('b'.repeat(32));
  });
});
