import { afterEach, describe, expect, it } from '@jest/globals';
import type { NodeView } from '../decide/snapshot.ts';
import { nodeView } from '../observe/testing.ts';
import { Stage } from './drain-stage.ts';
import { budgetView, drainSettings, failure, podRule, podView, pods, protectedBy, web } from './testing.ts';

let stage: Stage;

afterEach(async () => {
  stage.cluster.hold = false;
  stage.cluster.release();
  await stage.drainer.stop();
});

describe('a node without budgets', () => {
  it('has all its pods evicted at once, each by its UID', async () => {
    stage = new Stage();
    stage.cluster.add('a', ...pods(5));
    await stage.drain();
    expect(stage.cluster.removals.map(({ uid, verb }) => `${verb} ${uid}`)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `evict uid-web-${index}`),
    );
    expect(stage.results).toEqual(Array(5).fill('evicted'));
  });

  it('is emptied when a fresh list shows no pod, and not before 2 s after the cordon', async () => {
    stage = new Stage();
    stage.cluster.add('a', ...pods(2));
    await stage.drain();
    stage.cluster.end();
    await stage.clock.advance(1_900);
    expect(stage.progress()?.state).toBe('running');
    expect(stage.cluster.refreshed).toEqual([]);
    await stage.clock.advance(200);
    expect(stage.progress()).toMatchObject({ state: 'emptied', podsTotal: 2, podsLeft: [] });
    expect(stage.cluster.refreshed).toEqual(['a']);
  });

  it('is not emptied while a pod is terminating, and does not evict that one again', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('web-0'));
    await stage.drain();
    await stage.clock.advance(600_000);
    expect(stage.cluster.asked()).toEqual(['web-0']);
    expect(stage.progress()).toMatchObject({ state: 'running', podsLeft: [{ state: 'terminating' }] });
    expect(stage.progress()?.message).toMatch(/default\/web-0: does not end/);
  });

  it('reports a pod that does not end, soon after its deletion was due', async () => {
    stage = new Stage();
    stage.cluster.add(
      'a',
      podView('slow', { deletionDueAt: stage.startedAt + 300_000, gracePeriodSeconds: 300 }),
    );
    await stage.drain();
    await stage.clock.advance(309_000);
    expect(stage.progress()?.message).toBe('waits for pods to end');
    await stage.clock.advance(2_000);
    expect(stage.progress()?.message).toMatch(/default\/slow: does not end/);
  });

  it('evicts a pod that was bound just after the cordon', async () => {
    stage = new Stage();
    await stage.drain();
    await stage.clock.advance(1_500);
    stage.cluster.add('a', podView('late'));
    await stage.clock.advance(100);
    expect(stage.cluster.asked()).toEqual(['late']);
    stage.cluster.end();
    await stage.clock.advance(1_000);
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('is not called empty before 2 s after its cordon was seen, however late the cordon took effect', async () => {
    stage = new Stage();
    await stage.clock.advance(60_000);
    await stage.drain();
    await stage.clock.advance(1_900);
    expect(stage.progress()?.state).toBe('running');
    await stage.clock.advance(200);
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('keeps no more than 10 requests under way, and gives each node its share', async () => {
    stage = new Stage();
    stage.cluster.hold = true;
    stage.cluster.add('a', ...pods(250));
    stage.cluster.add('b', podView('lonely'));
    await stage.drain(['a', 'b']);
    expect(stage.cluster.inFlight).toBe(10);
    expect(stage.cluster.asked()).toContain('lonely');
    stage.cluster.hold = false;
    stage.cluster.release();
    await stage.clock.advance(0);
    expect(new Set(stage.cluster.asked()).size).toBe(251);
    expect(stage.cluster.asked()).toHaveLength(251);
  });

  it('evicts cluster-critical pods when the ordinary ones are gone', async () => {
    stage = new Stage();
    stage.cluster.add(
      'a',
      podView('dns', { priorityClassName: 'system-cluster-critical' }),
      podView('app', { owner: null }),
    );
    await stage.drain();
    expect(stage.cluster.asked()).toEqual(['app']);
    stage.cluster.end();
    await stage.clock.advance(10);
    expect(stage.cluster.asked()).toEqual(['app', 'dns']);
  });

  it('evicts critical pods together with others when the deadline is near', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('dns', { priorityClassName: 'system-node-critical' }), podView('app'));
    await stage.drain(['a'], { deadline: stage.startedAt + 60_000 });
    expect(stage.cluster.asked()).toEqual(['app']);
    await stage.clock.advance(30_000);
    expect(stage.cluster.asked()).toEqual(['app', 'dns']);
  });

  it('leaves static, daemon and skipped pods where they are', async () => {
    stage = new Stage();
    stage.settings = drainSettings({
      rules: [podRule({ action: 'leave', pods: { matchLabels: { keep: 'me' } } })],
    });
    stage.cluster.add(
      'a',
      podView('static', { mirror: true }),
      podView('daemon', {
        owner: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'logs', uid: 'uid-logs' },
      }),
      podView('skipped', { labels: { keep: 'me' } }),
    );
    await stage.drain();
    await stage.clock.advance(2_100);
    expect(stage.cluster.asked()).toEqual([]);
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('reads a DaemonSet once, and evicts the pods that a deleted one left behind', async () => {
    stage = new Stage();
    const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'old', uid: 'uid-old' };
    stage.cluster.goneDaemonSets.add('old');
    stage.cluster.add('a', podView('old-1', { owner }), podView('old-2', { owner }));
    await stage.drain();
    expect(stage.cluster.asked()).toEqual(['old-1', 'old-2']);
    expect(stage.cluster.daemonSetsAskedFor).toBe(1);
  });

  it('leaves pods of DaemonSets of other API groups, which it may not look up', async () => {
    stage = new Stage();
    const owner = { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'DaemonSet', name: 'logs', uid: 'uid-logs' };
    stage.cluster.goneDaemonSets.add('logs');
    stage.cluster.add('a', podView('logs-1', { owner }));
    await stage.drain();
    await stage.clock.advance(2_100);
    expect(stage.cluster.asked()).toEqual([]);
    expect(stage.cluster.daemonSetsAskedFor).toBe(0);
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('names the pods that the settings keep, and is never emptied while they stay', async () => {
    stage = new Stage();
    stage.settings = drainSettings({ unmanagedPods: 'block', emptyDirPods: 'block' });
    stage.cluster.add(
      'a',
      podView('bare', { owner: null }),
      podView('cache', { hasEmptyDir: true }),
      podView('app'),
    );
    await stage.drain();
    stage.cluster.end();
    await stage.clock.advance(5_000);
    expect(stage.cluster.asked()).toEqual(['app']);
    expect(stage.progress()?.state).toBe('running');
    expect(stage.progress()?.message).toBe(
      'default/bare: no controller would make it again (drain.unmanagedPods is "block"); ' +
        'default/cache: it would lose the data in its emptyDir (drain.emptyDirPods is "block")',
    );
  });

  it('gives up on pods that come back each time, and reports it', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('app-0'));
    await stage.drain();
    for (let round = 1; round <= 3; round += 1) {
      stage.cluster.end();
      stage.cluster.add('a', podView(`app-${round}`));
      await stage.clock.advance(100);
    }
    expect(stage.cluster.asked()).toEqual(['app-0', 'app-1', 'app-2']);
    expect(stage.progress()).toMatchObject({ state: 'stuck' });
    expect(stage.progress()?.message).toBe('default/app-3: comes back to this node each time it is evicted');
  });
});

