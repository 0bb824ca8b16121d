import { describe, expect, it } from '@jest/globals';
import { type Report, parseReport } from './report.ts';

const report: Report = {
  version: 1,
  vm: 'aks-user-25795745-vmss_3',
  imds: 'ok',
  incarnation: '5',
  changedAt: '2026-11-23T05:00:00.000Z',
  events: [
    {
      id: '602d9444-d2cd-49c7-8624-8643e7171297',
      type: 'Redeploy',
      status: 'Scheduled',
      notBefore: '2026-11-23T05:15:00.000Z',
      durationSeconds: -1,
      source: 'Platform',
      description: '',
      liveMigration: false,
      resources: ['aks-user-25795745-vmss_3'],
    },
  ],
};

describe('parseReport', () => {
  it('reads a report', () => {
    expect(parseReport(JSON.stringify(report))).toEqual(report);
  });

  it('reads one of a later version of the probe that says more', () => {
    const more = { ...report, kernel: '6.8', events: [{ ...report.events[0], more: true, type: 'Unheard' }] };
    expect(parseReport(JSON.stringify(more))).toEqual(more);
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['an empty text', ''],
    ['null', 'null'],
    ['another version', JSON.stringify({ ...report, version: 2 })],
    ['an unknown state', JSON.stringify({ ...report, imds: 'fine' })],
    [
      'an event without an id',
      JSON.stringify({ ...report, events: [{ ...report.events[0], id: undefined }] }),
    ],
    ['events that are no list', JSON.stringify({ ...report, events: {} })],
  ])('takes %s for no report', (_what, text) => {
    expect(parseReport(text)).toBeUndefined();
  });
});
