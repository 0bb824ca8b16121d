import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import type { Cluster } from '../controlplane/cluster.ts';
import { DrainRig, drainSettings } from './drain-rig.ts';

let controlPlane: ControlPlane;
let admin: Cluster;
let rig: DrainRig;
let count = 0;
let name: string;
let here: { nodeSelector: Record<string, string> };

beforeAll(async () => {
  controlPlane = await ControlPlane.start();
  admin = controlPlane.cluster;
}, 600_000);

afterAll(() => controlPlane.stop());

beforeEach(async () => {
  count += 1;
  name = `node-${count}`;
  here = { nodeSelector: { 'kubernetes.io/hostname': name } };
  await admin.createNodes([{ name }]);
  rig = await DrainRig.start(controlPlane);
});

afterEach(async () => {
  await rig.stop();
  await admin.core.deleteCollectionNamespacedPod({ namespace: 'default', gracePeriodSeconds: 0 });
});

async function create(pod: string, annotations: Record<string, string> = {}): Promise<void> {
  await admin.createPod({ name: pod, annotations, ...here });
}

async function running(pods: number): Promise<void> {
  await waitFor(`${pods} pods to run`, async () => {
    const all = await admin.podsOn(name);
    return all.length === pods && all.every(({ status }) => status?.phase === 'Running');
  });
}

/** Names of the pods that were asked to go, in order. */
async function asked(since: Date): Promise<string[]> {
  const evictions = await rig.evictions(since);
  return evictions.map((entry) => entry.name);
}

describe('rules and annotations, with what the API server says of pods,', () => {
  it('let one pod finish by itself, leave one, and evict the rest', async () => {
    rig.settings = drainSettings('{rules: [{pods: "app=job", events: [Redeploy], action: finish}]}');
    await create('job', { 'testing.mechanic.dev/run-seconds': '6' });
    await create('stays', { 'mechanic.dev/drain': 'leave' });
    await create('web', { 'mechanic.dev/drain': 'no idea' });
    await running(3);
    const cordoned = await rig.drain(name, { dueInMs: 600_000 });
    const progress = await rig.until(name, 'left with the job', ({ podsLeft }) => podsLeft.length === 1);
    expect(progress.podsLeft).toMatchObject([{ name: 'job', state: 'finishing' }]);
    await rig.emptied(name);
    // The finished job is taken away like any other finished pod.
    expect(await asked(cordoned)).toEqual(['web', 'job']);
    expect((await admin.podsOn(name)).map(({ metadata }) => metadata?.name)).toEqual(['stays']);
    expect(rig.log.messages()).toContain('a pod asks to be drained in a way that is not known');
  });

  it('evict who may finish when the time left is no more than it needs', async () => {
    await admin.createPod({
      name: 'job',
      annotations: { 'mechanic.dev/drain': 'finish' },
      gracePeriodSeconds: 2,
      ...here,
    });
    await running(1);
    const cordoned = await rig.drain(name, { dueInMs: 36_000 });
    await rig.emptied(name);
    const [eviction] = await rig.evictions(cordoned);
    const waited = (eviction?.receivedAt.getTime() ?? 0) - cordoned.getTime();
    expect(waited).toBeGreaterThan(3_500);
    expect(waited).toBeLessThan(10_000);
  });

  it('let orders go one after the other', async () => {
    rig.settings = drainSettings(
      '{rules: [{pods: "app=last", action: evict, order: 1}, {pods: "app=first", action: evict, order: -5}]}',
    );
    for (const pod of ['last', 'middle', 'first']) {
      await admin.createPod({ name: pod, stopSeconds: 1, ...here });
    }
    await running(3);
    const cordoned = await rig.drain(name);
    await rig.emptied(name);
    expect(await asked(cordoned)).toEqual(['first', 'middle', 'last']);
  });
});
