import { describe, expect, it } from '@jest/globals';
import type { Report } from '@mechanic/contract';
import { eventsOf } from './events.ts';
import type { NodeView } from '../snapshot.ts';
import { aCondition, aNode, aReport, minutes, now, seconds } from '../testing.ts';
import { formatTime } from '../times.ts';

const none = { VMEventScheduled: aCondition('False', 'VM has no scheduled event') };
const rebootSoon = aCondition(
  'True',
  'Reboot Scheduled: Mon, 23 Nov 2026 05:15:00 GMT. DurationInSeconds: -1.',
);

function idsOf(node: NodeView, probed: boolean): string[] {
  return eventsOf(node, probed, now).events.map(({ id }) => id);
}

describe('a probe that is Ready and reads IMDS', () => {
  it('is believed alone, whatever the conditions say', () => {
    const node = aNode('a', { report: aReport('a', []), conditions: { VMEventScheduled: rebootSoon } });
    expect(eventsOf(node, true, now)).toMatchObject({ events: [], conclusive: true, expiresAt: null });
  });

  it('is believed, however old its report is', () => {
    const changes = { changedAt: formatTime(now - 600 * minutes) };
    const report = aReport('a', [{ id: 'old', notBefore: formatTime(now - 500 * minutes) }], changes);
    expect(idsOf(aNode('a', { report }), true)).toEqual(['old']);
  });
});

describe('without a Ready probe that reads IMDS', () => {
  const lastReport = aReport('a', [{ id: 'reported', notBefore: formatTime(now - 10 * minutes) }]);

  it.each([
    ['its pod is not Ready', false, 'ok'],
    ['IMDS does not answer', true, 'unavailable'],
    ['it has had no answer yet', true, 'starting'],
  ] as const)('the last report and the condition count together when %s', (_, probed, imds) => {
    const report = aReport('a', [{ id: 'reported', type: 'Redeploy' }], { imds });
    const node = aNode('a', { report, conditions: { VMEventScheduled: rebootSoon } });
    expect(idsOf(node, probed)).toEqual(['reported', 'VMEventScheduled:Reboot']);
    expect(eventsOf(node, probed, now).conclusive).toBe(false);
  });

  it('a report is believed until 30 minutes after its event was due', () => {
    const node = aNode('a', { report: lastReport, conditions: none });
    expect(eventsOf(node, false, now)).toMatchObject({
      events: [{ id: 'reported' }],
      conclusive: false,
      expiresAt: now + 20 * minutes,
    });
    expect(eventsOf(node, false, now + 20 * minutes)).toMatchObject({ events: [], conclusive: true });
  });

  it('a report without a date is believed until 30 minutes after it was made', () => {
    const event = { id: 'started', status: 'Started', notBefore: null };
    const node = aNode('a', { report: aReport('a', [event], { changedAt: formatTime(now - 5 * minutes) }) });
    expect(eventsOf(node, false, now).expiresAt).toBe(now + 25 * minutes);
  });

  it('only a condition that is False proves that there is no event', () => {
    const conclusive = (conditions: NodeView['conditions']): boolean =>
      eventsOf(aNode('a', { conditions }), false, now).conclusive;
    expect(conclusive(none)).toBe(true);
    expect(conclusive({})).toBe(false);
    expect(conclusive({ VMEventScheduled: aCondition('Unknown', 'IMDS query failed, exit code: 28') })).toBe(
      false,
    );
    expect(conclusive({ VMEventScheduled: aCondition('True', 'what is this') })).toBe(false);
    expect(conclusive({ PreemptionScheduled: aCondition('False') })).toBe(false);
    expect(conclusive({ ...none, PreemptionScheduled: aCondition('False') })).toBe(true);
    expect(conclusive({ ...none, PreemptionScheduled: aCondition('Unknown') })).toBe(false);
  });

  it('the last report of a silent probe counts, unless a condition leaves open what is scheduled', () => {
    const freeze = { id: 'f', type: 'Freeze' };
    const lastWord = (
      conditions: NodeView['conditions'],
      changes: Partial<Report> = {},
    ): ReturnType<typeof eventsOf>['lastWord'] =>
      eventsOf(aNode('a', { conditions, report: aReport('a', [freeze], changes) }), false, now).lastWord;
    const said = { at: now - 1 * seconds, events: [{ id: 'f', type: 'Freeze' }] };
    expect(lastWord({})).toEqual(said);
    expect(lastWord({ VMEventScheduled: rebootSoon })).toEqual(said);
    expect(lastWord(none)).toEqual(said);
    expect(lastWord({}, { imds: 'unavailable' })).toBeNull();
    expect(lastWord({}, { changedAt: 'just now' })).toBeNull();
    expect(lastWord({ VMEventScheduled: aCondition('Unknown') })).toBeNull();
    expect(lastWord({ VMEventScheduled: aCondition('True', 'what is this') })).toBeNull();
    expect(lastWord({ PreemptionScheduled: aCondition('Unknown') })).toBeNull();
  });

  it('unreadable data is reported', () => {
    const node = aNode('a', {
      report: { kind: 'unreadable' },
      conditions: { VMEventScheduled: aCondition('True', 'what is this') },
    });
    expect(eventsOf(node, true, now)).toMatchObject({
      events: [],
      notes: ['the report of the probe cannot be read', 'the message of VMEventScheduled cannot be read'],
    });
  });
});

