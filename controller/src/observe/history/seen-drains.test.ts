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
  it('tells how many pods there were, how long they may take, and what held them', () => {
    see({ podsTotal: 7, pace: { lastWentAt: 0, graceMs: 60_000 }, podsLeft: [blocked('web-1', 'shop/web')] });
    see({ podsTotal: 9, pace: { lastWentAt: 0, graceMs: 0 }, podsLeft: [] });
    expect(drains.end(uid)).toEqual({
      pods: 9,
      graceSeconds: 60,
      blockedBy: [{ pod: 'shop/web-1', budgets: ['shop/web'] }],
    });
  });

  it('tells how many Deployments ran one replica more for it', () => {
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

  it('tells nothing of a drain that it never saw, nor twice', () => {
    see({});
    drains.end(uid);
    expect(drains.end(uid)).toEqual({});
  });

  it('waits for the end of a drain to be written down, but not for ever', () => {
    see({ podsTotal: 7 });
    drains.take(new Map(), 60_000);
    expect(drains.end(uid)).toMatchObject({ pods: 7 });
    see({ podsTotal: 7 }, 60_000);
    drains.take(new Map(), 1_000_000);
    expect(drains.end(uid)).toEqual({});
  });

  it('names a few of very many pods that are held', () => {
    see({ podsLeft: Array.from({ length: 99 }, (_, index) => blocked(`web-${index}`, 'shop/web')) });
    expect(drains.end(uid).blockedBy).toHaveLength(5);
  });
});
