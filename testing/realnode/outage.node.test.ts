import { describe, expect, it } from '@jest/globals';
import { figure, seconds } from './figures.ts';
import { longest, useRealNodes } from './suite.ts';
import { createGuests } from './workloads.ts';

const suite = useRealNodes();

describe('a real node that breaks', () => {
  it(
    'gives its slot away a minute after its kubelet is gone, says so, and is drained when it is back',
    async () => {
      const { real } = suite;
      const leader = await real.leader();
      const other = leader.spec?.nodeName ?? '';
      const name = real.other(other);
      const node = real.realNode(name);
      await createGuests(real, { name: 'slow', replicas: 2, stopMs: 20_000, node: name });
      const event = real.schedule(name, 'Redeploy', { noticeMs: 3_600_000 });
      await real.untilPhase(name, 'Draining');
      await real.eventually('a pod on its way out', async () =>
        (await real.cluster.podsOn(name)).some(({ metadata }) => metadata?.deletionTimestamp !== undefined),
      );
      await node.killKubelet();
      const killed = Date.now();
      const paused = await real.until(name, 'not draining any more', ({ phase }) => phase !== 'Draining');
      figure('kubelet killed in mid-drain to the slot given away', seconds(killed, Date.now()));
      expect(paused.phase).toBe('Paused');
      expect(paused.record?.message).toContain('its kubelet does not answer');
      expect((await real.status()).slots.used).toBe(0);
      await real.eventually('an Event that says so', async () =>
        (await real.eventsOf(name)).some((event) => event.includes('kubelet')),
      );
      node.startKubelet();
      const drained = await real.untilPhase(name, 'Drained');
      expect(drained.record?.startedAt).toBe(paused.record?.startedAt);
      real.imds.finish(event);
      await real.untilIdle(name);
    },
    longest,
  );

  it(
    'is what it was before when it is switched off and on again in the middle of its maintenance',
    async () => {
      const { real } = suite;
      const leader = await real.leader();
      const name = real.other(leader.spec?.nodeName ?? '');
      const node = real.realNode(name);
      await createGuests(real, { name: 'web', replicas: 3 });
      const event = real.schedule(name, 'Redeploy', { noticeMs: 3_600_000 });
      const drained = await real.untilPhase(name, 'Drained');
      real.imds.start(event);
      await node.powerOff();
      await real.eventually('the node to be NotReady', async () => {
        const { status } = await real.cluster.core.readNode({ name });
        return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'Unknown');
      });
      const down = await real.node(name);
      expect(down.unschedulable).toBe(true);
      expect(down.record?.startedAt).toBe(drained.record?.startedAt);
      await node.powerOn();
      const on = Date.now();
      await real.eventually('the probe to speak again', async () => {
        const probes = await real.pods('probe');
        const probe = probes.find(({ spec }) => spec?.nodeName === name);
        return probe?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
      });
      expect((await real.node(name)).unschedulable).toBe(true);
      real.imds.finish(event);
      await real.untilIdle(name);
      figure('power on to a node that is given back (off for a minute)', seconds(on, Date.now()));
    },
    longest,
  );
});
