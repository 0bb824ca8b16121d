import type { Report } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import { needOf, nodeView, recordOf, statusOf } from '../../observe/testing.ts';
import type { Annotated } from '../snapshot.ts';
import { summaryOf } from './summary.ts';

function reporting(...events: { id: string; type: string; status: string }[]): Annotated<Report> {
  const rest = { notBefore: null, durationSeconds: -1, source: '', description: '', liveMigration: false };
  return {
    kind: 'present',
    value: {
      version: 1,
      vm: 'a',
      imds: 'ok',
      incarnation: '1',
      changedAt: '2026-11-23T05:00:00.000Z',
      events: events.map((event) => ({ ...event, ...rest, resources: ['a'] })),
    },
  };
}

describe('summaryOf', () => {
  it('counts nodes by state and waiting nodes, and has the first deadline of nodes that still have pods', () => {
    const soon = Date.parse('2026-11-23T05:10:00.000Z');
    const statuses = [
      statusOf('a', 'waiting', { position: 1 }),
      statusOf('b', 'draining', { need: needOf({ deadline: soon }) }),
      statusOf('c', 'drained', { need: needOf({ deadline: soon - 1 }) }),
    ];
    const nodes = ['a', 'b', 'c', 'd'].map((name) => nodeView(name));
    expect(summaryOf({ nodes }, { statuses })).toMatchObject({
      states: { idle: 1, waiting: 1, draining: 1, drained: 1 },
      queued: 1,
      nextDeadline: '2026-11-23T05:10:00.000Z',
      atRisk: null,
    });
  });

  it('counts an event of several nodes once, with bounded labels', () => {
    const redeploy = { id: '602D', type: 'REDEPLOY', status: 'scheduled' };
    const nodes = [
      nodeView('a', { report: reporting(redeploy, { id: '1', type: 'T1', status: 'S1' }) }),
      nodeView('b', {
        report: reporting({ ...redeploy, id: '602d' }, { id: '2', type: 'T2', status: 'S2' }),
      }),
    ];
    expect(summaryOf({ nodes }, { statuses: [] }).events).toEqual([
      { type: 'Redeploy', status: 'Scheduled', count: 1 },
      { type: 'Other', status: 'Other', count: 2 },
    ]);
  });

  it('counts nodes with our cordon and no need', () => {
    const ours = { kind: 'present', value: recordOf('a') } as const;
    const foreign = { kind: 'present', value: recordOf('b', { wasUnschedulable: true }) } as const;
    const nodes = [
      nodeView('a', { unschedulable: true, record: ours }),
      nodeView('b', { unschedulable: true, record: foreign }),
    ];
    expect(summaryOf({ nodes }, { statuses: [] }).cordonedWithoutNeed).toBe(1);
  });
});
