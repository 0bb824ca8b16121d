import { defaultSettings, noSettings } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import type { NodeStatus } from '../../decide/decision.ts';
import type { Status } from '@mechanic/contract/status';
import { type StatusInput, statusOf as documentOf } from '../../decide/status/status.ts';
import { needOf, nodeView, passOf, statusOf } from '../testing.ts';
import { renderParts } from './sections.ts';

const now = Date.parse('2026-11-23T05:10:00.000Z');

function status(statuses: readonly NodeStatus[], fields: Partial<StatusInput> = {}): Status {
  return documentOf({
    version: '1',
    now,
    leader: { self: 'c-1', identity: 'c-1', isLeader: true, since: null },
    settings: { ...noSettings, settings: defaultSettings, source: 'configmap' },
    view: {
      ...passOf(
        statuses.map(({ node }) => nodeView(node.name)),
        statuses,
      ),
    },
    history: [],
    ...fields,
  });
}

function told(of: Status): string[] {
  const list = renderParts(of).parts.get('attention')?.text ?? '';
  return [...list.matchAll(/<li class="(\w+)">(.*?)<\/li>/gs)].map(
    ([, level = '', text = '']) => `${level}: ${text.replace(/<[^>]*>/g, '')}`,
  );
}

describe('what deserves attention', () => {
  const probed = (of: Status): Status => ({
    ...of,
    attention: of.attention.filter(({ kind }) => kind !== 'unprobed'),
  });

  it('is nothing in a quiet cluster', () => {
    expect(told(probed(status([])))).toEqual([]);
  });

  it('is first of all a node past its deadline that still has pods', () => {
    const late = statusOf('a', 'waiting', { need: needOf({ deadline: now - 1 }) });
    const empty = statusOf('b', 'drained', { need: needOf({ deadline: now - 1 }) });
    const failed = statusOf('c', 'failed');
    expect(told(probed(status([failed, empty, late])))).toEqual([
      'danger: 1 node past the time when maintenance may begin, with pods still there: a.',
      'warning: 1 node not drained in the last attempt: c.',
    ]);
  });

  it('includes a node that the forecast expects to be late, with the advice', () => {
    const waits = statusOf('a', 'waiting', { position: 1 });
    const foreseen = { startsAt: null, endsAt: null, deadline: null, missesDeadline: true };
    const forecast = { nodes: [{ node: waits.node, ...foreseen }], atRisk: [], basis: '' };
    const advice = { text: 'maxConcurrentDrains 3 would empty all in time', nodes: ['a'], set: {} };
    const of = probed(status([waits], { forecast, advice }));
    expect(told(of)).toEqual([
      'danger: 1 node expected to miss the deadline: a.',
      'danger: Advice: maxConcurrentDrains 3 would empty all in time.',
    ]);
    expect(renderParts(of).parts.get('node-a')?.text).toContain(
      'no end in sight, <strong>misses its deadline</strong>',
    );
  });

  it('names five nodes and counts the others', () => {
    const refused = Array.from({ length: 7 }, (_, index) => statusOf(`n${index}`, 'refused'));
    expect(told(probed(status(refused)))).toEqual([
      'danger: 7 nodes set aside, because a change was not permitted: n0, n1, n2, n3, n4 and 2 more.',
    ]);
  });

  it('includes a mechanic that does not work, or works differently than one may expect', () => {
    const settings = {
      ...noSettings,
      settings: { ...defaultSettings, dryRun: true },
      source: 'invalid',
      errors: ['dryRnu: is not a known key'],
      warnings: [],
    } as const;
    const leader = { self: 'c-1', identity: null, isLeader: false, since: null };
    expect(told(status([], { settings, leader, view: null }))).toEqual([
      'danger: Nobody leads: nothing is drained.',
      'danger: The newest edit of the settings is refused: dryRnu: is not a known key.',
      'notice: Starting: this replica does not know the cluster yet.',
      'notice: Dry run: everything is decided, nothing is done.',
    ]);
  });
});

describe('the pieces of the page', () => {
  it('do not change while only time passes, so that nothing is sent', () => {
    const waiting = [statusOf('a', 'waiting', { position: 1 })];
    const texts = (at: number): string[] =>
      [...renderParts(status(waiting, { now: at })).parts.values()].map(({ text }) => text);
    expect(texts(now + 60_000)).toEqual(texts(now));
  });

  it('show 500 nodes of a list and count the others', () => {
    const waiting = Array.from({ length: 600 }, (_, index) =>
      statusOf(`n${index}`, 'waiting', { position: index }),
    );
    const { parts, lists } = renderParts(status(waiting));
    expect(lists.get('queue')).toHaveLength(500);
    expect(parts.get('queue-more')?.text).toContain('and 100 more');
  });
});
