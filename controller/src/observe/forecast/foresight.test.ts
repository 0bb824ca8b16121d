import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { decide } from '../../decide/decide.ts';
import type { Advice } from '../../decide/forecast/advice.ts';
import type { Forecast } from '../../decide/forecast/forecast.ts';
import type { NodeView } from '../../decide/snapshot.ts';
import { aNode, aNodeWith, aSnapshot, minutes, now, settingsOf } from '../../decide/testing.ts';
import { formatTime } from '../../decide/times.ts';
import { Forecaster } from './forecaster.ts';
import { Foresight } from './foresight.ts';

let clock: FakeClock;
let foresight: Foresight;
let heard: { readonly forecast: Forecast; readonly advice: Advice | null }[];
let failures: unknown[];

beforeEach(() => {
  clock = new FakeClock(now);
  [heard, failures] = [[], []];
  foresight = new Foresight({
    forecaster: new Forecaster({ past: () => [], loads: () => new Map() }),
    clock,
    ear: { foreseen: (forecast, advice) => heard.push({ forecast, advice }) },
    onFailure: (error) => failures.push(error),
  });
});

function pass(nodes: readonly NodeView[]): void {
  const settings = settingsOf('{maxUnavailable: "100%"}');
  const snapshot = aSnapshot(nodes);
  foresight.take({ snapshot, settings, now, decision: decide(snapshot, settings, now) });
}

const due = (name: string, inMinutes: number): NodeView =>
  aNodeWith(name, [{ notBefore: formatTime(now + inMinutes * minutes) }]);

describe('Foresight', () => {
  it('makes a forecast a moment after a pass, one for many passes', async () => {
    for (let index = 0; index < 50; index += 1) pass([due('a', 15)]);
    expect(heard).toEqual([]);
    await clock.advance(1_000);
    expect(heard.map(({ forecast }) => forecast.nodes.length)).toEqual([1]);
  });

  it('repeats the forecast while a node is in need, and not otherwise', async () => {
    pass([due('a', 15)]);
    await clock.advance(60_000);
    expect(heard.length).toBeGreaterThan(4);
    pass([aNode('a')]);
    await clock.advance(1_000);
    const looks = heard.length;
    await clock.advance(600_000);
    expect(heard.length).toBe(looks);
    expect(clock.pending).toBe(0);
  });

  it('finds advice in steps, and drops it when no node is at risk', async () => {
    const nodes = Array.from({ length: 8 }, (_, index) => due(`n${index}`, 2));
    pass(nodes);
    await clock.advance(1_000);
    expect(foresight.advice).toBeNull();
    await clock.advance(10_000);
    expect(foresight.advice?.set).toHaveProperty('maxConcurrentDrains');
    expect(heard.at(-1)?.advice).toBe(foresight.advice);
    pass([due('n0', 2)]);
    await clock.advance(1_000);
    expect(foresight.advice).toBeNull();
  });

  it('reports nothing while it does not lead', async () => {
    pass([due('a', 15)]);
    foresight.clear();
    await clock.advance(60_000);
    expect([heard, clock.pending]).toEqual([[], 0]);
  });

  it('catches its own errors', async () => {
    // No pass of mechanic looks like this.
    foresight.take({ ...({} as Parameters<Foresight['take']>[0]) });
    await clock.advance(1_000);
    expect(failures).toHaveLength(1);
  });
});
