import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Advice } from '../../decide/forecast/advice.ts';
import type { Forecast } from '../../decide/forecast/forecast.ts';
import type { Need } from '../../decide/decision.ts';
import type { Statement } from '../event-recorder.ts';
import { needOf } from '../testing.ts';
import { RiskWatch } from './risk-watch.ts';

const now = Date.parse('2026-11-23T05:00:00.000Z');
const deadline = now + 900_000;
const advice: Advice = { text: 'maxConcurrentDrains 3 would empty all in time', nodes: ['a'], set: {} };

function forecastOf(...names: readonly string[]): Forecast {
  const nodes = names.map((name) => ({
    node: { name, uid: `uid-${name}` },
    startsAt: now,
    endsAt: deadline + 60_000,
    deadline,
    missesDeadline: true,
  }));
  return { nodes, atRisk: nodes, basis: '' };
}

let gauge: number;
let warned: string[];
let said: Statement[];
let need: Need | null;
let watch: RiskWatch;

beforeEach(() => {
  [gauge, warned, said, need] = [-1, [], [], needOf()];
  watch = new RiskWatch({
    gauge: (count) => (gauge = count),
    warn: (message, { name }) => warned.push(`${message} ${name}`),
    say: (_, statement) => said.push(statement),
    needOf: () => need,
  });
});

describe('RiskWatch', () => {
  it('reports a node at risk after two forecasts in a row, with the advice', () => {
    watch.foreseen(forecastOf('a'), null, now);
    expect([gauge, said]).toEqual([1, []]);
    watch.foreseen(forecastOf('a'), advice, now);
    expect(said).toMatchObject([
      {
        type: 'Warning',
        reason: 'DeadlineAtRisk',
        message:
          'Redeploy (602D), due 2026-11-23T05:15:00.000Z: would miss its deadline, expected to be drained at ' +
          '2026-11-23T05:16:00.000Z; maxConcurrentDrains 3 would empty all in time',
      },
    ]);
    expect(warned).toEqual(['deadline at risk a']);
  });

  it('reports once for each need, however often the forecast changes', () => {
    for (const names of [['a'], ['a'], [], ['a'], ['a']]) {
      const { nodes } = forecastOf('a');
      watch.foreseen({ ...forecastOf(...names), nodes }, null, now);
    }
    expect(said).toHaveLength(1);
    need = needOf({ events: ['7A'] });
    watch.foreseen(forecastOf('a'), null, now);
    expect(said).toHaveLength(2);
  });

  it('reports at once when there is little time', () => {
    watch.foreseen(forecastOf('a'), null, deadline - 60_000);
    expect(said).toHaveLength(1);
  });

  it('reports nothing for a node without a need, and counts nothing on a standby', () => {
    need = null;
    watch.foreseen(forecastOf('a'), null, deadline - 60_000);
    watch.clear();
    expect([said, gauge]).toEqual([[], 0]);
  });

  it('says the same in any process, so that the next leader does not repeat it', () => {
    watch.foreseen(forecastOf('a'), null, deadline - 60_000);
    watch.clear();
    watch.foreseen(forecastOf('a'), advice, deadline - 50_000);
    const [first, next] = said;
    expect(first?.occasion).toBe(next?.occasion);
  });
});
