import { CORDONED, type MaintenanceRecord } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import type { NodeView } from '../snapshot.ts';
import {
  aCondition,
  aDrain,
  aNode,
  aNodeInMaintenance,
  aNodeWith,
  aRecord,
  aReport,
  applied,
  decideFor,
  hours,
  inShort,
  minutes,
  now,
  recordFor,
  seconds,
  statusOf,
} from '../testing.ts';
import { formatTime } from '../times.ts';

const forOtherNode = { nodeUID: 'of-an-earlier-node' };

describe('a node that was cordoned before', () => {
  it('is drained when a person cordoned it, and the record notes the earlier cordon', () => {
    const decision = decideFor([aNodeWith('a', [{}], { unschedulable: true })]);
    expect(inShort(decision)).toEqual(['cordon a']);
    expect(recordFor(decision, 'a')).toMatchObject({ wasUnschedulable: true });
  });

  it('stays cordoned when the maintenance is over', () => {
    const node = aNodeInMaintenance('a', { phase: 'Drained', wasUnschedulable: true }, []);
    expect(inShort(decideFor([node]))).toEqual(['release a completed']);
  });

  it('is taken over when an earlier mechanic cordoned it', () => {
    const orphan = { unschedulable: true, labels: { [CORDONED]: 'true' }, cordonedWithLabel: true };
    const decision = decideFor([aNodeWith('a', [{}], orphan)]);
    expect(recordFor(decision, 'a')).toMatchObject({ wasUnschedulable: false });
    expect(inShort(decideFor([aNodeWith('a', [], orphan)]))).toEqual(['release a uncordon completed']);
    expect(inShort(decideFor([aNode('a', { ...orphan, conditions: {} })]))).toEqual([]);
    expect(inShort(decideFor([aNodeWith('a', [], { ...orphan, ready: 'False' })]))).toEqual([]);
    expect(inShort(decideFor([aNodeWith('a', [], orphan)], 'uncordon: {enabled: false}'))).toEqual([]);
  });

  it('is left to a person who cordoned it while it still had the label of an earlier mechanic', () => {
    const cordoned = { unschedulable: true, labels: { [CORDONED]: 'true' } };
    expect(inShort(decideFor([aNodeWith('a', [], cordoned)]))).toEqual([]);
    expect(recordFor(decideFor([aNodeWith('a', [{}], cordoned)]), 'a')).toMatchObject({
      wasUnschedulable: true,
    });
  });

  it('is left alone without a need when a person cordoned it', () => {
    expect(decideFor([aNode('a', { unschedulable: true })])).toMatchObject({ actions: [], statuses: [] });
  });
});

