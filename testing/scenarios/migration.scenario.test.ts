import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { useMechanic } from './suite.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string]; // of three, as listed above

const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** Cordons like the original mechanic: with its label in the same write, and nothing else. */
async function cordonAsTheOriginal({ cluster }: MechanicCluster, name: string): Promise<void> {
  const body = { metadata: { labels: { 'mechanic.cordoned': 'true' } }, spec: { unschedulable: true } };
  await cluster.core.patchNode({ name, body }, mergePatch);
}

/** The ConfigMap in the manifests of the original. */
const itsSettings = `vmEvents:
  freeze: false
  reboot: true
  redeploy: false
  preempt: true
  terminate: true
  liveMigration: true
optional:
  kernelDeadlock: true
  kubeletProblem: true
  frequentKubeletRestarts: true
  frequentContainerdRestarts: true
  fsCorrupt: true
  pollingInterval: 30
runtimeEnv: prod
enableTracing: true
bypassNodeProblemDetector: false
`;

describe('a cluster after the original mechanic was removed', () => {
  const suite = useMechanic({ fleet });

  it('has a node released that was cordoned for a past event', async () => {
    const { mechanic } = suite;
    const since = new Date();
    await cordonAsTheOriginal(mechanic, a);
    await mechanic.untilIdle(a);
    await mechanic.settled();
    expect(await mechanic.cordons(a, since)).toEqual([true, false]);
  });

  it('has a node released whose event ends before its drain begins', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ maxConcurrentDrains: 0 });
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.until(a, 'waiting for a slot', ({ waiting }) => waiting);
    await cordonAsTheOriginal(mechanic, a);
    await mechanic.settled();
    expect(await mechanic.node(a)).toMatchObject({ unschedulable: true, record: null });
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
  });

  it('has a node drained while its event lasts, and released afterwards', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ maxConcurrentDrains: 0 });
    await mechanic.cluster.createWorkload({ name: 'web', replicas: 2, nodeSelector: { agentpool: 'user' } });
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.untilReported(a);
    await cordonAsTheOriginal(mechanic, a);
    await mechanic.installation.configure({ maxConcurrentDrains: 1 });
    const drained = await mechanic.untilDrained(a);
    expect(drained.record).toMatchObject({ reason: 'Redeploy', wasUnschedulable: false });
    expect(drained).toMatchObject({ unschedulable: true, labelled: true });
    expect(await mechanic.workloadOn(a)).toEqual([]);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
  });

  it('keeps the cordon of a person, who sets no label', async () => {
    const { mechanic } = suite;
    await mechanic.setUnschedulable(a, true);
    await cordonAsTheOriginal(mechanic, b);
    await mechanic.untilIdle(b);
    await mechanic.settled();
    expect(await mechanic.node(a)).toMatchObject({ unschedulable: true, record: null });
  });

  it('keeps the cordon of a person on a node with the label', async () => {
    const { mechanic } = suite;
    const { controlPlane, cluster } = mechanic;
    const label = (value: 'true' | null): Promise<unknown> => {
      const body = { metadata: { labels: { 'mechanic.cordoned': value } } };
      return cluster.core.patchNode({ name: a, body, fieldManager: 'mechanic' }, mergePatch);
    };
    await controlPlane.kubectl(['cordon', a]);
    await label('true');
    await cordonAsTheOriginal(mechanic, b);
    await mechanic.untilIdle(b);
    await mechanic.settled();
    expect(await mechanic.node(a)).toMatchObject({ unschedulable: true, labelled: true, record: null });
    await label(null);
  });

  it('may keep the ConfigMap: its switches apply, and keys without effect are reported', async () => {
    const { mechanic } = suite;
    await mechanic.installation.writeSettings(itsSettings);
    const { settings } = await mechanic.installation.status();
    expect(settings).toMatchObject({ state: 'ok', error: null });
    expect(settings.warnings).toContain(
      'optionalConditions.pollingInterval has no meaning here and is ignored',
    );
    mechanic.schedule(a, 'Redeploy');
    mechanic.schedule(b, 'Reboot');
    await mechanic.untilReported(a);
    await mechanic.untilDrained(b);
    await mechanic.settled();
    expect(await mechanic.node(a)).toMatchObject({ unschedulable: false, record: null });
  });
});
