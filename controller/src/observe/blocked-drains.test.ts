import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { BlockedDrains, type HeldDrain } from './blocked-drains.ts';

let clock: FakeClock;
let said: string[];
/** The values of the gauge, one for each change that a timer caused. */
let counted: number[];
let drains: BlockedDrains;

beforeEach(() => {
  clock = new FakeClock();
  said = [];
  counted = [];
  drains = new BlockedDrains({
    clock,
    say: ({ pods }) => said.push(pods.map(({ pod }) => pod).join()),
    onChange: () => counted.push(drains.gauges().drains),
  });
});

/** A drain with these pods held and a deadline in one hour. */
function held(pods: readonly string[], fields: Partial<HeldDrain> = {}): HeldDrain {
  return {
    node: { name: 'a', uid: 'uid-a' },
    pods: pods.map((pod) => ({ pod, budgets: ['shop/web'], reason: '' })),
    about: 'Redeploy',
    deadline: clock.now() + 3_600_000,
    lastWentAt: null,
    graceMs: 30_000,
    hopeless: false,
    ...fields,
  };
}

describe('a drain', () => {
  it('is blocked when no pod could leave for 30 s', async () => {
    const since = clock.now();
    drains.take([held(['web-0'])]);
    await clock.advance(29_900);
    expect([said, drains.gauges().drains]).toEqual([[], 0]);
    await clock.advance(200);
    expect([said, counted]).toEqual([['web-0'], [1]]);
    expect(drains.gauges().first).toEqual({ since, deadline: since + 3_600_000 });
  });

  it('is not blocked while pods leave one after another, each after a wait', async () => {
    for (let round = 0; round < 20; round++) {
      drains.take([held([`web-${round}`], { lastWentAt: clock.now() })]);
      await clock.advance(20_000);
      expect(drains.gauges().drains).toBe(0);
    }
    expect(said).toEqual([]);
    await clock.advance(10_100);
    expect(said).toEqual(['web-19']);
  });

  it('is no longer blocked when a pod leaves, until none could leave for 30 s again', async () => {
    drains.take([held(['web-0', 'web-1'])]);
    await clock.advance(40_000);
    expect(drains.gauges().drains).toBe(1);
    drains.take([held(['web-1'], { lastWentAt: clock.now() })]);
    expect(drains.gauges()).toEqual({ drains: 0, first: null });
    await clock.advance(30_100);
    expect(drains.gauges().drains).toBe(1);
    expect(said).toEqual(['web-0,web-1']);
    await clock.advance(300_000);
    expect(said).toEqual(['web-0,web-1', 'web-1']);
  });

  it.each([
    ['is nearer than the time that its pods take to end and half a minute', 59_000],
    ['has passed', -60_000],
  ])('is blocked at once when its deadline %s', (_name, dueIn) => {
    drains.take([held(['web-0'], { deadline: clock.now() + dueIn })]);
    expect([said, drains.gauges().drains]).toEqual([['web-0'], 1]);
  });

  it('is blocked as soon as its deadline is that near', async () => {
    drains.take([held(['web-0'], { deadline: clock.now() + 70_000 })]);
    await clock.advance(9_900);
    expect(said).toEqual([]);
    await clock.advance(200);
    expect([said, counted]).toEqual([['web-0'], [1]]);
  });

  it('is blocked at once when nothing will change by itself', () => {
    drains.take([held(['web-0'], { hopeless: true, deadline: null })]);
    expect([said, drains.gauges().drains]).toEqual([['web-0'], 1]);
  });

  it('leaves no timer behind when it ends', async () => {
    drains.take([held(['web-0'])]);
    drains.take([]);
    await clock.advance(60_000);
    expect([said, clock.pending]).toEqual([[], 0]);
  });
});
