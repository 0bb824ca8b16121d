import { beforeEach, describe, expect, it } from '@jest/globals';
import type { NodeStatus } from '../decide/decision.ts';
import { NeedWatch } from './need-watch.ts';
import { needOf, nodeView, passOf, statusOf } from './testing.ts';

const begin = Date.parse('2026-11-23T05:00:00.000Z');

describe('NeedWatch', () => {
  let told: string[];
  let logged: string[];
  let watch: NeedWatch;

  beforeEach(() => {
    told = [];
    logged = [];
    watch = new NeedWatch({
      log: (message, { name }) => logged.push(`${message} ${name}`),
      say: ({ name }, { reason, occasion }) => told.push(`${reason} ${name} ${occasion}`),
    });
  });

  const nodes = [nodeView('noisy'), nodeView('quiet')];
  const noisy = (round: number, count = 64): NodeStatus => {
    const events = Array.from({ length: count }, (_, index) => `${round}-${index}`.padEnd(128, 'x'));
    return statusOf('noisy', 'waiting', { need: needOf({ events }) });
  };
  const pass = (statuses: readonly NodeStatus[], after = 0): void =>
    watch.take({ ...passOf(nodes, statuses), now: begin + after });

  it('reports up to 20 changes of one node at once and one every half minute after that', () => {
    for (let round = 0; round < 1_000; round += 1) pass([noisy(round)], round * 50);
    expect(told).toHaveLength(21);
    expect(logged).toHaveLength(21);
    pass([noisy(0), statusOf('quiet', 'waiting')], 50_000);
    expect(told.at(-1)).toBe('MaintenanceScheduled quiet 602D');
  });

  it('reports later what it could not report at once', () => {
    for (let round = 0; round < 30; round += 1) pass([noisy(round)]);
    pass([noisy(31, 1)], 29_000);
    expect(told.at(-1)).toContain(' 19-');
    pass([noisy(31, 1)], 30_000);
    expect(told.at(-1)).toContain(' 31-0');
  });

  it('limits reports of a need that comes and goes, or of a changing state, in the same way', () => {
    for (let round = 0; round < 200; round += 1) {
      pass([noisy(round, 1)]);
      pass([]);
      pass([statusOf('noisy', 'foreign', { need: null })]);
    }
    expect(told.length + logged.length).toBeLessThanOrEqual(40);
    pass([statusOf('noisy', 'foreign', { need: null })], 60_000);
    expect(logged.at(-1)).toBe('node state changed noisy');
  });

  it('does not report an event again, and a clock that is set back does not silence it', () => {
    pass([noisy(1, 1)]);
    pass([noisy(2, 1)]);
    pass([noisy(1, 1)]);
    expect(told).toHaveLength(2);
    for (let round = 0; round < 30; round += 1) pass([noisy(round + 10, 1)], 3_600_000);
    const before = told.length;
    for (let round = 0; round < 4; round += 1) pass([noisy(99, 1)], round * 30_000);
    expect(told.length).toBe(before + 1);
  });
});
