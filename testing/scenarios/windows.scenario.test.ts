import { beforeAll, describe, expect, it } from '@jest/globals';
import { type FleetNode, scaleSetNode, singleNode } from './fleet.ts';
import { useMechanic } from './suite.ts';

const linux = scaleSetNode('user', 0);
const windows: FleetNode = {
  ...singleNode('akswin000002', { labels: { 'kubernetes.io/os': 'windows' } }),
  vm: 'akswin_2',
};

describe('a Windows node', () => {
  // No other Windows node could run a successor.
  const suite = useMechanic({ fleet: [linux], settings: { drain: { surge: 'off' } } });
  const { name } = windows;
  // Added later than the others, because it has no probe to wait for.
  beforeAll(async () => {
    suite.mechanic.addMachines([windows]);
    await suite.mechanic.addNodes([windows]);
  });

  it('has no probe, and is drained and released by its condition, beside a Linux node with a probe', async () => {
    const { mechanic } = suite;
    const { items } = await mechanic.cluster.core.listNamespacedPod({
      namespace: 'mechanic',
      labelSelector: 'app.kubernetes.io/component=probe',
    });
    expect(items.map(({ spec }) => spec?.nodeName)).toEqual([linux.name]);

    await mechanic.cluster.createWorkload({
      name: 'iis',
      replicas: 2,
      nodeSelector: { 'kubernetes.io/os': 'windows' },
    });
    const due = new Date(Date.now() + 600_000).toUTCString();
    await mechanic.announce(name, `Redeploy Scheduled: ${due}. DurationInSeconds: -1. Host is failing.`);
    const drained = await mechanic.untilDrained(name);
    expect(drained.record).toMatchObject({ reason: 'Redeploy', wasUnschedulable: false });
    expect(await mechanic.workloadOn(name)).toEqual([]);
    await mechanic.announce(name, null);
    await mechanic.untilIdle(name);
  });

  it('is not drained for an event that only its metadata service shows, because nothing reads it there', async () => {
    const { mechanic } = suite;
    const event = mechanic.schedule([name, linux.name], 'Redeploy');
    await mechanic.untilDrained(linux.name);
    await mechanic.settled();
    expect(await mechanic.node(name)).toMatchObject({ unschedulable: false, record: null });
    mechanic.imds.finish(event);
    await mechanic.untilIdle(linux.name);
  });
});
