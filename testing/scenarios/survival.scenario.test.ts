import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above
const replicas = 3;

describe('a drain', () => {
  const suite = useMechanic({
    fleet,
    // Takeovers that do not take long. A leader that loses so short a lease on a busy machine is one more takeover.
    values: { controller: { lease: { duration: '1500ms', renewDeadline: '1s', retryPeriod: '300ms' } } },
  });

  // The cordon, its label, an eviction for each pod, the end of the drain.
  const writes = Array.from({ length: replicas + 3 }, (_, index) => index + 1);

  it.each(writes)(
    'is brought to its end by the other one when the leader is killed at write %i of it (S31)',
    async (count) => {
      const { mechanic } = suite;
      await mechanic.cluster.createWorkload({
        name: 'web',
        replicas,
        stopSeconds: 1,
        nodeSelector: { 'kubernetes.io/hostname': a },
      });
      const since = new Date();
      const event = mechanic.schedule(a, 'Redeploy');
      const write = await mechanic.eventually(
        `write ${count}`,
        async () => (await mechanic.controllerWrites({ since }))[count - 1],
        { interval: 2 },
      );
      mechanic.kubelet.pod(write.pod).process().signal('SIGKILL');
      const drained = await mechanic.untilDrained(a);
      expect(drained.record?.attempts).toBe(1);
      mechanic.imds.finish(event);
      await mechanic.untilIdle(a);
      expect(await mechanic.cordons(a, since)).toEqual([true, false]);
      const evicted = await accepted(mechanic, since);
      expect(new Set(evicted).size).toBe(replicas);
      expect(evicted).toHaveLength(replicas);
    },
  );

  it('goes on when both controllers are killed at once', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy');
    const { record } = await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(b, 'Redeploy', { noticeMs: 3_600_000 });
    for (const pod of mechanic.installation.controllers()) pod.process().signal('SIGKILL');
    await held.release();
    const drained = await mechanic.untilDrained(a);
    expect(drained.record?.startedAt).toBe(record?.startedAt);
    await mechanic.untilDrained(b);
  });
});

/** Names of the pods whose eviction the API server accepted, once for each time. */
async function accepted(mechanic: MechanicCluster, since: Date): Promise<string[]> {
  const writes = await mechanic.controllerWrites({ since });
  return writes
    .filter(({ subresource, code }) => subresource === 'eviction' && code === 201)
    .map(({ name }) => name);
}
