import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../controlplane/index.ts';
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
    // Short leases make takeovers quick. If the leader loses its lease on a busy machine, that is one more takeover.
    values: { controller: { lease: { duration: '1500ms', renewDeadline: '1s', retryPeriod: '300ms' } } },
  });

  // The writes are the cordon, its label, an eviction for each pod, and the end of the drain.
  const writes = Array.from({ length: replicas + 3 }, (_, index) => index + 1);

  it.each(writes)(
    'is completed by the other controller when the leader is killed at its write %i',
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
      const evictions = await evictionsOf(mechanic, since);
      expect(new Set(evictions.map(({ name }) => name)).size).toBe(replicas);
      // A killed controller gets no answer: an eviction that took effect may be in the log with another code than 201.
      const accepted = evictions.filter(({ code }) => code === 201).map(({ name }) => name);
      expect(accepted).toHaveLength(new Set(accepted).size);
    },
  );

  it('continues after both controllers are killed at once', async () => {
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

/** The evictions that controllers requested. */
async function evictionsOf(mechanic: MechanicCluster, since: Date): Promise<AuditEntry[]> {
  const writes = await mechanic.controllerWrites({ since });
  return writes.filter(({ subresource }) => subresource === 'eviction');
}