describe('a person who uncordons a node in maintenance', () => {
  const phases = ['Draining', 'Paused', 'Drained', 'Failed'] as const;
  const overridden = { overridden: true, phase: 'Paused' } as const;

  it.each(phases)('overrides mechanic while the node is %s', (phase) => {
    const decision = decideFor([{ ...aNodeInMaintenance('a', { phase }), unschedulable: false }]);
    expect(inShort(decision)).toEqual(['record a overridden']);
    expect(recordFor(decision, 'a')).toMatchObject({ ...overridden, events: ['event-1'] });
    expect(statusOf(decision, 'a')?.state).toBe('overridden');
  });

  it.each(phases)('is noticed while the node is %s, even if the node is cordoned again', (phase) => {
    const node = { ...aNodeInMaintenance('a', { phase }), uncordonSeen: true };
    expect(inShort(decideFor([node]))).toEqual(['record a overridden']);
  });

  it('is not overruled as long as the events are the same', () => {
    const node = { ...aNodeInMaintenance('a', overridden), labels: {} };
    expect(inShort(decideFor([{ ...node, unschedulable: false }]))).toEqual([]);
    expect(inShort(decideFor([node]))).toEqual([]);
    expect(statusOf(decideFor([node]), 'a')?.state).toBe('overridden');
  });

  it('is not overruled when another source gives the event another name', () => {
    const conditions = { VMEventScheduled: aCondition('True', 'Redeploy Started.') };
    const record = { kind: 'present', value: aRecord('a', overridden) } as const;
    expect(inShort(decideFor([aNode('a', { conditions, record })], '', { probed: [] }))).toEqual([]);
  });

  it('keeps a cordon that is set afterwards', () => {
    expect(inShort(decideFor([aNodeInMaintenance('a', overridden, [])]))).toEqual(['release a cancelled']);
  });

  it('does not stop mechanic from handling a new event, from the beginning', () => {
    const events = [{}, { id: 'event-2', type: 'Reboot' }];
    const node = aNodeInMaintenance('a', { ...overridden, attempts: 3 }, events);
    const uncordoned = decideFor([{ ...node, unschedulable: false }]);
    expect(inShort(uncordoned)).toEqual(['cordon a']);
    expect(recordFor(uncordoned, 'a')).toMatchObject({
      phase: 'Draining',
      wasUnschedulable: false,
      attempts: 1,
    });
    expect(recordFor(uncordoned, 'a')).not.toHaveProperty('overridden');
    expect(recordFor(decideFor([node]), 'a')).toMatchObject({ wasUnschedulable: true });
  });

  it('is forgotten when the maintenance is over', () => {
    const node = { ...aNodeInMaintenance('a', overridden, []), unschedulable: false };
    expect(inShort(decideFor([node]))).toEqual(['release a cancelled']);
    const uncordonedLast = { ...aNodeInMaintenance('a', { phase: 'Drained' }, []), unschedulable: false };
    expect(inShort(decideFor([uncordonedLast]))).toEqual(['release a completed']);
  });
});

describe('a node that another tool maintains', () => {
  const taints = [
    'ToBeDeletedByClusterAutoscaler',
    'karpenter.sh/disrupted',
    'karpenter.sh/disruption',
    'remediator.kubernetes.azure.com/unschedulable',
    'remediator.aks.microsoft.com/unschedulable',
  ].map((key): [string, Partial<NodeView>] => [key, { taints: [{ key, effect: 'NoSchedule' }] }]);
  const claims: [string, Partial<NodeView>][] = [...taints, ['its deletion', { deleting: true }]];

  it.each(claims)('is not changed because of %s, and the status says so', (_, claim) => {
    const decision = decideFor([aNodeWith('a', [{}], claim)]);
    expect(decision.actions).toEqual([]);
    expect(statusOf(decision, 'a')?.state).toBe('foreign');
    expect(decision.slots.unavailable).toBe(1);
  });

  it.each(claims)('loses its slot because of %s', (_, claim) => {
    const decision = decideFor([{ ...aNodeInMaintenance('a'), ...claim }], '', { drains: [aDrain('a')] });
    expect(inShort(decision)).toEqual(['record a paused']);
    expect(decision.slots.used).toBe(1);
  });

  it.each(claims)('is not uncordoned because of %s', (_, claim) => {
    expect(decideFor([{ ...aNodeInMaintenance('a', { phase: 'Drained' }, []), ...claim }]).actions).toEqual(
      [],
    );
  });
});

describe('a node that the user excludes', () => {
  it('is not changed', () => {
    const decision = decideFor([aNodeWith('a', [{}], { ignored: true })]);
    expect(decision.actions).toEqual([]);
    expect(statusOf(decision, 'a')?.state).toBe('ignored');
  });

  it('loses its slot in the last write that mechanic makes to it', () => {
    const nodes = [
      { ...aNodeInMaintenance('a'), ignored: true },
      aNodeWith('b', [{}]),
      aNode('c'),
      aNode('d'),
    ];
    const decision = decideFor(nodes, '', { drains: [aDrain('a')] });
    expect(inShort(decision)).toEqual(['record a paused', 'taint b']);
    expect(statusOf(decision, 'a')?.reason).toContain('gives its slot away');
    const after = nodes.map((node) => decision.actions.reduce(applied, node));
    expect(inShort(decideFor(after))).toEqual(['cordon b']);
  });
});

