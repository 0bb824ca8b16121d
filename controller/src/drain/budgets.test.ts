import { afterEach, describe, expect, it } from '@jest/globals';
import { Stage } from './drain-stage.ts';
import { budgetView, drainSettings, podView, pods, web } from './testing.ts';

let stage: Stage;

afterEach(async () => {
  stage.cluster.hold = false;
  stage.cluster.release();
  await stage.drainer.stop();
});

describe('a PodDisruptionBudget', () => {
  it('is named when exhausted, and costs a few requests a minute however many pods wait', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', ...pods(20, web), podView('free'));
    await stage.drain();
    await stage.clock.advance(60_000);
    const protectedPods = stage.cluster.asked().filter((name) => name !== 'free');
    expect(stage.cluster.asked()).toContain('free');
    expect(protectedPods.length).toBeLessThanOrEqual(5);
    expect(new Set(protectedPods).size).toBe(protectedPods.length);
    expect(stage.progress()?.message).toBe(
      'default/web-0 and 19 more: protected by PodDisruptionBudget default/web',
    );
    expect(stage.progress()?.podsLeft.filter(({ state }) => state === 'blocked')).toHaveLength(20);
  });

  it('is learned from the answers when the cache does not know it', async () => {
    stage = new Stage();
    stage.cluster.hiddenBudgets = [budgetView()];
    stage.cluster.add('a', ...pods(20, web));
    await stage.drain();
    await stage.clock.advance(60_000);
    expect(stage.cluster.asked().length).toBeLessThanOrEqual(30);
    expect(stage.progress()?.podsLeft[0]?.budgets).toEqual(['default/web']);
  });

  it('is shared by all nodes that are drained', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', ...pods(10, web));
    stage.cluster.add(
      'b',
      ...pods(10, web).map((pod) => ({ ...pod, uid: `b-${pod.uid}`, name: `b-${pod.name}` })),
    );
    await stage.drain(['a', 'b']);
    await stage.clock.advance(60_000);
    expect(stage.cluster.asked().length).toBeLessThanOrEqual(5);
  });

  it('lets as many pods go as it allows, one after another, and the rest when it allows more', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 2 }));
    stage.cluster.add('a', ...pods(4, web));
    await stage.drain();
    expect(stage.cluster.asked()).toEqual(['web-0', 'web-1']);
    expect(stage.results).toEqual(['evicted', 'evicted']);
    await stage.clock.advance(500);
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 1 }));
    await stage.clock.advance(0);
    expect(stage.cluster.asked()).toEqual(['web-0', 'web-1', 'web-2']);
    expect(stage.results).toEqual(['evicted', 'evicted', 'evicted']);
  });

  it('is asked at once when its status allows evictions again, long before the pause is over', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', ...pods(3, web));
    await stage.drain();
    await stage.clock.advance(20_000);
    const before = stage.cluster.asked().length;
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 3 }));
    await stage.clock.advance(0);
    expect(stage.cluster.asked()).toHaveLength(before + 3);
    expect(stage.results.slice(before)).toEqual(['evicted', 'evicted', 'evicted']);
  });

  it('makes no hot loop when its status promises what the API server refuses', async () => {
    stage = new Stage();
    stage.cluster.hiddenBudgets = [budgetView()];
    stage.cluster.add('a', ...pods(20, { labels: { app: 'web' } }));
    const lying = { ...budgetView({ name: 'web' }), selector: { matchLabels: { app: 'other' } } };
    await stage.drain();
    for (let change = 0; change < 600; change += 1) {
      stage.cluster.setBudgets({ ...lying, disruptionsAllowed: 1 + (change % 2) });
      await stage.clock.advance(100);
    }
    expect(stage.cluster.asked().length).toBeLessThanOrEqual(20 + 30);
  });

  it('is only a transient obstacle while it is not yet observed', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView({ observed: false, disruptionsAllowed: 0 }));
    stage.cluster.add('a', ...pods(3, web));
    await stage.drain();
    expect(stage.results).toEqual(['blocked']);
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 3 }));
    await stage.clock.advance(2_000);
    expect(stage.results.filter((result) => result === 'evicted')).toHaveLength(3);
  });

  it('does not hold back pods that do not run, nor unready pods if the budget lets unready pods go', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView({ unhealthyPodEvictionPolicy: 'AlwaysAllow' }));
    stage.cluster.add('a', podView('app', web));
    await stage.drain();
    await stage.clock.advance(8_000);
    const before = stage.cluster.asked().length;
    stage.cluster.add(
      'a',
      podView('sick', { ...web, ready: false }),
      podView('pending', { ...web, phase: 'Pending' }),
    );
    await stage.clock.advance(0);
    expect(stage.cluster.asked().slice(before)).toEqual(['sick', 'pending']);
  });

  it('is told apart from two budgets on one pod, which are retried slowly', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(
      budgetView({ disruptionsAllowed: 5 }),
      budgetView({ name: 'other', disruptionsAllowed: 5 }),
    );
    stage.cluster.add('a', ...pods(20, web), podView('free'));
    await stage.drain();
    await stage.clock.advance(60_000);
    expect(stage.cluster.asked()).toContain('free');
    expect(stage.cluster.asked().length).toBeLessThanOrEqual(5);
    expect(stage.progress()?.message).toContain('more than one PodDisruptionBudget');
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 30 }));
    await stage.clock.advance(0);
    expect(stage.results.filter((result) => result === 'evicted')).toHaveLength(21);
  });

  it('is ignored shortly before the deadline when the settings say so', async () => {
    stage = new Stage();
    stage.settings = drainSettings({ onDeadline: 'delete' });
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', ...pods(3, { ...web, gracePeriodSeconds: 60 }));
    await stage.drain(['a'], { deadline: stage.startedAt + 60_000 });
    await stage.clock.advance(49_999);
    expect(stage.cluster.removals.every(({ verb }) => verb === 'evict')).toBe(true);
    await stage.clock.advance(1);
    const deleted = stage.cluster.removals.filter(({ verb }) => verb === 'delete');
    expect(deleted.map(({ name }) => name).sort()).toEqual(['web-0', 'web-1', 'web-2']);
    expect(deleted.every(({ gracePeriodSeconds }) => gracePeriodSeconds === 10)).toBe(true);
    expect(
      stage.log.messages().filter((message) => message === 'deleted a pod past its budget'),
    ).toHaveLength(3);
  });

  it('is asked for evictions again, and named with the refusal, when the controller may not delete the pod', async () => {
    stage = new Stage();
    stage.settings = drainSettings({ onDeadline: 'delete' });
    stage.cluster.setBudgets(budgetView());
    stage.cluster.mayDelete = false;
    stage.cluster.add('a', podView('app', web));
    await stage.drain(['a'], { deadline: stage.startedAt + 60_000 });
    await stage.clock.advance(52_000);
    const reason =
      'protected by PodDisruptionBudget default/web; it could not be deleted: pods "app" is forbidden';
    expect(stage.progress()?.podsLeft).toMatchObject([
      { state: 'blocked', budgets: ['default/web'], reason },
    ]);
    await stage.clock.advance(30_000);
    expect(stage.progress()?.podsLeft).toMatchObject([{ budgets: ['default/web'], reason }]);
    const [, ...later] = stage.cluster.removals.filter(({ verb }) => verb === 'delete');
    expect(later.length).toBeLessThanOrEqual(1);
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 1 }));
    await stage.clock.advance(0);
    expect(stage.results.at(-1)).toBe('evicted');
    expect(stage.cluster.removals.at(-1)?.verb).toBe('evict');
  });

  it('is ignored as soon as the controller may delete the pod', async () => {
    stage = new Stage();
    stage.settings = drainSettings({ onDeadline: 'delete' });
    stage.cluster.setBudgets(budgetView());
    stage.cluster.mayDelete = false;
    stage.cluster.add('a', podView('app', web));
    await stage.drain(['a'], { deadline: stage.startedAt - 1 });
    await stage.clock.advance(1_000);
    stage.cluster.mayDelete = true;
    await stage.clock.advance(60_000);
    expect(stage.results.at(-1)).toBe('evicted');
    expect(stage.cluster.removals.at(-1)?.verb).toBe('delete');
  });

  it('holds to the end when the settings say "wait"', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', podView('app', web));
    await stage.drain(['a'], { deadline: stage.startedAt + 60_000 });
    await stage.clock.advance(120_000);
    expect(stage.cluster.removals.every(({ verb }) => verb === 'evict')).toBe(true);
  });
});
