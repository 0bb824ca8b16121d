import { describe, expect, it } from '@jest/globals';
import { type MaintenanceRecord, formatMaintenance, parseMaintenance } from './maintenance.ts';

const record: MaintenanceRecord = {
  version: 1,
  phase: 'Draining',
  nodeUID: '0b7c1f0e-5d2c-4a5e-8a57-5b2f3d6f8f5e',
  reason: 'Redeploy',
  events: ['602d9444-d2cd-49c7-8624-8643e7171297'],
  wasUnschedulable: false,
  startedAt: '2026-11-23T05:00:00.000Z',
  deadline: null,
  attempts: 1,
};

describe('parseMaintenance', () => {
  it('reads surges, and rejects names or numbers that none of our surges has', () => {
    const surge = {
      namespace: 'shop',
      name: 'web',
      uid: '602d9444-d2cd-49c7-8624-8643e7171297',
      autoscaler: { name: 'web', uid: 'u' },
      from: 1,
      to: 2,
      startedAt: '2026-11-23T05:00:00.000Z',
      raised: true,
    };
    const read = (changes: object): unknown =>
      parseMaintenance(JSON.stringify({ ...record, surges: [{ ...surge, ...changes }] }))?.surges;
    expect(read({})).toEqual([surge]);
    expect(parseMaintenance(formatMaintenance({ ...record, surges: [surge] }))).toEqual({
      ...record,
      surges: [surge],
    });
    for (const changes of [
      { name: '../nodes' },
      { namespace: '' },
      { from: 0 },
      { to: '2' },
      { startedAt: 'now' },
    ])
      expect(read(changes)).toBeUndefined();
  });

  it('reads a record, and drops unknown fields', () => {
    const blockedBy = [{ pod: 'shop/web-0', reason: 'budget', budgets: ['shop/web'] }];
    const more = { ...record, blockedBy: [{ ...blockedBy[0], later: 1 }], later: { of: ['it'] } };
    expect(parseMaintenance(JSON.stringify(more))).toEqual({ ...record, blockedBy });
  });

  it.each([
    ['no JSON', 'Draining'],
    ['another version', JSON.stringify({ ...record, version: 2 })],
    ['an unknown phase', JSON.stringify({ ...record, phase: 'Thinking' })],
    ['no UID', JSON.stringify({ ...record, nodeUID: undefined })],
    [
      '3,000 nested brackets',
      JSON.stringify(record).replace('{', `{"a":${'['.repeat(3000)}${']'.repeat(3000)},`),
    ],
    ['an id of 129 characters', JSON.stringify({ ...record, events: ['x'.repeat(129)] })],
    ['a control character', JSON.stringify({ ...record, message: 'a\u001b[31m' })],
    ['more than 64 KiB', JSON.stringify({ ...record, message: '\u{1f600}'.repeat(17_000) })],
    ['a count of attempts below zero', JSON.stringify({ ...record, attempts: -1 })],
  ])('does not accept %s as a record', (_what, text) => {
    expect(parseMaintenance(text)).toBeUndefined();
  });
});
