import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EvictionAutoscaler } from './eviction-autoscaler.ts';
import { scaleSetNode } from './fleet.ts';
import { ServingWatch } from './serving.ts';
import { useMechanic } from './suite.ts';

const fleet = [0, 1].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string]; // two, as listed above
const namespace = 'default';

describe("beside Azure's eviction-autoscaler", () => {
  const suite = useMechanic({ fleet });
  let autoscaler: EvictionAutoscaler;
  beforeAll(async () => {
    autoscaler = await EvictionAutoscaler.start(suite.mechanic.controlPlane);
  });
  afterAll(() => autoscaler.stop());

  it('an application with a budget that it manages gets a successor from it, and others from mechanic', async () => {
    const { mechanic } = suite;
    await mechanic.setUnschedulable(b, true);
    for (const name of ['tended', 'kept'])
      await mechanic.cluster.createWorkload({
        name,
        replicas: 1,
        budget: { minAvailable: 1 },
        nodeSelector: { agentpool: 'user' },
        startSeconds: 3,
      });
    await autoscaler.tend('tended');
    await mechanic.setUnschedulable(b, false);
    const watch = new ServingWatch(mechanic.cluster, ['tended', 'kept']);
    const since = new Date();
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    for (const name of ['tended', 'kept'])
      await mechanic.eventually(`${name} to have its number back`, async () => {
        const { spec } = await mechanic.cluster.apps.readNamespacedDeployment({ namespace, name });
        return spec?.replicas === 1;
      });
    expect([...(await watch.stop())]).toEqual([
      ['tended', { downSeconds: 0, fewest: 1 }],
      ['kept', { downSeconds: 0, fewest: 1 }],
    ]);
    const user = 'system:serviceaccount:mechanic:mechanic-controller';
    const writes = await mechanic.controlPlane.auditLog.entries({ user, resource: 'deployments', since });
    const scaled = writes.filter(({ subresource }) => subresource === 'scale').map(({ name }) => name);
    expect(new Set(scaled)).toEqual(new Set(['kept']));
    const log = (await mechanic.installation.leader()).logs();
    expect(log).toMatch(/evicted without a successor.*tended-.*eviction-autoscaler/);
  });
});