describe('a node whose kubelet does not answer', () => {
  const silentSince = (at: number): NodeView => {
    const unknown = { status: 'Unknown', reason: '', message: '', lastTransitionTime: at } as const;
    return nodeView('a', { ready: 'Unknown', conditions: { Ready: unknown } });
  };

  it('is reported to hold its pods after a minute, and they count as blocked', async () => {
    stage = new Stage();
    stage.cluster.add('a', ...pods(3, { gracePeriodSeconds: 600 }));
    await stage.drain();
    await stage.clock.advance(20_000);
    await stage.drainNodes([silentSince(stage.clock.now())]);
    await stage.clock.advance(59_000);
    expect(stage.progress()).toMatchObject({ kubeletSilent: false, message: 'waits for pods to end' });
    const before = stage.news;
    await stage.clock.advance(2_000);
    expect(stage.progress()).toMatchObject({
      state: 'running',
      kubeletSilent: true,
      message: 'default/web-0 and 2 more: cannot end, because the kubelet of its node does not answer',
      podsLeft: [{ state: 'blocked', budgets: [] }, { state: 'blocked' }, { state: 'blocked' }],
    });
    expect(stage.news).toBe(before + 1);
  });

  it('is reported even when no pod was asked to go yet, and no longer when it answers again', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', podView('app', web));
    await stage.drainNodes([silentSince(stage.startedAt - 61_000)]);
    expect(stage.progress()?.message).toBe(
      'the kubelet does not answer, so that pods cannot end; ' +
        'default/app: protected by PodDisruptionBudget default/web',
    );
    await stage.drain();
    expect(stage.progress()).toMatchObject({
      kubeletSilent: false,
      message: 'default/app: protected by PodDisruptionBudget default/web',
    });
  });
});

