import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above

describe('the owner of a cordon', () => {
  const suite = useMechanic({ fleet });

  it('is a person who cordoned before: mechanic drains the node and never uncordons it', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.createWorkload({ name: 'web', replicas: 6, nodeSelector: { agentpool: 'user' } });
    await mechanic.setUnschedulable(a, true);
    const event = mechanic.schedule(a, 'Redeploy');
    const drained = await mechanic.untilDrained(a);
    expect(drained.record?.wasUnschedulable).toBe(true);
    expect(await mechanic.workloadOn(a)).toEqual([]);
    mechanic.imds.finish(event);
    await mechanic.until(a, 'left by mechanic', ({ record }) => record === null);
    await mechanic.settled();
    expect(await mechanic.node(a)).toMatchObject({ unschedulable: true, labelled: false });
  });

  it('is mechanic even if the drain never succeeded: it releases the node once the event is over', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ drain: { timeout: '2s', retry: { initial: '1h', max: '1h' } } });
    await hold(mechanic, a);
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Failed');
    expect((await mechanic.node(a)).unschedulable).toBe(true);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
  });

  it('is mechanic, which uncordons exactly once when the event is over', async () => {
    const { mechanic } = suite;
    const since = new Date();
    const event = mechanic.schedule(a, 'Reboot');
    await mechanic.untilDrained(a);
    mechanic.imds.start(event);
    await mechanic.until(a, 'started', ({ report }) => report?.events[0]?.status === 'Started');
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
    await mechanic.settled();
    expect(await mechanic.cordons(a, since)).toEqual([true, false]);
  });

  it('is mechanic, which uncordons a rebooted node only when it is Ready', async () => {
    const { mechanic } = suite;
    const event = mechanic.schedule(a, 'Reboot');
    await mechanic.untilDrained(a);
    await mechanic.cluster.setReady(a, false);
    mechanic.imds.finish(event);
    await mechanic.untilReported(a, 0);
    await mechanic.settled();
    expect((await mechanic.node(a)).unschedulable).toBe(true);
    await mechanic.cluster.setReady(a, true);
    await mechanic.untilIdle(a);
  });

  it('is a person who uncordoned the node, and mechanic does not cordon it again', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    const since = new Date();
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    await mechanic.setUnschedulable(a, false);
    await mechanic.until(a, 'overridden', ({ record }) => record?.overridden === true);
    await mechanic.settled();
    expect(await mechanic.cordons(a, since)).toEqual([true, false]);
    expect(await mechanic.workloadOn(a)).toHaveLength(1);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
    await held.release();
  });

  it('is mechanic again for another event on such a node', async () => {
    const { mechanic } = suite;
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    await mechanic.setUnschedulable(a, false);
    await mechanic.until(a, 'overridden', ({ record }) => record?.overridden === true);
    mechanic.schedule(a, 'Preempt');
    await mechanic.untilDrained(a);
    expect((await mechanic.node(a)).unschedulable).toBe(true);
  });

  it('is never mechanic on an ignored node', async () => {
    const { mechanic } = suite;
    const since = new Date();
    await mechanic.cluster.annotateNode(a, { 'mechanic.dev/ignore': 'true' });
    mechanic.schedule([a, b], 'Redeploy');
    await mechanic.untilDrained(b);
    await mechanic.settled();
    expect(await mechanic.controllerWrites({ name: a, since })).toEqual([]);
    await mechanic.cluster.annotateNode(a, { 'mechanic.dev/ignore': null });
    await mechanic.untilDrained(a);
  });

  it('is new for a Node that was created again with the same name', async () => {
    const { mechanic } = suite;
    const again = scaleSetNode('user', 40);
    mechanic.addMachines([again]);
    await mechanic.addNodes([again]);
    const event = mechanic.schedule(again.name, 'Redeploy');
    const drained = await mechanic.untilDrained(again.name);
    await mechanic.removeNode(again.name);
    mechanic.imds.finish(event);
    const record = JSON.stringify(drained.record);
    await mechanic.addNodes([
      { ...again, options: { ...again.options, annotations: { 'mechanic.dev/maintenance': record } } },
    ]);
    await mechanic.untilIdle(again.name);
    mechanic.schedule(again.name, 'Reboot');
    const anew = await mechanic.untilDrained(again.name);
    expect(anew.record).toMatchObject({ reason: 'Reboot', nodeUID: anew.node.metadata?.uid });
  });

  it('keeps all annotations, labels and taints of others', async () => {
    const { mechanic } = suite;
    const taint = { key: 'team', value: 'blue', effect: 'PreferNoSchedule' };
    await mechanic.cluster.annotateNode(a, { 'example.com/note': 'keep' });
    await mechanic.setTaints(a, [taint]);
    const before = await mechanic.node(a);
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
    // Kubernetes taints a cordoned node itself, and removes its taint shortly after the uncordon.
    const { node } = await mechanic.until(
      a,
      'no taint of a cordon',
      (state) =>
        state.node.spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/unschedulable') !== true,
    );
    expect(node.spec?.taints).toEqual(before.node.spec?.taints);
    expect(node.metadata?.labels).toEqual(before.node.metadata?.labels);
    expect(node.metadata?.annotations).toMatchObject({ 'example.com/note': 'keep' });
    await mechanic.setTaints(a, []);
  });
});
