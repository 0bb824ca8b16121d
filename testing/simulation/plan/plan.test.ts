import { describe, expect, it } from '@jest/globals';
import { parseSettings } from '@mechanic/contract';
import { planOf } from './plan.ts';

describe('planOf', () => {
  it('gives the same plan for the same seed', () => {
    expect(planOf(42)).toEqual(planOf(42));
  });

  it('moves nothing else when one kind of fault is left out', () => {
    const [whole, part] = [planOf(3), planOf(3, { without: ['cut', 'kill'] })];
    expect(part.windows).toEqual(whole.windows.filter(({ kind }) => kind !== 'cut'));
    expect(part.happenings).toEqual(whole.happenings.filter(({ what }) => what.kind !== 'kill'));
    expect(part.events).toEqual(whole.events);
  });

  it('begins each run with settings that the controller takes', () => {
    for (let seed = 0; seed < 60; seed++) {
      const result = parseSettings(planOf(seed).settings);
      expect(result.ok ? [] : result.errors).toEqual([]);
    }
  });

  it('lets no trouble begin when the trouble is to be over', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { troubleMs, windows, happenings, imds } = planOf(seed);
      const ends = [...windows, ...imds].map(({ to }) => to);
      expect(Math.max(0, ...ends, ...happenings.map(({ at }) => at))).toBeLessThanOrEqual(troubleMs);
    }
  });
});