describe('a drain taken over from another leader', () => {
  it('evicts the healthy pod of an owner whose other pods already terminate', async () => {
    stage = new Stage();
    stage.cluster.add('a', ...pods(3, { deletionDueAt: stage.startedAt + 30_000 }), podView('healthy'));
    await stage.drain();
    expect(stage.cluster.asked()).toEqual(['healthy']);
    expect(stage.progress()?.state).toBe('running');
  });
});

describe('the pace of a drain', () => {
  it('shows when the last pod began to end or left', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', podView('app', web), podView('free'));
    await stage.drain();
    expect(stage.progress()?.pace?.lastWentAt).toBe(stage.startedAt);
    await stage.clock.advance(5_000);
    stage.cluster.end();
    await stage.clock.advance(3_000);
    expect(stage.progress()?.pace?.lastWentAt).toBe(stage.startedAt + 5_000);
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 1 }));
    await stage.clock.advance(2_000);
    expect(stage.progress()?.pace?.lastWentAt).toBe(stage.startedAt + 8_000);
  });

  it('is reported when other pods go while a budget still holds the same pods', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', ...pods(2, web));
    await stage.drain();
    await stage.clock.advance(10_000);
    const before = stage.news;
    stage.cluster.add('a', podView('free', { gracePeriodSeconds: 3_600 }));
    await stage.clock.advance(1_000);
    const after = stage.progress()?.pace?.lastWentAt;
    expect([stage.news, after]).toEqual([before + 1, stage.startedAt + 10_000]);
  });

  it('shows how long the pods that are still to go take to end, at most as long as the settings allow', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add(
      'a',
      podView('app', { ...web, gracePeriodSeconds: 90 }),
      podView('free', { gracePeriodSeconds: 600 }),
    );
    await stage.drain();
    expect(stage.progress()?.pace?.graceMs).toBe(90_000);
    stage.settings = drainSettings({ maxPodGracePeriodMs: 20_000 });
    expect(stage.progress()?.pace?.graceMs).toBe(20_000);
  });
});

describe('grace periods', () => {
  it('end before the deadline, but are at least one second', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('slow', { gracePeriodSeconds: 600 }), podView('quick'));
    await stage.drain(['a'], { deadline: stage.startedAt + 60_000 });
    expect(stage.cluster.removals).toMatchObject([
      { name: 'slow', gracePeriodSeconds: 60 },
      { name: 'quick' },
    ]);
    expect(stage.cluster.removals[1]).not.toHaveProperty('gracePeriodSeconds');
  });

  it('are the pods own again when the deadline has passed', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('slow', { gracePeriodSeconds: 600 }));
    await stage.drain(['a'], { deadline: stage.startedAt - 1 });
    expect(stage.cluster.removals[0]).not.toHaveProperty('gracePeriodSeconds');
  });
});

