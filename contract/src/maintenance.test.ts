import { describe, expect, it } from '@jest/globals';
import { type MaintenanceRecord, parseMaintenance } from './maintenance.ts';

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
  it('reads a record, with what a later version adds', () => {
    const more = {
      ...record,
      blockedBy: [{ pod: 'shop/web-0', reason: 'budget', budgets: ['shop/web'] }],
      later: 1,
    };
    expect(parseMaintenance(JSON.stringify(more))).toEqual(more);
  });

  it.each([
    ['no JSON', 'Draining'],
    ['another version', JSON.stringify({ ...record, version: 2 })],
    ['an unknown phase', JSON.stringify({ ...record, phase: 'Thinking' })],
    ['no UID', JSON.stringify({ ...record, nodeUID: undefined })],
    ['a count of attempts below zero', JSON.stringify({ ...record, attempts: -1 })],
  ])('takes %s for no record', (_what, text) => {
    expect(parseMaintenance(text)).toBeUndefined();
  });
});
