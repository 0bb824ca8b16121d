import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import { httpUrl } from './installation.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above

describe('two controllers', () => {
  const suite = useMechanic({ fleet });

  it('continue with the same node when the leader is killed during its drain', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a, 2);
    mechanic.schedule(a, 'Redeploy');
    const { record } = await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(b, 'Redeploy', { noticeMs: 3_600_000 });
    await mechanic.until(b, 'waiting', ({ waiting }) => waiting);
    const leader = await mechanic.installation.leader();
    const standby = await mechanic.installation.standby();
    leader.process().signal('SIGKILL');
    await mechanic.eventually(
      'the standby to lead',
      async () => (await mechanic.installation.holder()) === standby.view.name,
    );
    await mechanic.settled();
    expect((await mechanic.node(a)).record).toMatchObject({
      phase: 'Draining',
      startedAt: record?.startedAt,
    });
    await held.release();
    await mechanic.untilDrained(a);
    await mechanic.untilDrained(b);
  });

  it('never both write: a leader that was frozen past its lease writes nothing afterwards', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a, 3);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    const frozen = await mechanic.installation.leader();
    const standby = await mechanic.installation.standby();
    const process = frozen.process();
    process.signal('SIGSTOP');
    await mechanic.eventually(
      'the standby to lead',
      async () => (await mechanic.installation.holder()) === standby.view.name,
    );
    const since = new Date();
    process.signal('SIGCONT');
    expect(await process.exited).toEqual({ code: 1, signal: null });
    await held.release();
    await mechanic.untilDrained(a);
    expect(await mechanic.controllerWrites({ pod: frozen.view.name, since })).toEqual([]);
  });

  it('hand over the lease at once when the leader gets SIGTERM during a drain', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy');
    const { record } = await mechanic.untilPhase(a, 'Draining');
    const leader = await mechanic.installation.leader();
    const leaderProcess = leader.process();
    const told = Date.now();
    leaderProcess.signal('SIGTERM');
    expect(await leaderProcess.exited).toEqual({ code: 0, signal: null });
    expect(Date.now() - told).toBeLessThan(10_000);
    await mechanic.eventually('another leader', async () => {
      const holder = await mechanic.installation.holder();
      return holder !== '' && holder !== leader.view.name;
    });
    await held.release();
    const drained = await mechanic.untilDrained(a);
    expect(drained.record).toMatchObject({ startedAt: record?.startedAt, attempts: 1 });
  });

  it('are both Ready, and the standby names the leader', async () => {
    const { mechanic } = suite;
    const leader = await mechanic.installation.leader();
    const standby = await mechanic.installation.standby();
    for (const pod of [leader, standby]) {
      await mechanic.eventually('a ready controller', async () => (await fetch(httpUrl(pod, '/readyz'))).ok);
    }
    await mechanic.eventually('the standby to know the leader', async () => {
      const status = await mechanic.installation.status(standby);
      return !status.leader.isLeader && status.leader.identity === leader.view.name;
    });
  });

  it('change nothing on an HTTP request', async () => {
    const { mechanic } = suite;
    const leader = await mechanic.installation.leader();
    const probe = mechanic.installation.probe(a);
    for (const pod of [leader, probe]) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const { status } = await fetch(httpUrl(pod, '/'), { method });
        expect([404, 405]).toContain(status);
      }
    }
  });
});