describe('an event from a condition', () => {
  it('has the id in the message, or an id made of its type', () => {
    const message = 'Reboot Started. EventId: 602d9444-d2cd-49c7-8624-8643e7171297';
    const withId = aNode('a', { conditions: { VMEventScheduled: aCondition('True', message) } });
    expect(idsOf(withId, false)).toEqual(['602d9444-d2cd-49c7-8624-8643e7171297']);
    expect(idsOf(aNode('a', { conditions: { VMEventScheduled: rebootSoon } }), false)).toEqual([
      'VMEventScheduled:Reboot',
    ]);
  });

  it('is merged with the reported event of that type, which keeps its data and the earlier date', () => {
    const report = aReport('a', [
      { id: 'reported', type: 'Reboot', notBefore: formatTime(now + 30 * minutes), source: 'User' },
    ]);
    const conditions = { VMEventScheduled: rebootSoon };
    expect(eventsOf(aNode('a', { report, conditions }), false, now).events).toEqual([
      {
        id: 'reported',
        type: 'Reboot',
        started: false,
        notBefore: now + 15 * minutes,
        durationSeconds: -1,
        liveMigration: false,
        since: now - 1000,
      },
    ]);
  });

  it('can show that a reported event has begun, but not that it has not', () => {
    const started = aCondition('True', 'Reboot Started. DurationInSeconds: -1. EventId: REPORTED');
    const report = aReport('a', [{ id: 'reported', type: 'Reboot' }]);
    const events = eventsOf(
      aNode('a', { report, conditions: { VMEventScheduled: started } }),
      false,
      now,
    ).events;
    expect(events).toMatchObject([{ id: 'reported', started: true, notBefore: now + 15 * minutes }]);
  });

  it.each([
    ['Preempt Scheduled: Mon, 23 Nov 2026 05:15:00 GMT.', 'Preempt', now + 15 * minutes],
    [
      'SpotRebalanceRecommendation Advisory: Mon, 23 Nov 2026 05:15:00 GMT.',
      'SpotRebalanceRecommendation',
      null,
    ],
    ['an eviction is coming', 'Preempt', null],
  ])('%j of the spot condition is a %s', (message, type, notBefore) => {
    const node = aNode('a', { conditions: { PreemptionScheduled: aCondition('True', message) } });
    expect(eventsOf(node, false, now).events).toMatchObject([{ type, notBefore, started: false }]);
  });

  it('is listed once when both conditions show it', () => {
    const message = 'Preempt Scheduled: Mon, 23 Nov 2026 05:15:00 GMT.';
    const both = {
      VMEventScheduled: aCondition('True', message),
      PreemptionScheduled: aCondition('True', message),
    };
    expect(idsOf(aNode('a', { conditions: both }), false)).toEqual(['VMEventScheduled:Preempt']);
  });
});

it('has its type read in any spelling, and an unknown type passed on', () => {
  const report = aReport('a', [
    { id: '1', type: 'REDEPLOY' },
    { id: '2', type: 'Repave' },
  ]);
  const types = eventsOf(aNode('a', { report }), true, now).events.map(({ type }) => type);
  expect(types).toEqual(['Redeploy', 'Repave']);
});
