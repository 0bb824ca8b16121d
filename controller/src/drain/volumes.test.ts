import { afterEach, describe, expect, it } from '@jest/globals';
import { aCondition } from '../decide/testing.ts';
import { nodeView } from '../observe/testing.ts';
import { Stage } from './drain-stage.ts';
import { drainSettings, failure, podView } from './testing.ts';

let stage: Stage;
const minute = 60_000;
const daemon = {
  owner: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'logs', uid: 'uid-logs' },
  claims: ['logs'],
};

afterEach(() => stage.drainer.stop());

async function drained(order: Parameters<Stage['drain']>[1] = {}): Promise<void> {
  await stage.drain(['a'], order);
  stage.cluster.end();
  await stage.clock.advance(3_000);
}

describe('a node whose pods have left', () => {
  it('is emptied at once when no volume is attached, after one look at the volumes', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('db', { claims: ['data'] }));
    await drained();
    expect(stage.progress()).toMatchObject({ state: 'emptied', volumes: [] });
    expect(stage.cluster.attachmentWatches).toEqual({ begun: 1, running: 0 });
  });

  it('stops its watch when a first look shows nothing', async () => {
    stage = new Stage();
    stage.cluster.attachmentState = 'looking';
    await stage.drain();
    expect(stage.cluster.attachmentWatches.running).toBe(1);
    stage.cluster.attachmentState = 'known';
    stage.cluster.attach('a');
    expect(stage.cluster.attachmentWatches.running).toBe(0);
    await stage.clock.advance(3_000);
    expect(stage.progress()?.state).toBe('emptied');
    expect(stage.cluster.attachmentWatches.begun).toBe(1);
  });

  it('is emptied when its volumes are detached, and names those that are not', async () => {
    stage = new Stage();
    stage.cluster.add('a', podView('db', { claims: ['data'] }));
    stage.cluster.attach('a', 'pvc-1', 'pvc-2');
    await drained();
    expect(stage.progress()).toMatchObject({
      state: 'detaching',
      message: 'waits for volumes to be detached: pvc-1, pvc-2',
      volumes: ['pvc-1', 'pvc-2'],
      podsLeft: [],
    });
    await stage.clock.advance(10 * minute);
    stage.cluster.attach('a', 'pvc-2');
    await stage.clock.advance(10);
    expect(stage.progress()?.volumes).toEqual(['pvc-2']);
    stage.cluster.attach('a');
    await stage.clock.advance(10);
    expect(stage.progress()).toMatchObject({ state: 'emptied', volumes: [] });
    expect(stage.cluster.attachmentWatches.running).toBe(0);
    // The fresh list of the pods came only after all that time.
    expect(stage.cluster.refreshed).toEqual(['a']);
  });

  it('does not wait for volumes of pods that stay', async () => {
    stage = new Stage();
    stage.cluster.claims.set('default/logs', 'pvc-logs').set('default/data', 'pvc-db');
    stage.cluster.add(
      'a',
      podView('logs', daemon),
      podView('db', { drainWish: 'leave', claims: ['data', 'new'] }),
    );
    stage.cluster.attach('a', 'pvc-db', 'pvc-logs');
    await drained();
    expect(stage.progress()).toMatchObject({ state: 'emptied', volumes: [] });
    expect(stage.cluster.claimsAskedFor).toBe(3);
  });

  it('waits for volumes of pods that left before this process saw them', async () => {
    stage = new Stage();
    stage.cluster.attach('a', 'pvc-1');
    await drained();
    expect(stage.progress()?.state).toBe('detaching');
  });

  it('reads nothing about volumes when the settings say so', async () => {
    stage = new Stage();
    stage.settings = drainSettings({ volumes: 'ignore' });
    stage.cluster.attach('a', 'pvc-1');
    await drained();
    expect(stage.progress()?.state).toBe('emptied');
    expect(stage.cluster.attachmentWatches.begun).toBe(0);
  });

  it.each([
    ['the deadline', { deadline: minute }],
    ['the end of the attempt', { timeoutAt: minute }],
  ])('waits only until %s, and names the volumes that are left', async (_name, times) => {
    stage = new Stage();
    stage.cluster.attach('a', 'pvc-1');
    const at = Object.fromEntries(
      Object.entries(times).map(([key, after]) => [key, stage.startedAt + after]),
    );
    await drained(at);
    await stage.clock.advance(minute - 3_100);
    expect(stage.progress()?.state).toBe('detaching');
    await stage.clock.advance(200);
    expect(stage.progress()).toMatchObject({ state: 'emptied', volumes: ['pvc-1'] });
  });

  it('does not wait when this controller may not read the attachments', async () => {
    stage = new Stage();
    stage.cluster.attachmentState = 'refused';
    stage.cluster.attach('a', 'pvc-1');
    await drained();
    expect(stage.progress()).toMatchObject({ state: 'emptied', volumes: [] });
  });

  it('does not wait when it may not read which volumes the staying pods use', async () => {
    stage = new Stage();
    stage.cluster.claims.set('default/logs', failure(403));
    stage.cluster.add('a', podView('logs', daemon));
    stage.cluster.attach('a', 'pvc-1');
    await drained();
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('reads again when it got no answer', async () => {
    stage = new Stage();
    stage.cluster.claims.set('default/logs', failure(500));
    stage.cluster.add('a', podView('logs', daemon));
    stage.cluster.attach('a', 'pvc-logs');
    await drained();
    expect(stage.progress()?.state).toBe('running');
    stage.cluster.claims.set('default/logs', 'pvc-logs');
    await stage.clock.advance(5_000);
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('does not wait when its kubelet is silent, since nobody unmounts anything there', async () => {
    stage = new Stage();
    stage.cluster.attach('a', 'pvc-1');
    const Ready = aCondition('Unknown', '', stage.startedAt - 2 * minute);
    await stage.drainNodes([nodeView('a', { ready: 'Unknown', conditions: { Ready } })]);
    await stage.clock.advance(3_000);
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('evicts again when a pod comes while it waits', async () => {
    stage = new Stage();
    stage.cluster.attach('a', 'pvc-1');
    await drained();
    stage.cluster.add('a', podView('late'));
    await stage.clock.advance(10);
    expect(stage.progress()?.state).toBe('running');
    expect(stage.cluster.asked()).toEqual(['late']);
  });

  it('waits no more when its drain stops', async () => {
    stage = new Stage();
    stage.cluster.attach('a', 'pvc-1');
    await drained();
    await stage.drainer.keep([]);
    expect(stage.cluster.attachmentWatches.running).toBe(0);
  });

  it('shares one watch with all other waiting nodes', async () => {
    stage = new Stage();
    for (const name of ['a', 'b', 'c']) stage.cluster.attach(name, `pvc-${name}`);
    await stage.drain(['a', 'b', 'c']);
    await stage.clock.advance(3_000);
    expect(stage.cluster.attachmentWatches).toEqual({ begun: 1, running: 1 });
    for (const name of ['a', 'b', 'c']) stage.cluster.attach(name);
    await stage.clock.advance(10);
    expect(stage.cluster.attachmentWatches).toEqual({ begun: 1, running: 0 });
  });
});
