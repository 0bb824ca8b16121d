import { describe, expect, it } from '@jest/globals';
import type { V1Pod } from '@kubernetes/client-node';
import { canary, scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2, 3, 4, 5].map((index) => scaleSetNode('user', index));
const names = fleet.map(({ name }) => name);
const [a, b, c] = names as [string, string, string, ...string[]]; // six, as listed above

describe('how many nodes drain at once, and which', () => {
  const suite = useMechanic({ fleet });

  it('drains nodes one after the other, in a fixed order, when all get an event in the same second', async () => {
    const { mechanic } = suite;
    const since = new Date();
    await announceToAll(mechanic);
    await mechanic.installation.configure({ maxConcurrentDrains: 1 });
    await Promise.all(names.map((name) => mechanic.untilDrained(name, { timeout: 60_000 })));
    const { timeline } = await mechanic.controlPlane.auditLog.drainingOverTime();
    const begun = timeline
      .filter(({ at, nodes }) => at >= since && nodes.length > 0)
      .map(({ nodes }) => nodes);
    expect(begun).toEqual(names.map((name) => [name]));
  });

  it('taints waiting nodes, so that evicted pods do not move to the next node to drain', async () => {
    const { mechanic } = suite;
    const doomed = names.slice(0, 5);
    await mechanic.cluster.createWorkload({ name: 'web', replicas: 6, nodeSelector: { agentpool: 'user' } });
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Reboot');
    await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(doomed.slice(1), 'Redeploy', { noticeMs: 3_600_000 });
    for (const name of doomed.slice(1)) await mechanic.until(name, 'marked', ({ waiting }) => waiting);
    const since = new Date();
    const doomedPods = (await Promise.all(doomed.map((name) => mechanic.workloadOn(name))))
      .flat()
      .filter(isWeb);
    await held.release();
    for (const name of doomed) await mechanic.untilDrained(name, { timeout: 60_000 });
    await mechanic.eventually(
      'all pods on the one node that stays',
      async () => (await mechanic.workloadOn(names[5] ?? '')).filter(isWeb).length === 6,
    );
    const evicted = (await mechanic.controllerWrites({ since })).filter(
      ({ subresource, code, name }) => subresource === 'eviction' && code === 201 && name.startsWith('web-'),
    );
    expect(new Set(evicted.map(({ name }) => name)).size).toBe(doomedPods.length);
    for (const name of doomed) expect((await mechanic.node(name)).waiting).toBe(false);
  });

  it('counts nodes that are unavailable for other reasons, and drains those without a limit', async () => {
    const { mechanic } = suite;
    const [e, f] = [names[4] ?? '', names[5] ?? ''];
    await announceToAll(mechanic);
    await mechanic.setUnschedulable(e, true);
    await mechanic.setUnschedulable(f, true);
    await mechanic.installation.configure({ maxConcurrentDrains: 6, maxUnavailable: 3 });
    for (const name of [a, e, f]) await mechanic.untilDrained(name);
    await mechanic.settled();
    expect(await mechanic.cluster.cordonedNodes()).toEqual([a, e, f]);
    const { queue } = await mechanic.installation.status();
    expect(queue.map(({ node }) => node)).toEqual(names.slice(1, 4));
    expect(queue[0]?.waitsFor).toContain('3 of 3');
  });

  it('lets a node whose VM is lost anyway pass a limit on unavailable nodes', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ maxUnavailable: 1 });
    await mechanic.setUnschedulable(a, true);
    mechanic.schedule(b, 'Redeploy');
    await mechanic.until(b, 'waiting', ({ waiting }) => waiting);
    mechanic.schedule(c, 'Terminate');
    await mechanic.untilDrained(c);
    expect((await mechanic.node(b)).unschedulable).toBe(false);
  });

  it('pauses a stuck drain for one with a deadline in seconds, and continues it afterwards', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy', { noticeMs: 3_600_000 });
    const draining = await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(b, 'Preempt');
    await mechanic.untilPhase(a, 'Paused');
    expect((await mechanic.node(a)).unschedulable).toBe(true);
    await mechanic.untilDrained(b);
    const resumed = await mechanic.untilPhase(a, 'Draining');
    expect(resumed.record).toMatchObject({ startedAt: draining.record?.startedAt, attempts: 1 });
    await held.release();
    await mechanic.untilDrained(a);
  });

  it('keeps the slot of a drain however long it takes, and frees it when the node is deleted', async () => {
    const { mechanic } = suite;
    const short = scaleSetNode('user', 20);
    mechanic.addMachines([short]);
    await mechanic.addNodes([short]);
    await hold(mechanic, short.name);
    mechanic.schedule(short.name, 'Redeploy');
    await mechanic.untilPhase(short.name, 'Draining');
    mechanic.schedule(b, 'Redeploy', { noticeMs: 3_600_000 });
    await mechanic.until(b, 'waiting', ({ waiting }) => waiting);
    await mechanic.settled();
    expect((await mechanic.node(b)).record).toBeNull();
    await mechanic.removeNode(short.name);
    await mechanic.untilDrained(b);
  });

  it('continues with the next node when a drain fails, and returns to the failed one later', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ drain: { timeout: '3s' } });
    const held = await hold(mechanic, a);
    mechanic.schedule([a, b], 'Redeploy');
    const failed = await mechanic.untilPhase(a, 'Failed');
    expect(failed.record?.blockedBy?.[0]).toMatchObject({ budgets: [held.budget] });
    await mechanic.untilDrained(b);
    await mechanic.until(a, 'tried again', ({ record }) => (record?.attempts ?? 0) > 1);
    await held.release();
    await mechanic.untilDrained(a);
  });

  it.each([
    'ToBeDeletedByClusterAutoscaler',
    'karpenter.sh/disrupted',
    'remediator.kubernetes.azure.com/unschedulable',
  ])('leaves a node to whoever set the taint %s', async (key) => {
    const { mechanic } = suite;
    const since = new Date();
    await mechanic.setTaints(a, [{ key, effect: 'NoSchedule' }]);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilReported(a);
    await mechanic.settled();
    expect(await mechanic.controllerWrites({ name: a, since })).toEqual([]);
    await mechanic.setTaints(a, []);
    await mechanic.untilDrained(a);
  });

  it('obeys a limit for each zone in addition to that of the cluster', async () => {
    const { mechanic } = suite;
    const zone = { name: 'zone', topologyKey: 'topology.kubernetes.io/zone', maxConcurrentDrains: 1 };
    for (const name of names) await hold(mechanic, name);
    await announceToAll(mechanic);
    await mechanic.installation.configure({ maxConcurrentDrains: 6, budgets: [zone] });
    // Node 3 is in the zone of node 0, and so on.
    await Promise.all(names.slice(0, 3).map((name) => mechanic.untilPhase(name, 'Draining')));
    for (const name of names.slice(3)) await mechanic.until(name, 'waiting', ({ waiting }) => waiting);
    await mechanic.settled();
    for (const name of names.slice(3)) expect((await mechanic.node(name)).record).toBeNull();
    expect((await mechanic.node(canary.name)).record).toBeNull();
  });
});

/** Makes every node wait for the same event, so that the order of probes does not matter. */
async function announceToAll(mechanic: MechanicCluster): Promise<void> {
  await mechanic.installation.configure({ maxConcurrentDrains: 0 });
  mechanic.schedule(names, 'Redeploy');
  for (const name of names) await mechanic.until(name, 'waiting', ({ waiting }) => waiting);
}

function isWeb({ metadata }: V1Pod): boolean {
  return metadata?.labels?.app === 'web';
}
