import { describe, expect, it } from '@jest/globals';
import { EXCLUDED, OUT_OF_SERVICE_TAINT, type MaintenanceRecord } from '@mechanic/contract';
import type { NodeView } from './snapshot.ts';
import {
  aCondition,
  aNode,
  aNodeInMaintenance,
  applied,
  decideFor,
  inShort,
  minutes,
  now,
  recordFor,
  seconds,
  statusOf,
} from './testing.ts';

const on = 'drain: {outOfService: true}';
const started = { status: 'Started' };

function silent(status: 'Unknown' | 'False' | 'True', forMs: number): Partial<NodeView> {
  return { ready: status, conditions: { Ready: aCondition(status, '', now - forMs) } };
}

function lost(
  event: Parameters<typeof aNodeInMaintenance>[2],
  changes: Partial<NodeView>,
  record: Partial<MaintenanceRecord> = {},
): NodeView {
  return { ...aNodeInMaintenance('a', { phase: 'Drained', ...record }, event), ...changes };
}

function marksOf(node: NodeView, settings = on): string[] {
  return inShort(decideFor([node], settings)).filter((action) => action.includes('service'));
}

describe('a node that is gone', () => {
  it.each(['Redeploy', 'Reboot', 'Preempt', 'Terminate'])(
    'gets the taint one minute after it stopped answering in a %s that has started',
    (type) => {
      const at = (ms: number): NodeView =>
        lost([{ ...started, type }], silent('Unknown', ms), { reason: type });
      expect(marksOf(at(59 * seconds))).toEqual([]);
      const settled = (node: NodeView): NodeView => decideFor([node], '').actions.reduce(applied, node);
      expect(decideFor([settled(at(59 * seconds))], on).nextPassAt).toBe(now + seconds);
      expect(marksOf(at(60 * seconds))).toEqual(['out of service a']);
      expect(recordFor(decideFor([settled(at(60 * seconds))], on), 'a')?.outOfService).toBe(true);
    },
  );

  it('gets the taint in any phase of its record, and also when it reports itself that it is not Ready', () => {
    expect(marksOf(lost([started], silent('False', minutes), { phase: 'Paused' }))).toEqual([
      'out of service a',
    ]);
  });

  it.each([
    ['the settings do not say so', lost([started], silent('Unknown', minutes)), ''],
    ['the event has not started', lost([{}], silent('Unknown', minutes)), on],
    [
      'it is only frozen',
      lost([{ ...started, type: 'Freeze' }], silent('Unknown', minutes)),
      `${on}\nscheduledEvents: {freeze: true}`,
    ],
    [
      'the event is not acted upon',
      lost([started], silent('Unknown', minutes)),
      `${on}\nscheduledEvents: {redeploy: false}`,
    ],
    ['it is Ready', lost([started], silent('True', minutes)), on],
    ['it is ignored', lost([started], { ...silent('Unknown', minutes), ignored: true }), on],
    ['it is not in maintenance', { ...aNode('a'), ...silent('Unknown', minutes) }, on],
    [
      'another tool has it',
      lost([started], {
        ...silent('Unknown', minutes),
        taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }],
      }),
      on,
    ],
    [
      'somebody else has tainted it so',
      lost([started], {
        ...silent('Unknown', minutes),
        taints: [{ key: OUT_OF_SERVICE_TAINT, effect: 'NoExecute' }],
      }),
      on,
    ],
    ['it is a dry run', lost([started], silent('Unknown', minutes)), `${on}\ndryRun: true`],
  ])('is left alone while %s', (_name, node, settings) => {
    expect(marksOf(node, settings)).toEqual([]);
  });

  it('loses the taint when it is Ready again, and not before', () => {
    const record = { outOfService: true };
    expect(marksOf(lost([started], silent('Unknown', 5 * minutes), record))).toEqual([]);
    expect(marksOf(lost([started], silent('True', 0), record), '')).toEqual(['in service a']);
  });

  it('loses the taint in the same write that uncordons it', () => {
    const node = lost([], silent('True', 0), { outOfService: true });
    const decision = decideFor([node], on);
    expect(inShort(decision)).toEqual(['release a uncordon completed']);
  });
});

describe('the exclusion from load balancers', () => {
  const exclude = 'drain: {loadBalancers: exclude}';
  const begun = (labels: NodeView['labels'], settings: string): MaintenanceRecord | undefined => {
    const waiting = { ...aNodeInMaintenance('a'), record: { kind: 'absent' } as const, unschedulable: false };
    return recordFor(decideFor([{ ...waiting, labels }], settings), 'a');
  };

  it('begins with the cordon, on a node without the label', () => {
    expect(begun({}, exclude)?.excluded).toBe(true);
    expect(begun({ [EXCLUDED]: '' }, exclude)?.excluded).toBeUndefined();
    expect(begun({}, '')?.excluded).toBeUndefined();
  });

  it('ends when a person overrides the maintenance', () => {
    const node = { ...aNodeInMaintenance('a', { excluded: true }), unschedulable: false };
    const decision = decideFor([node], exclude);
    expect(recordFor(decision, 'a')).toMatchObject({ overridden: true });
    expect(recordFor(decision, 'a')?.excluded).toBeUndefined();
  });

  it('stays in the record when a drain is paused, fails or ends', () => {
    const node = aNodeInMaintenance('a', { excluded: true, attemptStartedAt: '2026-11-23T03:00:00Z' });
    const decision = decideFor([node], exclude);
    expect(statusOf(decision, 'a')?.state).toBe('failed');
    const failed = decision.actions.reduce(applied, node);
    expect(failed.record).toMatchObject({ value: { phase: 'Failed', excluded: true } });
  });
});
