import { describe, expect, it } from '@jest/globals';
import { figure, seconds } from './figures.ts';
import { namespace } from './real-cluster.ts';
import { longest, useRealNodes } from './suite.ts';
import { createGuests } from './workloads.ts';

const suite = useRealNodes();

/** Waits until another controller than this one holds the lease; when that was. */
async function successorOf(leader: string): Promise<number> {
  const { real } = suite;
  await real.eventually(
    'another leader',
    async () => {
      const holder = await real.holder();
      return holder !== '' && holder !== leader;
    },
    { interval: 50 },
  );
  return Date.now();
}

describe('the leader on a real node', () => {
  it(
    'empties its own node, itself last, and the other one takes over and gives the node back',
    async () => {
      const { real } = suite;
      const leader = await real.leader();
      const name = leader.spec?.nodeName ?? '';
      await createGuests(real, { name: 'web', replicas: 3 });
      const event = real.schedule(name, 'Redeploy');
      await real.untilPhase(name, 'Drained');
      expect(await real.workloadOn(name)).toEqual([]);
      expect((await real.pods('controller')).map(({ spec }) => spec?.nodeName)).not.toContain(name);
      const successor = await real.leader();
      expect(successor.metadata?.name).not.toBe(leader.metadata?.name);
      real.imds.finish(event);
      await real.untilIdle(name);
    },
    longest,
  );

  it(
    'hands the lease over when it is deleted',
    async () => {
      const { real } = suite;
      const { name = '' } = (await real.leader()).metadata ?? {};
      const deleted = Date.now();
      await real.cluster.core.deleteNamespacedPod({ name, namespace });
      const taken = await successorOf(name);
      // Far less than the 15 s after which a lease is taken from one that is silent.
      expect(taken - deleted).toBeLessThan(10_000);
      figure('`kubectl delete` of the leader to the next one', seconds(deleted, taken));
      await real.untilReady();
    },
    longest,
  );

  it(
    'is replaced when it is killed in the middle of a drain, and the drain goes on',
    async () => {
      const { real } = suite;
      const leader = await real.leader();
      const { name = '' } = leader.metadata ?? {};
      const victim = real.other(leader.spec?.nodeName ?? '');
      await createGuests(real, { name: 'slow', replicas: 2, stopMs: 20_000, node: victim });
      const event = real.schedule(victim, 'Redeploy');
      const draining = await real.untilPhase(victim, 'Draining');
      const killed = Date.now();
      process.kill(real.processOf(leader), 'SIGKILL');
      await real.eventually('the killed controller to be started again', async () => {
        const pod = await real.cluster.core.readNamespacedPod({ name, namespace });
        return (pod.status?.containerStatuses?.[0]?.restartCount ?? 0) > 0;
      });
      const drained = await real.untilPhase(victim, 'Drained');
      expect(drained.record?.startedAt).toBe(draining.record?.startedAt);
      figure(
        'SIGKILL of the leader in mid-drain to the drained node (pods stop in 20 s)',
        seconds(killed, Date.now()),
      );
      real.imds.finish(event);
      await real.untilIdle(victim);
    },
    longest,
  );
});
