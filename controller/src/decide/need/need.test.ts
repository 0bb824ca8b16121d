import { describe, expect, it } from '@jest/globals';
import type { ReportedEvent } from '@mechanic/contract';
import { eventsOf } from './events.ts';
import { type Outlook, outlookOf } from './need.ts';
import type { NodeView } from '../snapshot.ts';
import { aCondition, aNode, aNodeWith, aRecord, aReport, minutes, now, settingsOf } from '../testing.ts';
import { formatTime } from '../times.ts';

function outlook(node: NodeView, yaml = '', record = null as ReturnType<typeof aRecord> | null): Outlook {
  const announcements = eventsOf(node, node.report.kind === 'present', now);
  return outlookOf({ node, announcements, record }, settingsOf(yaml), now);
}

function needFor(events: readonly Partial<ReportedEvent>[], yaml = ''): Outlook {
  return outlook(aNodeWith('a', events), yaml);
}

interface LastWordCase {
  readonly at?: number;
  readonly conditions?: NodeView['conditions'];
  readonly record?: Parameters<typeof aRecord>[1];
}

const later = { notBefore: formatTime(now + 60 * minutes) };
const started = { status: 'Started', notBefore: null };
const migration = 'Virtual machine is being paused because of a memory-preserving Live Migration operation.';

describe('which events are acted upon', () => {
  it.each([
    ['freeze', { type: 'Freeze' }, false],
    ['liveMigration', { type: 'Freeze', description: migration }, true],
    ['liveMigration', { type: 'Freeze', liveMigration: true }, true],
    ['reboot', { type: 'Reboot' }, true],
    ['redeploy', { type: 'Redeploy' }, true],
    ['preempt', { type: 'Preempt' }, true],
    ['terminate', { type: 'Terminate' }, true],
    ['spotRebalance', { type: 'SpotRebalanceRecommendation' }, false],
  ])('the switch %s alone decides on %j', (name, event, byDefault) => {
    const others = ['freeze', 'liveMigration', 'reboot', 'redeploy', 'preempt', 'terminate', 'spotRebalance']
      .filter((other) => other !== name)
      .map((other) => `${other}: false`);
    expect(needFor([event]).kind).toBe(byDefault ? 'need' : 'over');
    expect(needFor([event], `scheduledEvents: {${name}: true, ${others.join(', ')}}`).kind).toBe('need');
    expect(needFor([event], `scheduledEvents: {${name}: false}`).kind).toBe('over');
  });

  it.each([
    [5, 'over'],
    [10, 'need'],
    [-1, 'need'],
  ])('with freezeMinDuration 10s a freeze of %d s is %s', (durationSeconds, kind) => {
    const yaml = '{scheduledEvents: {freeze: true}, freezeMinDuration: 10s}';
    expect(needFor([{ type: 'Freeze', durationSeconds }], yaml).kind).toBe(kind);
    expect(needFor([{ type: 'Freeze', liveMigration: true, durationSeconds }], yaml).kind).toBe(kind);
  });

  it('an event that the user requested in Azure counts like any other', () => {
    expect(needFor([{ type: 'Reboot', source: 'User' }]).kind).toBe('need');
  });

  it('an event of unknown type is reported and never acted upon', () => {
    expect(needFor([{ id: 'x', type: 'Repave' }])).toMatchObject({
      kind: 'over',
      notes: ['the event x is of the unknown type Repave and not acted upon'],
    });
  });

  it('a disabled event never hides an enabled one', () => {
    const events = [
      { id: 'freeze', type: 'Freeze' },
      { id: 'reboot', type: 'Reboot', ...later },
    ];
    expect(needFor(events)).toMatchObject({ kind: 'need', need: { reason: 'Reboot', events: ['reboot'] } });
  });
});

