import { describe, expect, it } from '@jest/globals';
import { decide } from '../decide.ts';
import type { NodeView } from '../snapshot.ts';
import { aNode, aNodeWith, aSnapshot, minutes, now, settingsOf } from '../testing.ts';
import { formatTime } from '../times.ts';
import { type Advice, adviceFor } from './advice.ts';
import { forecastOf } from './forecast.ts';

const node = (name: string, inMinutes: number, zone = '1'): NodeView =>
  aNodeWith(name, [{ notBefore: formatTime(now + inMinutes * minutes) }], { labels: { zone } });

/** Each drain takes four minutes, or never ends. */
function adviceOn(nodes: readonly NodeView[], yaml: string, stuck: readonly string[] = []): Advice | null {
  const settings = settingsOf(yaml);
  const snapshot = aSnapshot(nodes);
  const expected = (name: string): number => (stuck.includes(name) ? Infinity : 4 * minutes);
  const durations = { expected, remaining: expected, basis: '' };
  const input = { snapshot, settings, now, durations, decision: decide(snapshot, settings, now) };
  return adviceFor(input, forecastOf(input));
}

const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => node(name, 10));
const idle = Array.from({ length: 14 }, (_, index) => aNode(`idle-${index}`));

describe('advice', () => {
  it('is null when no node would miss its deadline', () => {
    expect(adviceOn([node('a', 10), node('b', 10), ...idle], '')).toBeNull();
  });

  it('is the lowest limit at which no node would miss its deadline', () => {
    expect(adviceOn([...six, ...idle], '')).toEqual({
      text: 'maxConcurrentDrains 3 would empty all in time (4 nodes would miss their deadline as things are)',
      nodes: ['c', 'd', 'e', 'f'],
      set: { maxConcurrentDrains: 3 },
    });
  });

  it('ends the pause of a paused cluster', () => {
    expect(adviceOn([node('a', 10), ...idle], 'maxConcurrentDrains: 0')?.set).toEqual({
      maxConcurrentDrains: 1,
    });
  });

  it('names only the budget when the budget is the limit', () => {
    const yaml =
      '{maxConcurrentDrains: 6, budgets: [{name: zone, topologyKey: zone, maxConcurrentDrains: 1}]}';
    expect(adviceOn([...six, ...idle], yaml)?.set).toEqual({ 'budgets.zone.maxConcurrentDrains': 3 });
  });

  it('names two settings when one is not enough', () => {
    const yaml = '{maxConcurrentDrains: 1, maxUnavailable: 1}';
    expect(adviceOn([...six, ...idle], yaml)?.set).toEqual({ maxConcurrentDrains: 3, maxUnavailable: 6 });
  });

  it('raises the lead time when only that is too short', () => {
    const yaml = '{maxConcurrentDrains: 3, drain: {leadTime: 3m}}';
    expect(adviceOn([...six.slice(0, 3), ...idle], yaml)?.set).toEqual({ 'drain.leadTime': 'null' });
  });

  it('tells how many nodes it saves when it cannot save all', () => {
    expect(adviceOn([...six, ...idle], '', ['f'])).toMatchObject({
      text: expect.stringContaining('would empty 3 of these in time (4 nodes would miss') as unknown,
    });
  });

  it('says when no limit would help', () => {
    expect(adviceOn([node('a', 10), ...idle], '', ['a'])).toEqual({
      text: '1 node would miss its deadline, and no looser limit would change that',
      nodes: ['a'],
      set: {},
    });
  });
});
