import { afterEach, describe, expect, it } from '@jest/globals';
import { Stage } from './drain-stage.ts';
import { budgetView, drainSettings, podRule, podView, web } from './testing.ts';

let stage: Stage;
const batch = { labels: { app: 'batch' } };
const minute = 60_000;

afterEach(() => stage.drainer.stop());

function ruled(...rules: Parameters<typeof podRule>[0][]): Stage {
  stage = new Stage();
  stage.settings = drainSettings({ rules: rules.map(podRule) });
  return stage;
}

function states(): Record<string, string> {
  return Object.fromEntries((stage.progress()?.podsLeft ?? []).map(({ name, state }) => [name, state]));
}

describe('a pod that may finish', () => {
  const rule = { action: 'finish', pods: { matchLabels: { app: 'batch' } } } as const;

  it('is not evicted while there is time, and the drain waits for it', async () => {
    ruled(rule).cluster.add('a', podView('web'), podView('job', batch));
    await stage.drain(['a'], { deadline: stage.startedAt + 10 * minute });
    stage.cluster.end();
    await stage.clock.advance(8 * minute);
    expect(stage.cluster.asked()).toEqual(['web']);
    expect(states()).toEqual({ job: 'finishing' });
    expect(stage.progress()?.message).toMatch(/^default\/job: may end by itself until \S+Z$/);
  });

  it('is evicted when the time left is its grace period and half a minute', async () => {
    ruled(rule).cluster.add('a', podView('job', { ...batch, gracePeriodSeconds: 120 }));
    await stage.drain(['a'], { deadline: stage.startedAt + 10 * minute });
    await stage.clock.advance(7.5 * minute - 100);
    expect(stage.cluster.asked()).toEqual([]);
    await stage.clock.advance(200);
    expect(stage.cluster.removals).toMatchObject([{ name: 'job' }]);
    // The pod gets all of its own grace period.
    expect(stage.cluster.removals[0]).not.toHaveProperty('gracePeriodSeconds');
  });

  it('is evicted at the timeout when there is no deadline, and the attempt may last as long as the pod needs to end', async () => {
    ruled(rule).cluster.add('a', podView('job', { ...batch, gracePeriodSeconds: 120 }));
    await stage.drain();
    await stage.clock.advance(60 * minute - 100);
    expect(stage.cluster.asked()).toEqual([]);
    await stage.clock.advance(200);
    expect(stage.cluster.asked()).toEqual(['job']);
    expect(stage.progress()?.lastCallMs).toBe(150_000);
  });

  it('leaves the node emptied once it has ended by itself', async () => {
    ruled(rule).cluster.add('a', podView('job', batch));
    await stage.drain();
    await stage.clock.advance(5 * minute);
    stage.cluster.add('a', podView('job', { ...batch, phase: 'Succeeded' }));
    await stage.clock.advance(10);
    stage.cluster.end();
    await stage.clock.advance(10);
    expect(stage.progress()).toMatchObject({ state: 'emptied', lastCallMs: 0 });
  });

  it('does not make the drain count as blocked', async () => {
    ruled(rule).cluster.add('a', podView('job', batch));
    await stage.drain();
    await stage.clock.advance(5 * minute);
    expect(stage.progress()?.podsLeft.some(({ state }) => state === 'blocked')).toBe(false);
  });

  it('is treated so only for the events that its rule names', async () => {
    ruled({ ...rule, events: ['Reboot'] }).cluster.add('a', podView('job', batch));
    await stage.drain(['a'], { about: 'Redeploy' });
    expect(stage.cluster.asked()).toEqual(['job']);
  });

  it('is evicted at once when the rule no longer holds', async () => {
    ruled(rule).cluster.add('a', podView('job', batch));
    await stage.drain();
    stage.settings = drainSettings();
    await stage.drain();
    expect(stage.cluster.asked()).toEqual(['job']);
  });
});

describe('a pod that the rules leave on the node', () => {
  it('does not block the drain, not even when the deadline passes', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('db', { drainWish: 'leave' }), podView('web'));
    await stage.drain(['a'], { deadline: stage.startedAt + minute });
    stage.cluster.end();
    await stage.clock.advance(2 * minute);
    expect(stage.cluster.asked()).toEqual(['web']);
    expect(stage.progress()).toMatchObject({ state: 'emptied', podsLeft: [] });
  });
});

describe('a pod whose drain wish is unknown', () => {
  it('is evicted like any other, and the wish is reported once', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('web', { drainWish: 'la\nter' }));
    await stage.drain();
    await stage.clock.advance(minute);
    const note =
      'default/web says "la-ter" in mechanic.dev/drain, which is none of evict, finish and leave and counts for nothing';
    expect(stage.cluster.asked()).toEqual(['web']);
    expect(stage.progress()?.notes).toEqual([note]);
    expect(stage.log.messages().filter((message) => message.includes('not known'))).toHaveLength(1);
  });
});

describe('pods of different orders', () => {
  const rules = [
    { action: 'evict', order: 1, pods: { matchLabels: { app: 'web' } } },
    { action: 'evict', order: -1, pods: { matchLabels: { app: 'front' } } },
  ] as const;
  const front = { labels: { app: 'front' } };

  it('are evicted one order after the other, each when the one before is gone', async () => {
    ruled(...rules).cluster.add('a', podView('web', web), podView('other'), podView('front', front));
    await stage.drain();
    await stage.clock.advance(minute);
    expect(stage.cluster.asked()).toEqual(['front']);
    stage.cluster.end();
    await stage.clock.advance(10);
    expect(stage.cluster.asked()).toEqual(['front', 'other']);
    stage.cluster.end();
    await stage.clock.advance(10);
    expect(stage.cluster.asked()).toEqual(['front', 'other', 'web']);
  });

  it('are evicted by tier before order', async () => {
    const dns = podView('dns', { ...front, priorityClassName: 'system-cluster-critical' });
    ruled(...rules).cluster.add('a', dns, podView('web', web));
    await stage.drain();
    expect(stage.cluster.asked()).toEqual(['web']);
  });

  it('are evicted together where one would not get its grace period otherwise', async () => {
    const slow = podView('web', { ...web, gracePeriodSeconds: 240 });
    ruled(...rules).cluster.setBudgets(budgetView({ selector: { matchLabels: { app: 'front' } } }));
    stage.cluster.add('a', slow, podView('late', web), podView('front', front));
    await stage.drain(['a'], { deadline: stage.startedAt + 5 * minute });
    expect(stage.cluster.asked()).toEqual(['front']);
    await stage.clock.advance(31_000);
    expect(stage.cluster.asked()).toContain('web');
    expect(stage.cluster.asked()).not.toContain('late');
    await stage.clock.advance(3.5 * minute);
    expect(stage.cluster.asked()).toContain('late');
  });
});