describe('the need of a node', () => {
  it('is led by the most urgent event and has the earliest deadline', () => {
    const events = [
      { id: 'reboot', type: 'Reboot', ...later },
      { id: 'redeploy', type: 'Redeploy' },
    ];
    expect(needFor(events)).toMatchObject({
      need: {
        reason: 'Redeploy',
        events: ['redeploy', 'reboot'],
        deadline: now + 15 * minutes,
        started: false,
      },
    });
  });

  it('has the time when the report changed as its deadline, if an event without a date has started', () => {
    expect(needFor([{ type: 'Reboot', ...started }])).toMatchObject({
      need: { deadline: now - 1000, started: true, since: now - 1000 },
    });
  });

  it('has no deadline when no event has a date, or for a mere recommendation', () => {
    expect(needFor([{ notBefore: null }])).toMatchObject({ need: { deadline: null } });
    const advice = needFor(
      [{ type: 'SpotRebalanceRecommendation' }],
      'scheduledEvents: {spotRebalance: true}',
    );
    expect(advice).toMatchObject({ need: { deadline: null, started: false } });
  });

  it('never has a deadline in the future once it has started, whatever the clocks say', () => {
    const report = aReport('a', [started], { changedAt: formatTime(now + 10 * minutes) });
    expect(outlook(aNode('a', { report }))).toMatchObject({ need: { deadline: now, since: now } });
  });
});

describe('a freeze that begins', () => {
  const yaml = 'scheduledEvents: {freeze: true}';

  it.each([
    ['has started', started],
    ['is due', { notBefore: formatTime(now) }],
  ])('leaves nothing to save when it %s', (_, event) => {
    expect(needFor([{ type: 'Freeze', ...event }], yaml).kind).toBe('spent');
  });

  it('does not make another event due', () => {
    const events = [
      { id: 'freeze', type: 'Freeze', ...started },
      { id: 'redeploy', ...later },
    ];
    expect(needFor(events, yaml)).toMatchObject({
      kind: 'need',
      need: {
        reason: 'Redeploy',
        deadline: now + 60 * minutes,
        started: false,
        events: ['freeze', 'redeploy'],
      },
    });
  });
});

describe('conditions', () => {
  const yaml = 'conditions: [{type: GPUMissing, minDuration: 5m}]';
  const gpu = (status: 'True' | 'False' | 'Unknown', age: number): NodeView =>
    aNode('a', {
      conditions: {
        VMEventScheduled: aCondition('False'),
        GPUMissing: aCondition(status, '', now - age * minutes),
      },
    });

  it('count after they have been True for long enough', () => {
    expect(outlook(gpu('True', 5), yaml)).toMatchObject({
      kind: 'need',
      need: { reason: 'GPUMissing', events: ['GPUMissing'], deadline: null, since: now - 5 * minutes },
    });
    expect(outlook(gpu('True', 4), yaml)).toMatchObject({ kind: 'over', changesAt: [now + 1 * minutes] });
    expect(outlook(gpu('True', 60)).kind).toBe('over');
  });

  it('count at once when they return on a node that is drained for them', () => {
    expect(outlook(gpu('True', 0), yaml, aRecord('a', { events: ['GPUMissing'] })).kind).toBe('need');
  });

  it('are not over while they are Unknown on a node that is drained for them', () => {
    const drained = aRecord('a', { phase: 'Drained', events: ['GPUMissing'] });
    expect(outlook(gpu('Unknown', 60), yaml, drained).kind).toBe('unknown');
    expect(outlook(gpu('Unknown', 60), yaml, aRecord('a', { events: ['other'] })).kind).toBe('over');
    expect(outlook(gpu('False', 0), yaml, aRecord('a', { events: ['GPUMissing'] })).kind).toBe('over');
  });

  it('with names that no record could hold are reported and never acted upon', () => {
    const type = 'x'.repeat(129);
    const node = aNode('a', {
      conditions: { VMEventScheduled: aCondition('False'), [type]: aCondition('True') },
    });
    const { kind, notes } = outlook(node, `conditions: [{type: ${type}}]`);
    expect(kind).toBe('over');
    expect(notes).toEqual([`${'x'.repeat(128)}… is no name of a condition`]);
  });

  it('cover the problems of node-problem-detector behind the optional switches', () => {
    const node = aNode('a', { conditions: { KernelDeadlock: aCondition('True') } });
    expect(outlook(node, 'optionalConditions: {kernelDeadlock: true, minDuration: 0s}').kind).toBe('need');
  });

  it('need no source of scheduled events, which come first', () => {
    const both = aNodeWith('a', [{ type: 'Freeze', liveMigration: true }], gpu('True', 60));
    const node = { ...both, report: aReport('a', [{ type: 'Freeze', liveMigration: true }]) };
    expect(outlook(node, yaml)).toMatchObject({
      need: { reason: 'Freeze', events: ['event-1', 'GPUMissing'] },
    });
  });
});

