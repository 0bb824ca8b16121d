import { describe, expect, it } from '@jest/globals';
import { parseReport } from '@mechanic/contract/report';
import type { ReportedEvent } from '@mechanic/contract/report';
import { LARGEST_REPORT, contentOf, reportOf, sameContent, serialize, startingReport } from './report.ts';

const vm = 'aks-user-25795745-vmss_1';
const changedAt = '2026-11-23T05:00:00.000Z';

function event(fields: Partial<ReportedEvent>): ReportedEvent {
  return {
    id: '1',
    type: 'Redeploy',
    status: 'Scheduled',
    notBefore: '2026-11-23T05:15:00.000Z',
    durationSeconds: -1,
    source: 'Platform',
    description: '',
    liveMigration: false,
    resources: [vm],
    ...fields,
  };
}

function report(events: readonly ReportedEvent[]): ReturnType<typeof reportOf> {
  return reportOf(vm, { incarnation: '5', events, unreadable: 0 });
}

describe('a report', () => {
  it('contains only the events that name this VM', () => {
    const events = [
      event({ id: 'other', resources: ['aks-user-25795745-vmss_12'] }),
      event({ id: 'own', resources: ['aks-user-25795745-vmss_12', vm.toUpperCase()] }),
      event({ id: 'old', resources: [`_${vm}`] }),
      event({ id: 'nobody', resources: [] }),
    ];
    expect(report(events).events.map(({ id }) => id)).toEqual(['old', 'own']);
  });

  it('is an annotation that the contract reads', () => {
    const content = report([event({})]);
    const text = serialize(content, changedAt);
    expect(parseReport(text)).toEqual({ ...content, changedAt });
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'version',
      'vm',
      'imds',
      'incarnation',
      'changedAt',
      'events',
    ]);
  });

  it('counts as the same under another incarnation, which the events of neighbours change', () => {
    const events = [event({})];
    const later = reportOf(vm, { incarnation: '6', events, unreadable: 0 });
    expect(later.incarnation).toBe('6');
    expect(sameContent(report(events), later)).toBe(true);
  });

  it('counts as the same whenever it was written, in whatever order Azure lists the events', () => {
    const [first, second] = [event({ id: '1' }), event({ id: '2', type: 'Preempt' })];
    const written = parseReport(serialize(report([first, second]), changedAt));
    expect(written && sameContent(contentOf(written), report([second, first]))).toBe(true);
    expect(written && sameContent(contentOf(written), report([first]))).toBe(false);
    expect(written && sameContent(contentOf(written), startingReport(vm))).toBe(false);
  });

  it('puts the most urgent event first', () => {
    const events = [
      event({ id: 'going on but harmless', type: 'Freeze', status: 'Started', notBefore: null }),
      event({ id: 'no date', type: 'Reboot', notBefore: null }),
      event({ id: 'tomorrow', notBefore: '2026-11-24T05:00:00.000Z', type: 'Preempt' }),
      event({ id: 'soon, worse', type: 'Preempt' }),
      event({ id: 'soon, unheard of', type: 'Teleport' }),
      event({ id: 'soon', type: 'Freeze' }),
      event({ id: 'going on', type: 'Reboot', status: 'Started', notBefore: null }),
    ];
    expect(report(events).events.map(({ id }) => id)).toEqual([
      'going on',
      'soon, worse',
      'soon',
      'soon, unheard of',
      'tomorrow',
      'no date',
      'going on but harmless',
    ]);
  });

  it('fits into 64 KiB by leaving out the least urgent events, and says how many', () => {
    const names = Array.from({ length: 100 }, (_, index) => `aks-user-25795745-vmss_${index}`);
    const events = Array.from({ length: 60 }, (_, index) =>
      event({
        id: String(index),
        notBefore: new Date(Date.parse(changedAt) + index * 60_000).toISOString(),
        resources: [...names, vm],
      }),
    );
    const content = report(events.toReversed());
    expect(Buffer.byteLength(serialize(content, changedAt))).toBeLessThanOrEqual(LARGEST_REPORT);
    expect(content.events[0]?.id).toBe('0');
    expect(content.events.length).toBeGreaterThan(15);
    expect(content.omitted).toBe(60 - content.events.length);
  });

  it('never loses the most urgent event, whatever its size', () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `aks-user-25795745-vmss_${index}`);
    const content = report([
      event({ resources: names }),
      event({ id: '2', type: 'Freeze', resources: names }),
    ]);
    expect(content).toMatchObject({ omitted: 1, events: [{ id: '1', resources: [vm] }] });
    expect(report([event({ resources: names })])).toMatchObject({ omitted: 0, events: [{ id: '1' }] });
  });
});