describe('a record of another Node', () => {
  it('is void: mechanic removes it and leaves the node as it is', () => {
    const decision = decideFor([aNodeInMaintenance('a', forOtherNode)], '', { drains: [aDrain('a')] });
    expect(inShort(decision)).toEqual(['release a void']);
  });

  it('holds its slot until it is removed', () => {
    const nodes = [aNodeInMaintenance('a', forOtherNode), aNodeWith('b', [{}])];
    expect(inShort(decideFor(nodes, 'maxUnavailable: 100%'))).toEqual(['release a void', 'taint b']);
  });

  it('that cannot be read is reported, and no drain begins on the node', () => {
    const decision = decideFor([aNodeWith('a', [{}], { record: { kind: 'unreadable' } })]);
    expect(decision.actions).toEqual([]);
    expect(statusOf(decision, 'a')).toMatchObject({ state: 'unknown' });
    expect(statusOf(decision, 'a')?.reason).toContain('unreadable record');
  });
});

describe('a node whose writes are refused', () => {
  const retryAt = now + 10 * minutes;
  const refusals = { a: { message: 'denied by policy', retryAt } };

  it('is skipped without delaying other nodes, and tried again later', () => {
    const nodes = [aNodeWith('a', [{}]), aNodeWith('b', [{}]), aNode('c')];
    const decision = decideFor(nodes, '', { refusals });
    expect(inShort(decision)).toEqual(['cordon b']);
    expect(statusOf(decision, 'a')).toMatchObject({ state: 'refused', position: null });
    expect(statusOf(decision, 'a')?.reason).toContain(
      'did not succeed: denied by policy; tried again at 2026-11-23T05:10:00Z',
    );
    expect(decision.nextPassAt).toBe(retryAt);
    const again = { a: { message: 'denied by policy', retryAt: now } };
    expect(inShort(decideFor(nodes, '', { refusals: again }))).toContain('cordon a');
  });

  it('loses its taint when it may be tried again, even if it has no need any more', () => {
    const marked = aNode('a', { taints: [{ key: 'mechanic.dev/maintenance', effect: 'PreferNoSchedule' }] });
    expect(decideFor([marked], '', { refusals })).toMatchObject({ actions: [], nextPassAt: retryAt });
    const later = { a: { message: 'denied by policy', retryAt: now } };
    expect(inShort(decideFor([marked], '', { refusals: later }))).toEqual(['untaint a']);
  });

  it('continues to be drained', () => {
    const events = [{}, { id: 'event-2' }];
    expect(inShort(decideFor([aNodeInMaintenance('a', {}, events)], '', { refusals }))).toEqual(['drain a']);
  });

  it('is not asked to free its slot', () => {
    const urgent = { type: 'Preempt', notBefore: formatTime(now + 30 * seconds) };
    const nodes = [aNodeInMaintenance('a'), aNodeWith('b', [urgent])];
    expect(inShort(decideFor(nodes, '', { refusals }))).toEqual(['drain a', 'taint b']);
  });
});

describe('a node without any information', () => {
  const blind = aNode('a', { conditions: { VMEventScheduled: aCondition('Unknown', 'IMDS query failed') } });

  it('is neither drained nor uncordoned', () => {
    expect(decideFor([blind], '', { probed: [] })).toMatchObject({
      actions: [],
      statuses: [{ state: 'unknown' }],
    });
    for (const phase of ['Paused', 'Drained', 'Failed'] as const) {
      const node = { ...aNodeInMaintenance('a', { phase }), ...blind, unschedulable: true };
      const record = { kind: 'present', value: aRecord('a', { phase }) } as const;
      const labels = { [CORDONED]: 'true' };
      expect(decideFor([{ ...node, labels, record }], '', { probed: [] }).actions).toEqual([]);
    }
  });

  it('is drained while its last report is believed, then loses its slot', () => {
    const running = aNodeInMaintenance('a');
    const node = { ...running, conditions: {}, report: aReport('a', [{}], { imds: 'unavailable' }) };
    expect(inShort(decideFor([node]))).toEqual(['drain a']);
    expect(decideFor([node]).nextPassAt).toBe(now + 15 * minutes);
    const past = { notBefore: formatTime(now - 31 * minutes) };
    const { record } = aNodeInMaintenance('a', { deadline: past.notBefore });
    const stale = { ...node, record, report: aReport('a', [past], { imds: 'unavailable' }) };
    const decision = decideFor([stale]);
    expect(inShort(decision)).toEqual(['record a paused']);
    expect(statusOf(decision, 'a')?.reason).toContain('it is not known which maintenance is scheduled');
  });
});