describe('without a trusted source', () => {
  it('nothing is known and nothing is over', () => {
    expect(outlook(aNode('a', { conditions: {} })).kind).toBe('unknown');
    expect(outlook(aNode('a', { conditions: { VMEventScheduled: aCondition('Unknown') } })).kind).toBe(
      'unknown',
    );
  });

  it('another event in the condition may hide the event that the node is drained for', () => {
    const freeze = aCondition('True', 'Freeze Started. DurationInSeconds: 9.');
    const node = aNode('a', { conditions: { VMEventScheduled: freeze } });
    expect(outlook(node, '', aRecord('a', { phase: 'Drained' })).kind).toBe('unknown');
  });

  it('a running drain is for the events in its record, unless they are now disabled', () => {
    const node = aNode('a', { conditions: {} });
    expect(outlook(node, '', aRecord('a'))).toMatchObject({
      kind: 'need',
      need: { reason: 'Redeploy', events: ['event-1'], deadline: now + 15 * minutes },
      news: [],
      changesAt: [now + 15 * minutes, now + 45 * minutes],
    });
    expect(outlook(node, 'scheduledEvents: {redeploy: false}', aRecord('a')).kind).toBe('unknown');
  });

  describe('a maintenance for node conditions alone', () => {
    const yaml = 'conditions: [{type: GPUMissing}, {type: NVLink}]';
    const record = aRecord('a', { phase: 'Drained', reason: 'GPUMissing', events: ['GPUMissing', 'NVLink'] });
    const kindWith = (conditions: NodeView['conditions'], changes = {}): Outlook['kind'] =>
      outlook(aNode('a', { conditions }), yaml, { ...record, ...changes }).kind;
    const all = (status: 'True' | 'False' | 'Unknown'): NodeView['conditions'] => ({
      GPUMissing: aCondition('False'),
      NVLink: aCondition(status),
    });

    it('is over when they are False again or missing', () => {
      expect(kindWith(all('False'))).toBe('over');
      expect(kindWith({ ...all('False'), VMEventScheduled: aCondition('Unknown') })).toBe('over');
      expect(kindWith({})).toBe('over');
      expect(outlook(aNode('a', { conditions: all('True') }), '', record).kind).toBe('over');
    });

    it('continues while one of them is True, and while their state is unknown', () => {
      expect(kindWith(all('True'))).toBe('need');
      expect(kindWith(all('Unknown'))).toBe('unknown');
    });

    it('does not include a maintenance with an event in its record', () => {
      const gone = { phase: 'Drained', reason: 'GPUMissing' } as const;
      expect(kindWith(all('False'), { ...gone, events: ['GPUMissing', 'event-1'] })).toBe('unknown');
      expect(kindWith(all('False'), { ...gone, events: ['VMEventScheduled:Reboot'] })).toBe('unknown');
      expect(kindWith(all('False'), { ...gone, events: [] })).toBe('unknown');
      expect(kindWith(all('False'), { reason: 'Redeploy', events: ['GPUMissing'] })).toBe('unknown');
    });
  });

  describe('the last report of a silent probe', () => {
    const kindOf = (
      events: Parameters<typeof aReport>[1],
      { at = now, conditions = {}, record = {} }: LastWordCase = {},
    ): Outlook['kind'] => {
      const report = aReport('a', events, { changedAt: formatTime(at) });
      const node = aNode('a', { conditions, report });
      const maintenance = aRecord('a', { phase: 'Drained', ...record });
      const announcements = eventsOf(node, false, now);
      return outlookOf({ node, announcements, record: maintenance }, settingsOf(), now).kind;
    };
    const freeze = { id: 'other', type: 'Freeze' };

    it('ends the maintenance when the report no longer has its events, even if it has other disabled ones', () => {
      expect(kindOf([])).toBe('over');
      expect(kindOf([freeze])).toBe('over');
      expect(kindOf([freeze], { conditions: { VMEventScheduled: aCondition('False') } })).toBe('over');
      const told = aCondition('True', 'Freeze Started. DurationInSeconds: 9.');
      expect(kindOf([freeze], { conditions: { VMEventScheduled: told } })).toBe('over');
    });

    it('does not end it while one of its events, in any spelling, or another enabled event is listed', () => {
      const record = { events: ['EVENT-1', 'event-2'] };
      const expired = { type: 'Freeze', notBefore: formatTime(now - 40 * minutes) };
      expect(kindOf([expired, freeze], { record })).toBe('unknown');
      const unnamed = { reason: 'Freeze', events: ['VMEventScheduled:Freeze'] };
      expect(kindOf([expired], { record: unnamed })).toBe('unknown');
      expect(kindOf([{ id: 'new', type: 'Reboot' }])).toBe('need');
    });

    it('does not end it when the report was made before the maintenance began', () => {
      expect(kindOf([freeze], { at: now - 2 * minutes })).toBe('unknown');
      expect(kindOf([], { at: now - 2 * minutes })).toBe('unknown');
      expect(kindOf([], { record: { startedAt: 'long ago' } })).toBe('unknown');
    });

    it('does not end it when a condition shows its events, or leaves them open', () => {
      const saying = (message: string): NodeView['conditions'] => ({
        VMEventScheduled: aCondition('True', message),
      });
      const record = { reason: 'Freeze' };
      expect(kindOf([], { record, conditions: saying('Freeze Started') })).toBe('unknown');
      expect(kindOf([], { conditions: saying('Freeze Started. EventId: EVENT-1') })).toBe('over');
      expect(kindOf([], { conditions: { VMEventScheduled: aCondition('Unknown') } })).toBe('unknown');
    });
  });

  it('ends it when the user has disabled its event since', () => {
    const redeploy = aCondition('True', 'Redeploy Started. EventId: EVENT-1');
    const node = aNode('a', { conditions: { VMEventScheduled: redeploy } });
    expect(outlook(node, 'scheduledEvents: {redeploy: false}', aRecord('a')).kind).toBe('over');
  });
});

describe('the news of a need', () => {
  const redeploy = aNode('a', { conditions: { VMEventScheduled: aCondition('True', 'Redeploy Started') } });

  it('are the events that are not in the record', () => {
    const node = aNodeWith('a', [{}, { id: 'event-2', type: 'Reboot' }]);
    expect(outlook(node, '', aRecord('a'))).toMatchObject({ news: ['event-2'] });
    expect(outlook(node)).toMatchObject({ news: ['event-1', 'event-2'] });
  });

  it('are empty when only the id has changed because another source reports the event', () => {
    expect(outlook(redeploy, '', aRecord('a'))).toMatchObject({ news: [] });
    const unnamed = aRecord('a', { events: ['VMEventScheduled:Redeploy'] });
    expect(outlook(aNodeWith('a', [{}]), '', unnamed)).toMatchObject({ news: [] });
  });
});
