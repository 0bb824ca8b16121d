import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import { metric } from './installation.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { ServingWatch } from './serving.ts';
import { useMechanic } from './suite.ts';
import type { WorkloadOptions } from '../controlplane/workload.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b, c] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above
const namespace = 'default';

describe('an application on a drained node', () => {
  const suite = useMechanic({ fleet });

  /** Places a workload on the first node; its pods may run on all nodes. */
  async function place(mechanic: MechanicCluster, ...workloads: readonly WorkloadOptions[]): Promise<void> {
    for (const node of [b, c]) await mechanic.setUnschedulable(node, true);
    for (const workload of workloads)
      await mechanic.cluster.createWorkload({
        nodeSelector: { agentpool: 'user' },
        startSeconds: 3,
        ...workload,
      });
    for (const node of [b, c]) await mechanic.setUnschedulable(node, false);
  }

  async function replicas(mechanic: MechanicCluster, name: string): Promise<number | undefined> {
    const { spec } = await mechanic.cluster.apps.readNamespacedDeployment({ namespace, name });
    return spec?.replicas;
  }

  async function eventsOn(mechanic: MechanicCluster, name: string): Promise<(string | undefined)[]> {
    const fieldSelector = `involvedObject.kind=Deployment,involvedObject.name=${name}`;
    const { items } = await mechanic.cluster.core.listNamespacedEvent({ namespace, fieldSelector });
    return items
      .map(({ reason }) => reason)
      .filter((reason) => reason?.startsWith('Surge'))
      .sort();
  }

  it('serves without a gap with one replica, with or without a budget, and has its old number of replicas afterwards', async () => {
    const { mechanic } = suite;
    await place(
      mechanic,
      { name: 'bare', replicas: 1 },
      { name: 'kept', replicas: 1, budget: { minAvailable: 1 } },
    );
    const watch = new ServingWatch(mechanic.cluster, ['bare', 'kept']);
    mechanic.schedule(a, 'Redeploy');
    const { record } = await mechanic.untilDrained(a);
    const served = await watch.stop();
    expect([...served]).toEqual([
      ['bare', { downSeconds: 0, fewest: 1 }],
      ['kept', { downSeconds: 0, fewest: 1 }],
    ]);
    await mechanic.until(a, 'rid of its surges', (state) => state.record?.surges === undefined);
    expect([await replicas(mechanic, 'bare'), await replicas(mechanic, 'kept')]).toEqual([1, 1]);
    expect(record?.attempts).toBe(1);
    expect(await eventsOn(mechanic, 'bare')).toEqual(['SurgeEnded', 'SurgeStarted']);
    expect(await metric(await mechanic.installation.leader(), 'mechanic_surges_total', 'succeeded')).toBe(2);
  });

  it('has its old number of replicas after the leader is killed during the surge', async () => {
    const { mechanic } = suite;
    await place(mechanic, { name: 'bare', replicas: 1, startSeconds: 6 });
    const watch = new ServingWatch(mechanic.cluster, ['bare']);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.eventually('the surge', async () => (await replicas(mechanic, 'bare')) === 2);
    const leader = await mechanic.installation.leader();
    leader.process().signal('SIGKILL');
    await mechanic.untilDrained(a, { timeout: 60_000 });
    expect((await watch.stop()).get('bare')?.downSeconds).toBe(0);
    await mechanic.eventually('the number back', async () => (await replicas(mechanic, 'bare')) === 1);
    await mechanic.until(a, 'rid of its surges', (state) => state.record?.surges === undefined);
  });

  it('keeps the number of replicas that a person sets during the surge', async () => {
    const { mechanic } = suite;
    await place(mechanic, { name: 'bare', replicas: 1, startSeconds: 6 });
    mechanic.schedule(a, 'Redeploy');
    await mechanic.eventually('the surge', async () => (await replicas(mechanic, 'bare')) === 2);
    await mechanic.controlPlane.kubectl(['scale', 'deployment', 'bare', '--replicas', '3']);
    await mechanic.untilDrained(a);
    await mechanic.until(a, 'rid of its surges', (state) => state.record?.surges === undefined);
    expect(await replicas(mechanic, 'bare')).toBe(3);
  });

  it('gets its old number of replicas when the event is cancelled', async () => {
    const { mechanic } = suite;
    await place(mechanic, { name: 'bare', replicas: 1, startSeconds: 20 });
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.eventually('the surge', async () => (await replicas(mechanic, 'bare')) === 2);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
    await mechanic.eventually('the number back', async () => (await replicas(mechanic, 'bare')) === 1);
  });
});