describe('a drain whose node sends no more information', () => {
  const silent = { VMEventScheduled: aCondition('Unknown', 'IMDS query failed, exit code: 28') };
  const drainFor = (changes: Partial<MaintenanceRecord>): string[] => {
    const node = {
      ...aNodeInMaintenance('a', changes),
      report: { kind: 'absent' } as const,
      conditions: silent,
    };
    return inShort(decideFor([node], 'drain: {timeout: 9h}', { probed: [] }));
  };

  it('continues by its record until 30 minutes after the deadline', () => {
    expect(drainFor({})).toEqual(['drain a']);
    expect(drainFor({ deadline: formatTime(now - 29 * minutes) })).toEqual(['drain a']);
    expect(drainFor({ deadline: formatTime(now - 30 * minutes) })).toEqual(['record a paused']);
  });

  it('without a deadline continues until 30 minutes after it began', () => {
    expect(drainFor({ deadline: null })).toEqual(['drain a']);
    expect(drainFor({ deadline: null, startedAt: formatTime(now - 30 * minutes) })).toEqual([
      'record a paused',
    ]);
  });

  it('is not resumed without information', () => {
    expect(drainFor({ phase: 'Paused' })).toEqual([]);
  });

  it('ends when its record says that a freeze is due', () => {
    expect(drainFor({ reason: 'Freeze', deadline: formatTime(now) })).toEqual(['record a failed']);
  });
});

describe('a drain that has to wait for drain.leadTime', () => {
  const inAnHour = { notBefore: formatTime(now + 60 * minutes) };

  it('waits without a taint', () => {
    const decision = decideFor([aNodeWith('a', [inAnHour])], 'drain: {leadTime: 20m}');
    expect(decision).toMatchObject({ actions: [], nextPassAt: now + 40 * minutes });
    expect(statusOf(decision, 'a')).toMatchObject({ state: 'scheduled', position: null });
    expect(inShort(decideFor([aNodeWith('a', [{}])], 'drain: {leadTime: 20m}'))).toEqual(['cordon a']);
  });

  it('comes after a preemption that is announced later', () => {
    const days = { notBefore: formatTime(now + 6 * 24 * hours) };
    const soon = { type: 'Preempt', notBefore: formatTime(now + 30 * seconds) };
    const decision = decideFor([aNodeWith('a', [days]), aNodeWith('b', [soon]), aNode('c')]);
    expect(inShort(decision)).toEqual(['cordon b', 'taint a']);
  });

  it('continues when the deadline moves away', () => {
    expect(inShort(decideFor([aNodeInMaintenance('a', {}, [inAnHour])], 'drain: {leadTime: 20m}'))).toEqual([
      'record a updated',
      'drain a',
    ]);
  });
});

describe('events that need no drain', () => {
  it('are explained in the status', () => {
    expect(statusOf(decideFor([aNodeWith('a', [{ id: 'x', type: 'Repave' }])]), 'a')).toMatchObject({
      state: 'scheduled',
      need: null,
      reason: 'the event x is of the unknown type Repave and not acted upon',
    });
  });

  it('tell why a node is not drained when a freeze begins', () => {
    const freeze = { type: 'Freeze', liveMigration: true, status: 'Started', notBefore: null };
    const decision = decideFor([aNodeWith('a', [freeze])]);
    expect(decision.actions).toEqual([]);
    expect(statusOf(decision, 'a')).toMatchObject({
      state: 'scheduled',
      reason: 'Freeze (live migration), which has started: nothing is left to save by draining the node',
    });
  });
});
