import { describe, expect, it } from '@jest/globals';
import { LIVE_MIGRATION } from '../imds/scheduled-event.ts';
import { type FleetNode, scaleSetNode, singleNode } from './fleet.ts';
import { httpUrl, metric } from './installation.ts';
import { useMechanic } from './suite.ts';

const one = scaleSetNode('user', 1);
const twelve = scaleSetNode('user', 12);
const single = singleNode('aks-default-cfc7h');
const windows: FleetNode = { ...singleNode('akswin000002'), vm: 'akswin_2' };
const short = singleNode('n1');

describe('detection', () => {
  const suite = useMechanic({ fleet: [one, twelve, single, windows, short] });

  it.each([
    ['aks-user-10000000-vmss_12', twelve, one],
    ['aks-user-10000000-vmss_1', one, twelve],
  ])(
    'drains the VM that an event names, %s, and not one whose name begins the same',
    async (_, hit, other) => {
      const { mechanic } = suite;
      const since = new Date();
      mechanic.schedule(hit.name, 'Redeploy');
      await mechanic.untilDrained(hit.name);
      await mechanic.settled();
      expect((await mechanic.node(other.name)).report?.events).toEqual([]);
      expect(await mechanic.controllerWrites({ name: other.name, since })).toEqual([]);
    },
  );

  it.each([
    ['a VM of its own', single],
    ['a Windows scale set', windows],
    ['a name of two letters', short],
  ])('knows the VM of a node with %s, however Azure spells it', async (_, { name, vm }) => {
    const { mechanic } = suite;
    mechanic.imds.schedule({ type: 'Reboot', resources: [vm, vm.toUpperCase()] });
    const drained = await mechanic.untilDrained(name);
    expect(drained.report?.vm).toBe(vm);
  });

  it('releases a node once when its event is cancelled during the drain', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.createWorkload({
      name: 'held',
      replicas: 1,
      budget: { minAvailable: 1 },
      nodeSelector: { 'kubernetes.io/hostname': one.name },
    });
    const since = new Date();
    const leader = await mechanic.installation.leader();
    const cancelled = await metric(leader, 'mechanic_drains_total', 'outcome="cancelled"');
    const event = mechanic.schedule(one.name, 'Redeploy');
    await mechanic.untilPhase(one.name, 'Draining');
    mechanic.imds.cancel(event);
    await mechanic.untilIdle(one.name);
    expect(await mechanic.workloadOn(one.name)).toHaveLength(1);
    expect(await metric(leader, 'mechanic_drains_total', 'outcome="cancelled"')).toBe(cancelled + 1);
    await mechanic.eventually('an Event about it', async () =>
      (await mechanic.eventsOf(one.name)).some((text) => text.startsWith('MaintenanceCancelled')),
    );
    await mechanic.settled();
    expect(await mechanic.cordons(one.name, since)).toEqual([true, false]);
  });

  it('keeps its knowledge while IMDS answers nonsense or does not answer', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ maxConcurrentDrains: mechanic.nodes.length });
    mechanic.schedule(mechanic.nodes, 'Reboot');
    await Promise.all(mechanic.nodes.map((name) => mechanic.untilDrained(name)));
    const faults = ['throttled', 'error', 'html', 'truncated', 'not-found'] as const;
    await Promise.all(
      mechanic.nodes.map(async (name, index) => {
        mechanic.imds.fault(name, faults[index % faults.length]);
        const failed = async (): Promise<boolean> => (await badAnswers(name)) > 0;
        await mechanic.eventually(`${name}: bad answers of IMDS counted`, failed);
      }),
    );
    await mechanic.settled();
    for (const name of mechanic.nodes) {
      const node = await mechanic.node(name);
      expect(node).toMatchObject({ phase: 'Drained', unschedulable: true });
      expect(node.report?.events).toHaveLength(1);
    }

    async function badAnswers(name: string): Promise<number> {
      const probe = mechanic.installation.probe(name);
      const all = await metric(probe, 'mechanic_probe_imds_requests_total');
      return all - (await metric(probe, 'mechanic_probe_imds_requests_total', 'result="ok"'));
    }
  });

  it('reports an event of unknown type or with missing fields, and drains nothing for it', async () => {
    const { mechanic } = suite;
    const event = { EventId: 'A', EventType: 'Levitate', EventStatus: 'Scheduled', Resources: [one.vm] };
    const unreadable = { EventType: 7 };
    mechanic.imds.serve(
      one.name,
      JSON.stringify({ DocumentIncarnation: 99, Events: [unreadable, { ...event, NotBefore: '' }] }),
    );
    const { report } = await mechanic.untilReported(one.name);
    expect(report?.events[0]).toMatchObject({
      id: 'A',
      type: 'Levitate',
      notBefore: null,
      durationSeconds: -1,
    });
    await mechanic.settled();
    expect(await mechanic.node(one.name)).toMatchObject({ unschedulable: false, record: null });
  });

  it('keeps a probe alive but not ready until IMDS gives its slow first answer', async () => {
    const { mechanic } = suite;
    const late = scaleSetNode('user', 30);
    mechanic.addMachines([late]);
    mechanic.imds.fault(late.name, 'slow', 1);
    await mechanic.addNodes([late]);
    await mechanic.until(late.name, 'starting', ({ report }) => report?.imds === 'starting');
    const probe = mechanic.installation.probe(late.name);
    expect((await fetch(httpUrl(probe, '/readyz'))).status).toBe(503);
    expect((await fetch(httpUrl(probe, '/healthz'))).status).toBe(200);
    await mechanic.until(late.name, 'reported', ({ report }) => report?.imds === 'ok');
    await mechanic.eventually(
      'the probe to be ready',
      async () => (await fetch(httpUrl(probe, '/readyz'))).ok,
    );
    expect(probe.restarts).toBe(0);
  });

  it('does nothing twice when a probe dies or is replaced during an event', async () => {
    const { mechanic } = suite;
    mechanic.schedule(one.name, 'Reboot');
    const drained = await mechanic.untilDrained(one.name);
    const since = new Date();
    const killed = mechanic.installation.probe(one.name);
    killed.process().signal('SIGKILL');
    await mechanic.eventually('the probe to be back', () => killed.ready && killed.restarts === 1);
    await mechanic.cluster.core.deleteNamespacedPod({
      name: killed.view.name,
      namespace: killed.view.namespace,
    });
    await mechanic.eventually('another probe', () => {
      const probe = mechanic.installation.probe(one.name);
      return probe !== killed && probe.ready;
    });
    await mechanic.settled();
    expect((await mechanic.node(one.name)).record).toEqual(drained.record);
    expect(await mechanic.controllerWrites({ name: one.name, since })).toEqual([]);
    const patches = await mechanic.controlPlane.auditLog.entries({ verb: 'patch', name: one.name, since });
    // A probe reads its Node by a patch without changes.
    expect(patches.filter(({ dryRun }) => !dryRun)).toEqual([]);
  });

  it('delays the drain for an event in some days, if drain.leadTime is set', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ drain: { leadTime: '10m' } });
    mechanic.schedule(one.name, 'Redeploy', { noticeMs: 6 * 24 * 3_600_000 });
    await mechanic.untilReported(one.name);
    mechanic.schedule(twelve.name, 'Preempt');
    await mechanic.untilDrained(twelve.name);
    const { nodes } = await mechanic.installation.status();
    expect(nodes.find(({ node }) => node === one.name)?.state).toBe('scheduled');
    expect(await mechanic.node(one.name)).toMatchObject({
      unschedulable: false,
      record: null,
      waiting: false,
    });
    await mechanic.installation.configure({});
    await mechanic.untilDrained(one.name);
  });

  it('distinguishes a live migration from other freezes, and short freezes from long ones', async () => {
    const { mechanic } = suite;
    mechanic.schedule(one.name, 'Freeze', { durationSeconds: 9 });
    await mechanic.untilReported(one.name);
    mechanic.schedule(twelve.name, 'Freeze', { description: LIVE_MIGRATION, durationSeconds: 9 });
    await mechanic.untilDrained(twelve.name);
    await mechanic.settled();
    expect(await mechanic.node(one.name)).toMatchObject({ unschedulable: false, record: null });
    await mechanic.installation.configure({ scheduledEvents: { freeze: true } });
    await mechanic.untilDrained(one.name);
    await mechanic.installation.configure({ scheduledEvents: { freeze: true }, freezeMinDuration: '10s' });
    await Promise.all([mechanic.untilIdle(one.name), mechanic.untilIdle(twelve.name)]);
  });
});
