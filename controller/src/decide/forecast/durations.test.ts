import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDrain, now } from '../testing.ts';
import { type NodeLoad, type PastDrain, durationsFrom } from './durations.ts';

const load = (pods: number, graceSeconds: number, never: string[] = []): NodeLoad => ({
  pods,
  graceSeconds,
  never,
});
const seen = (
  pods: number,
  graceSeconds: number,
  durationSeconds: number,
  more: Partial<PastDrain> = {},
): PastDrain => ({
  outcome: 'succeeded',
  pods,
  graceSeconds,
  durationSeconds,
  ...more,
});
const secondsOf = (of: NodeLoad, past: readonly PastDrain[], graceCapMs: number | null = null): number =>
  durationsFrom({ past, loads: new Map([['a', of]]), graceCapMs }).expected('a') / 1_000;

describe('the expected length of a drain', () => {
  it('grows with grace periods and pods before any drain was seen', () => {
    const plain = secondsOf(load(10, 30), []);
    expect(plain).toBeGreaterThan(20);
    expect(plain).toBeLessThan(40);
    expect(secondsOf(load(10, 600), [])).toBeGreaterThan(400);
    expect(secondsOf(load(100, 30), [])).toBeGreaterThan(plain);
  });

  it('is learned from a few drains', () => {
    const past = [seen(10, 30, 6), seen(20, 30, 7), seen(10, 60, 7), seen(30, 30, 8), seen(12, 30, 6)];
    expect(secondsOf(load(15, 30), past)).toBeGreaterThan(5);
    expect(secondsOf(load(15, 30), past)).toBeLessThan(9);
  });

  it('depends on pods or grace periods, whichever made past drains longer', () => {
    const past = Array.from({ length: 30 }, (_, index) => {
      const [pods, grace] = [5 + (index % 5) * 5, 30 + (index % 3) * 60];
      return seen(pods, grace, 3 + grace * 0.9 + pods * 0.2);
    });
    for (const [pods, grace] of [
      [10, 30],
      [25, 150],
      [40, 90],
    ] as const) {
      const truth = 3 + grace * 0.9 + pods * 0.2;
      expect(Math.abs(secondsOf(load(pods, grace), past) - truth) / truth).toBeLessThan(0.1);
    }
  });

  it('is not learned from drains that failed, were stopped, or were delayed', () => {
    const past = [
      seen(10, 30, 3_600, { outcome: 'failed' }),
      seen(10, 30, 1, { outcome: 'paused' }),
      seen(10, 30, 900, { blockedBy: [{}] }),
    ];
    expect(secondsOf(load(10, 30), past)).toBe(secondsOf(load(10, 30), []));
  });

  it('includes the time for successors: half a minute, or the time learned', () => {
    const surging: NodeLoad = { ...load(10, 30), surges: 2 };
    const usual = secondsOf(load(10, 30), []);
    expect(secondsOf(surging, []) - usual).toBeCloseTo(30);
    const plain = Array.from({ length: 10 }, () => seen(10, 30, 6));
    const surged = Array.from({ length: 10 }, () => seen(10, 30, 66, { surges: 1 }));
    expect(secondsOf(surging, [...plain, ...surged])).toBeGreaterThan(55);
    expect(secondsOf(load(10, 30), [...plain, ...surged])).toBeLessThan(10);
  });

  it('follows the cap on grace periods', () => {
    expect(secondsOf(load(10, 600), [], 30_000)).toBe(secondsOf(load(10, 30), []));
  });

  it('is infinite when something never lets a pod go', () => {
    expect(secondsOf(load(10, 30, ['PodDisruptionBudget shop/web']), [])).toBe(Infinity);
  });

  it('is that of a usual node when the pods of the node are unknown', () => {
    const loads = new Map([
      ['a', load(10, 30)],
      ['b', load(12, 600)],
      ['c', load(14, 900)],
    ]);
    const durations = durationsFrom({ past: [], loads, graceCapMs: null });
    expect(durations.expected('other')).toBe(durations.expected('b'));
  });

  it('is always a sensible number, whatever the history holds', () => {
    const number = fc.double({ min: 0, max: 1e6, noNaN: true });
    const past = fc.array(fc.record({ pods: number, graceSeconds: number, durationSeconds: number }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(past, number, number, (drains, pods, grace) => {
        const seconds = secondsOf(
          load(pods, grace),
          drains.map((drain) => seen(drain.pods, drain.graceSeconds, drain.durationSeconds)),
        );
        expect(seconds).toBeGreaterThanOrEqual(2.5);
        expect(Number.isFinite(seconds)).toBe(true);
      }),
    );
  });
});

describe('the rest of a drain', () => {
  const durations = durationsFrom({
    past: [seen(10, 30, 300, { blockedBy: [{}] })],
    loads: new Map(),
    graceCapMs: null,
  });
  const blockedPod = { namespace: 's', name: 'p', state: 'blocked', budgets: ['s/b'], reason: '' } as const;
  const left = (changes: Parameters<typeof aDrain>[1], elapsedMs: number): number =>
    durations.remaining('a', aDrain('a', { podsTotal: 10, ...changes }), { elapsedMs, now });

  it('is the expected length minus the time it has run', () => {
    expect(left({}, 10_000)).toBeCloseTo(durations.expected('a') - 10_000, -4);
  });

  it('is more than nothing when the drain should have ended already', () => {
    expect(left({}, 400_000)).toBe(100_000);
  });

  it('is the usual delay when something holds a pod, and grows with the time that this lasts', () => {
    const pace = (stillMs: number): { lastWentAt: number; graceMs: number } => ({
      lastWentAt: now - stillMs,
      graceMs: 0,
    });
    expect(left({ podsLeft: [blockedPod], pace: pace(60_000) }, 60_000)).toBe(240_000);
    expect(left({ podsLeft: [blockedPod], pace: pace(1_000_000) }, 1_000_000)).toBe(500_000);
  });
});
