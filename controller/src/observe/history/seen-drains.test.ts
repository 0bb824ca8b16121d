import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DrainProgress } from '../../decide/snapshot.ts';
import { aDrain } from '../../decide/testing.ts';
import { SeenDrains } from './seen-drains.ts';

let drains: SeenDrains;
beforeEach(() => {
  drains = new SeenDrains();
});

const uid = 'uid-of-a';
const see = (changes: Partial<DrainProgress>, now = 0): void =>
  drains.take(new Map([[uid, aDrain('a', changes)]]), now);
const blocked = (name: string, budget: string): DrainProgress['podsLeft'][number] => ({
  namespace: 'shop',
  name,
  state: 'blocked',
  budgets: [budget],
  reason: '',
});

describe('SeenDrains', () => {
  it('returns the number of pods, their grace period, and what held them', () => {
    see({ podsTotal: 7, pace: { lastWentAt: 0, graceMs: 60_000 }, podsLeft: [blocked('web-1', 'shop/web')] });
    see({ podsTotal: 9, pace: { lastWentAt: 0, graceMs: 0 }, podsLeft: [] });
    expect(drains.end(uid)).toEqual({
      pods: 9,
      graceSeconds: 60,
      blockedBy: [{ pod: 'shop/web-1', budgets: ['shop/web'] }],
    });
  });

  it('returns the number of Deployments with a surge for the drain', () => {
    const surge = (name: string): NonNullable<DrainProgress['surges']>[number] => ({
      namespace: 'shop',
      name,
      uid: name,
      from: 1,
      to: 2,
      startedAt: '',
    });
    see({ surges: [surge('web')] });
    see({ surges: [surge('web'), surge('api')] });
    see({ surges: [] });
    expect(drains.end(uid)).toMatchObject({ surges: 2 });
  });

  it('returns nothing for a drain that it did not see, or has returned already', () => {
    see({});
    drains.end(uid);
    expect(drains.end(uid)).toEqual({});
  });

  it('keeps a stopped drain until its end is recorded, but not for ever', () => {
    see({ podsTotal: 7 });
    drains.take(new Map(), 60_000);
    expect(drains.end(uid)).toMatchObject({ pods: 7 });
    see({ podsTotal: 7 }, 60_000);
    drains.take(new Map(), 1_000_000);
    expect(drains.end(uid)).toEqual({});
  });

  it('names only a few held pods', () => {
    see({ podsLeft: Array.from({ length: 99 }, (_, index) => blocked(`web-${index}`, 'shop/web')) });
    expect(drains.end(uid).blockedBy).toHaveLength(5);
  });
});