describe('an answer', () => {
  it('that throttles stops all requests for as long as it says, and no budget is blamed', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView({ disruptionsAllowed: 5 }));
    stage.cluster.add('a', podView('app', web));
    stage.cluster.scripted.set('app', [failure(429, { retryAfterMs: 7_000 })]);
    await stage.drain();
    stage.cluster.add('a', podView('other'));
    await stage.clock.advance(6_900);
    expect(stage.results).toEqual(['throttled']);
    expect(stage.progress()?.podsLeft[0]?.budgets).toEqual([]);
    await stage.clock.advance(200);
    expect(stage.results).toEqual(['throttled', 'evicted', 'evicted']);
  });

  it('that throttles holds for the next drain too, when the first has ended meanwhile', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('app'));
    stage.cluster.add('b', podView('other'));
    stage.cluster.scripted.set('app', [failure(429, { retryAfterMs: 7_000 })]);
    await stage.drain(['a']);
    void stage.drainer.keep([]);
    await stage.clock.advance(1_000);
    await stage.drain(['b']);
    await stage.clock.advance(5_900);
    expect(stage.results).toEqual(['throttled']);
    await stage.clock.advance(200);
    expect(stage.results).toEqual(['throttled', 'evicted']);
  });

  it('that throttles lowers the number of requests at once, and successes raise it again', async () => {
    stage = new Stage();
    stage.cluster.add('a', ...pods(200));
    for (const pod of pods(10)) {
      stage.cluster.scripted.set(pod.name, [failure(429, { retryAfterMs: 1_000 })]);
    }
    await stage.drain();
    expect(stage.results).toEqual(Array(10).fill('throttled'));
    stage.cluster.hold = true;
    await stage.clock.advance(1_000);
    expect(stage.cluster.inFlight).toBe(5);
    for (let turn = 0; turn < 10; turn += 1) {
      stage.cluster.release();
      await stage.clock.advance(0);
    }
    expect(stage.cluster.inFlight).toBe(10);
  });

  it('429 of a webhook about one pod does not hold up the others', async () => {
    stage = new Stage();
    const message = 'admission webhook "vm.example.com" denied the request: migrating';
    stage.cluster.scripted.set('vm', [failure(429, { message }), failure(429, { message })]);
    stage.cluster.add('a', podView('vm'), podView('app'));
    await stage.drain();
    expect(stage.results).toEqual(['error', 'evicted']);
    expect(stage.progress()?.message).toBe(`default/vm: ${message}`);
    await stage.clock.advance(3_100);
    expect(stage.results).toEqual(['error', 'evicted', 'error', 'evicted']);
  });

  it('about a namespace that is being deleted is no error', async () => {
    stage = new Stage();
    const causes = [{ reason: 'NamespaceTerminating', message: '' }];
    stage.cluster.scripted.set('app', [failure(403, { causes })]);
    stage.cluster.add('a', podView('app'), podView('other'));
    await stage.drain();
    expect(stage.results).toEqual(['gone', 'evicted']);
    await stage.clock.advance(20_000);
    expect(stage.cluster.asked()).toHaveLength(2);
    expect(stage.log.messages()).not.toContain('could not evict a pod');
    expect(stage.progress()?.message).toBe('default/app: its namespace is being deleted');
  });

  it('that a pod is gone is believed, and the pod is asked again if it is still seen', async () => {
    stage = new Stage();
    stage.cluster.scripted.set('app', [failure(409)]);
    stage.cluster.add('a', podView('app'));
    await stage.drain();
    expect(stage.results).toEqual(['gone']);
    await stage.clock.advance(9_000);
    expect(stage.results).toEqual(['gone']);
    await stage.clock.advance(2_000);
    expect(stage.results).toEqual(['gone', 'evicted']);
  });

  it('that fails makes the pauses grow, and the log says why without the body', async () => {
    stage = new Stage();
    stage.cluster.scripted.set(
      'app',
      Array<ReturnType<typeof failure>>(50).fill(failure(500, { message: 'boom' })),
    );
    stage.cluster.add('a', podView('app'), podView('other'));
    await stage.drain();
    await stage.clock.advance(60_000);
    expect(stage.cluster.asked().filter((name) => name === 'app')).toHaveLength(6);
    expect(stage.results.filter((result) => result === 'evicted')).toHaveLength(1);
    expect(stage.log.lines.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        message: 'could not evict a pod',
        fields: { node: 'a', namespace: 'default', pod: 'app', reason: 'boom' },
      },
    ]);
  });
});

