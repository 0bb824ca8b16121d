import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { scaleSetNode } from '../scenarios/fleet.ts';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import type { NodeState } from '../scenarios/node-state.ts';
import { type HeldPod, hold } from '../scenarios/workloads.ts';
import { FirstVersion } from './first-version.ts';

const repository = join(import.meta.dirname, '..', '..');
const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [paused, running, queued] = fleet.map(({ name }) => name) as [string, string, string]; // three, as above

/** Which version each part of the release has: the tags of its images. */
const first = { controller: { image: { tag: 'first' } }, probe: { image: { tag: 'first' } } };
const present = { controller: { image: { tag: 'present' } }, probe: { image: { tag: 'present' } } };

let version: FirstVersion;
let mechanic: MechanicCluster;
beforeAll(async () => {
  version = await FirstVersion.build();
  mechanic = await MechanicCluster.start({
    fleet,
    chart: version.chart,
    values: first,
    kubelet: { application: (image) => (image.endsWith(':first') ? version.directory : repository) },
  });
}, 180_000);
afterAll(async () => {
  await mechanic.stop();
  await version.remove();
});

/** A drain that runs, one that was paused for it, and a node that waits for both. */
interface Work {
  readonly since: Date;
  readonly held: readonly HeldPod[];
  readonly events: Readonly<Record<string, string>>;
  readonly before: readonly NodeState[];
}

async function begin(): Promise<Work> {
  const since = new Date();
  const held = [await hold(mechanic, paused), await hold(mechanic, running)];
  await mechanic.cluster.createWorkload({
    name: 'web',
    replicas: 2,
    nodeSelector: { 'kubernetes.io/hostname': queued },
  });
  const later = { noticeMs: 3_600_000 };
  const events = { [paused]: mechanic.schedule(paused, 'Redeploy', later) };
  await mechanic.untilPhase(paused, 'Draining');
  events[running] = mechanic.schedule(running, 'Preempt', { noticeMs: 115_000 });
  await mechanic.untilPhase(running, 'Draining');
  events[queued] = mechanic.schedule(queued, 'Reboot', later);
  await mechanic.until(queued, 'waiting', ({ waiting }) => waiting);
  await mechanic.untilPhase(paused, 'Paused');
  return { since, held, events, before: await mechanic.states() };
}

/** Everything stands as it stood: the same records, cordoned once, the same node waiting. */
async function expectUntouched({ since, before }: Work): Promise<void> {
  const known = ({ record, waiting, unschedulable }: NodeState): unknown => ({
    phase: record?.phase,
    startedAt: record?.startedAt,
    attempts: record?.attempts,
    events: record?.events,
    waiting,
    unschedulable,
  });
  expect((await mechanic.states()).map(known)).toEqual(before.map(known));
  expect(await mechanic.cordons(running, since)).toEqual([true]);
  expect(await mechanic.cordons(paused, since)).toEqual([true]);
  expect(await mechanic.breaches()).toEqual([]);
}

/** The versions of the pods that run, by part. */
async function versions(): Promise<Record<string, string[]>> {
  const { items } = await mechanic.cluster.core.listNamespacedPod({ namespace: 'mechanic' });
  const tags = (part: string): string[] =>
    items
      .filter(({ metadata }) => metadata?.labels?.['app.kubernetes.io/component'] === part)
      .map(({ spec }) => spec?.containers[0]?.image?.split(':').at(-1) ?? '');
  return { controller: [...new Set(tags('controller'))], probe: [...new Set(tags('probe'))] };
}

/** Waits until exactly these versions run, Ready as far as they can be, and one of them leads. */
async function untilRolledOut(controller: string, probe: string): Promise<void> {
  await mechanic.eventually(
    `controllers "${controller}" and probes "${probe}"`,
    async () => {
      // A probe of the first version reads its Node by a right that the present chart no longer gives.
      const probes = controller === 'present' && probe === 'first' ? 'any' : fleet.length;
      const ready = await mechanic.installation.isReady(probes);
      const found = await versions();
      return ready && found.controller?.join() === controller && found.probe?.join() === probe;
    },
    { timeout: 90_000 },
  );
  const leader = await mechanic.installation.leader({ timeout: 60_000 });
  // It has seen every node, so what it was going to do is done or decided.
  await mechanic.eventually('the leader to see all', async () => {
    const { synced, queue } = await mechanic.installation.status(leader);
    return synced && queue.some(({ node }) => node === queued);
  });
  await mechanic.settled();
}

/** Lets the pods go: the urgent drain ends, the paused one goes on, the node that waited follows. */
async function expectFinished({ since, held, events, before }: Work): Promise<void> {
  for (const pod of held) await pod.release();
  for (const name of [running, paused, queued]) {
    const { record } = await mechanic.untilDrained(name);
    const known = before.find((state) => state.name === name)?.record;
    expect(record?.startedAt).toBe(known?.startedAt ?? record?.startedAt);
    mechanic.imds.finish(events[name] ?? '');
    await mechanic.untilIdle(name);
    expect(await mechanic.cordons(name, since)).toEqual([true, false]);
  }
  expect(await mechanic.breaches()).toEqual([]);
  await mechanic.reset();
}

/** Goes back to what was installed first. */
function rollback(...flags: readonly string[]): Promise<string> {
  return mechanic.controlPlane.helm(['rollback', 'mechanic', '1', '--namespace', 'mechanic', ...flags]);
}

/** The ConfigMap says so, and it is in force. */
async function expectSettings(timeout: string): Promise<void> {
  const { settings } = await mechanic.installation.status();
  expect(settings.state).toBe('ok');
  expect(settings.inForce).toMatchObject({ maxConcurrentDrains: 1, drain: { timeout } });
}

describe('an upgrade from the first version', () => {
  it('starts nothing over and forgets nothing, with new controllers beside old probes on the way', async () => {
    await mechanic.installation.configure({ drain: { timeout: '2h' } });
    const work = await begin();
    await mechanic.installation.upgrade({ ...present, probe: first.probe });
    await untilRolledOut('present', 'first');
    await expectUntouched(work);
    await expectSettings('2h');
    await mechanic.installation.upgrade(present);
    await untilRolledOut('present', 'present');
    await expectUntouched(work);
    await expectSettings('2h');
    await expectFinished(work);
  }, 400_000);

  it('can be taken back by helm, and an edit of the settings is not undone unknowingly', async () => {
    await mechanic.installation.configure({ drain: { timeout: '3h' } });
    const work = await begin();
    await mechanic.installation.upgrade(present);
    await untilRolledOut('present', 'present');
    await expectUntouched(work);
    await expectSettings('3h');
    // An edit of the ConfigMap is not undone unknowingly.
    await expect(rollback()).rejects.toThrow('conflict');
    await expectSettings('3h');
    await rollback('--force-conflicts');
    await untilRolledOut('first', 'first');
    await expectUntouched(work);
    await expectSettings('1h');
    await expectFinished(work);
  }, 400_000);
});
