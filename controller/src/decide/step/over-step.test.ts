import { describe, expect, it } from '@jest/globals';
import {
  aCondition,
  aDrain,
  aNode,
  aNodeInMaintenance,
  aRecord,
  decideFor,
  hours,
  inShort,
  minutes,
  now,
  recordFor,
  statusOf,
} from '../testing.ts';
import { formatTime } from '../times.ts';

describe('a maintenance that is over', () => {
  it('stops the drain and uncordons the node, with the outcome cancelled', () => {
    const decision = decideFor([aNodeInMaintenance('a', {}, [])], '', { drains: [aDrain('a')] });
    expect(inShort(decision)).toEqual(['release a uncordon cancelled']);
  });

  it.each(['Failed', 'Paused'] as const)('uncordons a node whose drain was %s', (phase) => {
    expect(inShort(decideFor([aNodeInMaintenance('a', { phase }, [])]))).toEqual([
      'release a uncordon cancelled',
    ]);
  });

  it('is over when the condition clears, even without a probe', () => {
    const conditions = { VMEventScheduled: aCondition('False', 'VM has no scheduled event') };
    const record = { kind: 'present', value: aRecord('a', { phase: 'Drained' }) } as const;
    const node = aNode('a', { conditions, record, unschedulable: true });
    expect(inShort(decideFor([node], '', { probed: [] }))).toEqual(['release a uncordon completed']);
  });

  it('is over when the user disables the event type', () => {
    expect(inShort(decideFor([aNodeInMaintenance('a')], 'scheduledEvents: {redeploy: false}'))).toEqual([
      'release a uncordon cancelled',
    ]);
  });

  it('only removes the marks of mechanic when uncordoning is switched off', () => {
    const node = aNodeInMaintenance('a', { phase: 'Drained' }, []);
    expect(inShort(decideFor([node], 'uncordon: {enabled: false}'))).toEqual(['release a completed']);
  });
});

describe('a node that is not Ready', () => {
  it.each(['False', 'Unknown'] as const)(
    'is uncordoned only once it is Ready, not while Ready is %s',
    (ready) => {
      const drained = { ...aNodeInMaintenance('a', { phase: 'Drained' }, []), ready };
      const decision = decideFor([drained]);
      expect(decision.actions).toEqual([]);
      expect(statusOf(decision, 'a')).toMatchObject({
        state: 'drained',
        reason: 'the maintenance is over; uncordoned once the node is Ready',
      });
    },
  );

  it('does not hold a slot while it waits', () => {
    const decision = decideFor([{ ...aNodeInMaintenance('a', {}, []), ready: 'False' }]);
    expect(inShort(decision)).toEqual(['record a paused']);
  });

  it('is released at once when the cordon is not from mechanic', () => {
    const node = aNodeInMaintenance('a', { phase: 'Drained', wasUnschedulable: true }, []);
    expect(inShort(decideFor([{ ...node, ready: 'False' }]))).toEqual(['release a completed']);
  });
});

describe('uncordon.delay', () => {
  const yaml = 'uncordon: {delay: 5m}';

  it('starts when the maintenance is first seen to be over', () => {
    const decision = decideFor([aNodeInMaintenance('a', { phase: 'Drained' }, [])], yaml);
    expect(inShort(decision)).toEqual(['record a updated']);
    expect(recordFor(decision, 'a')).toMatchObject({ phase: 'Drained', overSince: formatTime(now) });
    expect(decision.nextPassAt).toBe(now + 5 * minutes);
  });

  it('passes before the node is uncordoned', () => {
    const over = (ago: number): string[] => {
      const overSince = formatTime(now - ago * minutes);
      return inShort(decideFor([aNodeInMaintenance('a', { phase: 'Drained', overSince }, [])], yaml));
    };
    expect(over(4)).toEqual([]);
    expect(over(5)).toEqual(['release a uncordon completed']);
  });

  it('does not let a drain keep its slot', () => {
    const decision = decideFor([aNodeInMaintenance('a', {}, [])], yaml);
    expect(recordFor(decision, 'a')).toMatchObject({ phase: 'Paused', overSince: formatTime(now) });
  });

  it('starts again when the event comes back and ends again', () => {
    const node = aNodeInMaintenance('a', { phase: 'Drained', overSince: formatTime(now) });
    expect(recordFor(decideFor([node], yaml), 'a')).not.toHaveProperty('overSince');
  });

  it.each(['Paused', 'Failed'] as const)(
    'starts again when the event of a %s node comes back, even if no drain may begin yet',
    (phase) => {
      const node = aNodeInMaintenance('a', {
        phase,
        overSince: formatTime(now - 9 * minutes),
        retryAt: null,
      });
      const decision = decideFor([node], `${yaml}\nmaxConcurrentDrains: 0`);
      expect(inShort(decision)).toEqual(['record a updated']);
      expect(recordFor(decision, 'a')).toMatchObject({ phase });
      expect(recordFor(decision, 'a')).not.toHaveProperty('overSince');
    },
  );

  it('starts again when the clock that recorded the end was hours ahead', () => {
    const record = { phase: 'Drained', overSince: formatTime(now + 2 * hours) } as const;
    const decision = decideFor([aNodeInMaintenance('a', record, [])], 'uncordon: {delay: 1m}');
    expect(recordFor(decision, 'a')?.overSince).toBe(formatTime(now));
  });
});