describe('the drains that are kept', () => {
  it('are stopped when no longer named, after their requests have ended', async () => {
    stage = new Stage();
    stage.cluster.hold = true;
    stage.cluster.add('a', ...pods(30));
    await stage.drain();
    let stopped = false;
    const stopping = stage.drainer.keep([]).then(() => (stopped = true));
    await stage.clock.advance(100);
    expect(stopped).toBe(false);
    stage.cluster.release();
    await stage.clock.advance(0);
    await stopping;
    await stage.clock.advance(60_000);
    expect(stage.cluster.asked()).toHaveLength(10);
    expect(stage.drainer.progress().size).toBe(0);
  });

  it('do not wait for ever for requests that hang', async () => {
    stage = new Stage();
    stage.cluster.hold = true;
    stage.cluster.add('a', podView('app'));
    await stage.drain();
    const stopping = stage.drainer.keep([]);
    await stage.clock.advance(3_000);
    await stopping;
    expect(stage.results).toEqual([]);
  });

  it('take over a new deadline without starting again', async () => {
    stage = new Stage();
    stage.cluster.hold = true;
    stage.cluster.add('a', ...pods(11, { gracePeriodSeconds: 600 }));
    await stage.drain();
    await stage.drain(['a'], { deadline: stage.startedAt + 40_000 });
    stage.cluster.hold = false;
    stage.cluster.release();
    await stage.clock.advance(0);
    expect(stage.cluster.removals).toHaveLength(11);
    expect(stage.cluster.removals[10]).toMatchObject({ gracePeriodSeconds: 40 });
  });

  it('send nothing more and are forgotten when this process no longer leads', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', ...pods(3, web));
    await stage.drain();
    stage.fence.closed = true;
    await stage.clock.advance(60_000);
    expect(stage.cluster.asked()).toHaveLength(1);
    expect(stage.drainer.progress().size).toBe(0);
  });

  it('remember for a while that they emptied a node, in case the record has to be written again', async () => {
    stage = new Stage();
    await stage.drain();
    await stage.clock.advance(2_100);
    expect(stage.progress()?.state).toBe('emptied');
    void stage.drainer.keep([]);
    await stage.clock.advance(1_000);
    expect(stage.progress()).toBeUndefined();
    const before = stage.news;
    await stage.drain();
    expect([stage.progress()?.state, stage.news]).toEqual(['emptied', before + 1]);
    expect([stage.cluster.watched, stage.cluster.refreshed]).toEqual([['a'], ['a']]);
    void stage.drainer.keep([]);
    await stage.clock.advance(5_100);
    await stage.drain();
    expect(stage.cluster.watched).toEqual(['a', 'a']);
  });

  it.each([
    ['another attempt', nodeView('a'), { attemptStartedAt: 1 }],
    ['another Node of that name', nodeView('a', { uid: 'other' }), {}],
  ])('do not remember it for %s', async (_what, node, order) => {
    stage = new Stage();
    await stage.drain();
    await stage.clock.advance(2_100);
    void stage.drainer.keep([]);
    await stage.drainNodes([node], order);
    expect(stage.cluster.watched).toEqual(['a', 'a']);
  });

  it('do not remember it when this process was not leader in between', async () => {
    stage = new Stage();
    await stage.drain();
    await stage.clock.advance(2_100);
    await stage.drainer.stop();
    await stage.drain();
    expect(stage.cluster.watched).toEqual(['a', 'a']);
  });

  it('report their news together, and the end at once', async () => {
    stage = new Stage();
    stage.cluster.add('a', ...pods(30));
    await stage.drain();
    await stage.clock.advance(200);
    const before = stage.news;
    for (let index = 0; index < 30; index += 1) {
      stage.cluster.end((pod) => pod.name === `web-${index}`);
      await stage.clock.advance(10);
    }
    expect(stage.news - before).toBeLessThanOrEqual(3);
    await stage.clock.advance(2_000);
    expect(stage.progress()?.state).toBe('emptied');
    expect(stage.news - before).toBeLessThanOrEqual(4);
  });

  it('leave no timer behind when nothing is left to do', async () => {
    stage = new Stage();
    stage.cluster.setBudgets(budgetView());
    stage.cluster.scripted.set('web-0', [protectedBy('web')]);
    stage.cluster.add('a', ...pods(3, web));
    await stage.drain();
    await stage.drainer.stop();
    await stage.clock.advance(1_000);
    expect(stage.clock.pending).toBe(0);
  });
});
