import { afterEach, describe, expect, it } from '@jest/globals';
import { Stage } from './drain-stage.ts';
import { budgetView, failure, podView, pods, web } from './testing.ts';

let stage: Stage;

afterEach(async () => {
  stage.cluster.hold = false;
  stage.cluster.release();
  await stage.drainer.stop();
});

describe('the own pod', () => {
  const own = { namespace: 'mechanic', name: 'controller-1' };

  it('is evicted last, after the lease was given away', async () => {
    stage = new Stage(own);
    stage.cluster.add(
      'a',
      podView('app'),
      podView('controller-1', { namespace: 'mechanic', priorityClassName: 'system-cluster-critical' }),
      podView('dns', { priorityClassName: 'system-cluster-critical' }),
    );
    await stage.drain();
    stage.cluster.end();
    await stage.clock.advance(10);
    expect(stage.handedOver).toBe(0);
    stage.fence.closed = true;
    stage.cluster.end();
    await stage.clock.advance(10);
    expect(stage.handedOver).toBe(1);
    expect(stage.cluster.asked()).toEqual(['app', 'dns']);
    expect(stage.drainer.progress().size).toBe(0);
  });

  it('is evicted all the same when this process leads again and the pod still exists', async () => {
    stage = new Stage(own);
    stage.cluster.add('a', podView('controller-1', { namespace: 'mechanic' }));
    stage.fence.closed = true;
    await stage.drain();
    await stage.clock.advance(10);
    expect(stage.cluster.asked()).toEqual([]);
    stage.fence.closed = false;
    await stage.drain();
    expect(stage.cluster.asked()).toEqual(['controller-1']);
    expect(stage.handedOver).toBe(1);
  });

  it('waits until all others end, even in a hurry', async () => {
    stage = new Stage(own);
    stage.cluster.hold = true;
    stage.cluster.add('a', podView('app'), podView('controller-1', { namespace: 'mechanic' }));
    await stage.drain(['a'], { deadline: stage.startedAt + 20_000 });
    expect(stage.handedOver).toBe(0);
    stage.cluster.hold = false;
    stage.cluster.release();
    await stage.clock.advance(0);
    expect(stage.handedOver).toBe(1);
  });

  it('does not wait for a pod that a budget holds when the node is about to go, with this leader on it', async () => {
    stage = new Stage(own);
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', ...pods(3, web), podView('controller-1', { namespace: 'mechanic' }));
    await stage.drain(['a'], { deadline: stage.startedAt + 60_000 });
    await stage.clock.advance(29_900);
    expect(stage.handedOver).toBe(0);
    await stage.clock.advance(200);
    expect(stage.handedOver).toBe(1);
    expect(stage.cluster.asked()).toContain('controller-1');
  });

  it('does not wait for such a pod after the deadline either', async () => {
    stage = new Stage(own);
    stage.cluster.setBudgets(budgetView());
    stage.cluster.add('a', podView('app', web), podView('controller-1', { namespace: 'mechanic' }));
    await stage.drain(['a'], { deadline: stage.startedAt - 60_000 });
    await stage.clock.advance(100);
    expect(stage.handedOver).toBe(1);
  });

  it('waits for no other pod in its last seconds, not even for those that could not be asked', async () => {
    stage = new Stage(own);
    stage.cluster.scripted.set('app', [failure(429, { retryAfterMs: 15_000 })]);
    stage.cluster.add('a', podView('app'), podView('controller-1', { namespace: 'mechanic' }));
    await stage.drain(['a'], { deadline: stage.startedAt + 20_000 });
    await stage.clock.advance(9_900);
    expect(stage.handedOver).toBe(0);
    await stage.clock.advance(200);
    expect(stage.handedOver).toBe(1);
  });
});
