import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { Elector, type ElectorOptions, type Succession } from './elector.ts';
import { FakeLeases } from './fake-leases.ts';
import { NotLeader } from './fence.ts';

const quiet = (): void => undefined;
const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
const times = { durationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 };

describe('Elector', () => {
  let clock: FakeClock;
  let leases: FakeLeases;
  let stop: AbortController;
  const runs: Promise<void>[] = [];

  beforeEach(() => {
    clock = new FakeClock();
    leases = new FakeLeases();
    stop = new AbortController();
  });

  afterEach(async () => {
    stop.abort();
    await clock.advance(0);
    await Promise.all(runs.splice(0));
  });

  const elect = (
    identity: string,
    more: Partial<ElectorOptions> = {},
  ): { elector: Elector; said: string[] } => {
    const said: string[] = [];
    const hooks = {
      onStarted: ({ afterLoss }: Succession) =>
        void said.push(afterLoss ? 'started after a loss' : 'started'),
      onStopped: () => void said.push('stopped'),
      onNewLeader: (leader: string) => void said.push(`leader ${leader}`),
      onLost: (why: string) => void said.push(`lost: ${why}`),
    };
    const elector = new Elector({ leases, clock, log, random: () => 0, identity, ...times, hooks, ...more });
    return { elector, said };
  };
  const begin = (
    identity: string,
    more: Partial<ElectorOptions> = {},
  ): { elector: Elector; said: string[] } => {
    const begun = elect(identity, more);
    runs.push(begun.elector.run(stop.signal));
    return begun;
  };
  const unreachable = (): void => {
    leases.silent = true;
    leases.before = () => {
      throw new Error('no route to host');
    };
  };

  it('takes a lease that nobody has written yet', async () => {
    const { elector, said } = begin('a');
    await clock.advance(0);
    expect(elector.isLeader()).toBe(true);
    expect(elector.leader()).toBe('a');
    expect(leases.state).toMatchObject({ holder: 'a', durationSeconds: 15, transitions: 0 });
    expect(said).toEqual(['leader a', 'started']);
  });

  it('renews each retry period with one request, and keeps its acquireTime', async () => {
    begin('a');
    await clock.advance(60_000);
    expect(leases.reads).toBe(1);
    expect(leases.writes).toHaveLength(31);
    expect(new Set(leases.writes.map(({ acquireTime }) => acquireTime)).size).toBe(1);
    expect(leases.writes[30]).toMatchObject({ renewTime: clock.now(), transitions: 0 });
  });

  it('leaves the lease to its holder as long as the lease changes, whatever times are in it', async () => {
    leases.put({ holder: 'other', renewTime: 0 });
    const { elector, said } = begin('a');
    for (let renewal = 0; renewal < 10; renewal++) {
      await clock.advance(10_000);
      leases.put({});
    }
    expect(elector.isLeader()).toBe(false);
    expect(said).toEqual(['leader other']);
  });

  it('takes a lease that did not change for its duration, as soon as that has passed', async () => {
    leases.put({ holder: 'other', transitions: 3 });
    const { elector } = begin('a');
    await clock.advance(14_900);
    expect(elector.isLeader()).toBe(false);
    await clock.advance(600);
    expect(elector.isLeader()).toBe(true);
    expect(leases.state).toMatchObject({ holder: 'a', transitions: 4 });
  });

  it('reports whether the former leader gave its lease back or vanished', async () => {
    leases.put({ holder: 'other' });
    const { said } = begin('a');
    await clock.advance(16_000);
    expect(said).toEqual(['leader other', 'leader a', 'started after a loss']);
    leases.put({ holder: '', durationSeconds: 1 });
    const { said: next } = begin('b');
    await clock.advance(0);
    expect(next).toEqual(['leader b', 'started']);
  });

  it('does not take a deleted lease before its holder had time to notice', async () => {
    leases.put({ holder: 'other' });
    const { elector } = begin('a');
    await clock.advance(3_000);
    leases.state = null;
    await clock.advance(11_500);
    expect(elector.isLeader()).toBe(false);
    await clock.advance(3_000);
    expect(elector.isLeader()).toBe(true);
  });

  it('uses the duration that the holder wrote', async () => {
    leases.put({ holder: 'other', durationSeconds: 30 });
    const { elector } = begin('a');
    await clock.advance(29_900);
    expect(elector.isLeader()).toBe(false);
    await clock.advance(2_000);
    expect(elector.isLeader()).toBe(true);
  });

  it('does not count the time for which it was suspended', async () => {
    leases.silent = true;
    leases.put({ holder: 'other' });
    const { elector } = begin('a');
    await clock.advance(2_000);
    leases.before = (request) => {
      // The process is suspended while its request is under way; the holder goes on renewing.
      if (request === 'read') {
        clock.jump(60_000);
        leases.before = () => undefined;
      }
    };
    await clock.advance(2_000);
    leases.put({});
    expect(elector.isLeader()).toBe(false);
    await clock.advance(10_000);
    expect(elector.isLeader()).toBe(false);
  });

  it('takes a lease that was given back within a retry period', async () => {
    leases.put({ holder: 'other' });
    const { elector } = begin('a');
    await clock.advance(3_000);
    leases.put({ holder: '', durationSeconds: 1 });
    await clock.advance(2_000);
    expect(elector.isLeader()).toBe(true);
  });

  it('elects one leader when several see a free lease', async () => {
    const all = ['a', 'b', 'c'].map((identity) => begin(identity).elector);
    await clock.advance(5_000);
    expect(all.filter((elector) => elector.isLeader())).toHaveLength(1);
    expect(new Set(all.map((elector) => elector.leader())).size).toBe(1);
  });

  it('loses the lease when it cannot renew until the deadline, and competes no more', async () => {
    const { elector, said } = begin('a');
    await clock.advance(2_000);
    unreachable();
    await clock.advance(9_900);
    expect(elector.isLeader()).toBe(true);
    await clock.advance(300);
    expect(elector.isLeader()).toBe(false);
    expect(said).toEqual(['leader a', 'started', 'stopped', 'lost: could not renew in time']);
    leases.before = () => undefined;
    const { length } = leases.writes;
    await clock.advance(60_000);
    expect(leases.writes).toHaveLength(length);
  });

  it('keeps the lease through failures that are shorter than the deadline', async () => {
    const { elector, said } = begin('a');
    unreachable();
    await clock.advance(9_000);
    leases.before = () => undefined;
    await clock.advance(30_000);
    expect(elector.isLeader()).toBe(true);
    expect(said).toEqual(['leader a', 'started']);
  });

  it('logs once that it cannot reach the lease, and once that it can again', async () => {
    const lines: string[] = [];
    const say = (message: string): void => void lines.push(message);
    leases.put({ holder: 'other' });
    unreachable();
    begin('a', { log: { ...log, warn: say, info: say } });
    await clock.advance(30_000);
    leases.before = () => undefined;
    await clock.advance(6_000);
    expect(lines).toEqual(['could not compete for the lease', 'reaches the lease again']);
  });

  it('loses the lease at once when somebody else has taken it', async () => {
    const { elector, said } = begin('a');
    await clock.advance(2_000);
    leases.put({ holder: 'other' });
    await clock.advance(2_000);
    expect(elector.isLeader()).toBe(false);
    expect(said.slice(2)).toEqual(['leader other', 'stopped', 'lost: somebody else took it']);
  });

  it('treats another process with the same identity as another holder', async () => {
    const { said } = begin('a');
    await clock.advance(2_000);
    leases.put({ acquireTime: 7 });
    await clock.advance(2_000);
    expect(said.at(-1)).toBe('lost: somebody else took it');
    leases.put({ holder: 'b', acquireTime: 7 });
    const second = begin('b');
    await clock.advance(10_000);
    expect(second.elector.isLeader()).toBe(false);
    await clock.advance(6_000);
    expect(second.elector.isLeader()).toBe(true);
  });

  it('renews a lease that a person changes, and creates it again when a person deletes it', async () => {
    const { elector } = begin('a');
    await clock.advance(2_000);
    leases.put({});
    await clock.advance(2_000);
    leases.state = null;
    await clock.advance(2_000);
    expect(elector.isLeader()).toBe(true);
    expect(leases.state).toMatchObject({ holder: 'a' });
  });

  it('leads at once when a watch shows that its write succeeded although the answer never came', async () => {
    leases.put({ holder: '' });
    leases.after = () => {
      leases.after = () => undefined;
      throw new Error('connection reset');
    };
    const { elector } = begin('a');
    await clock.advance(200);
    expect(elector.isLeader()).toBe(true);
    expect(leases.state).toMatchObject({ holder: 'a', transitions: 1 });
  });

  it('leads after a write whose answer never came, without a watch', async () => {
    leases.silent = true;
    let lost = false;
    leases.after = () => {
      if (lost) return;
      lost = true;
      throw new Error('connection reset');
    };
    const { elector } = begin('a');
    await clock.advance(0);
    expect(elector.isLeader()).toBe(false);
    await clock.advance(2_000);
    expect(elector.isLeader()).toBe(true);
    expect(leases.state).toMatchObject({ holder: 'a', transitions: 0 });
  });

  it('does not lead when the answer comes after the lease may have passed on', async () => {
    leases.after = () => {
      clock.jump(20_000);
      leases.after = () => undefined;
    };
    const { elector, said } = begin('a');
    await clock.advance(20_000);
    expect(elector.isLeader()).toBe(false);
    expect(said).toEqual(['leader a']);
    expect(() => elector.fence.permit(1_000)).toThrow(NotLeader);
  });

  it('gives the lease back on release, so that a follower leads within a retry period', async () => {
    const first = begin('a');
    await clock.advance(3_000);
    const second = begin('b');
    await clock.advance(3_000);
    await first.elector.release();
    expect(leases.state).toMatchObject({ holder: '', durationSeconds: 1 });
    expect(first.elector.leader()).toBeNull();
    expect(() => first.elector.fence.permit(1_000)).toThrow(NotLeader);
    await clock.advance(2_000);
    expect(second.elector.isLeader()).toBe(true);
    expect(first.said).toEqual(['leader a', 'started', 'stopped']);
  });

  it('ends its run on release, also as a follower, and then writes nothing', async () => {
    leases.put({ holder: 'other' });
    const { elector } = begin('a');
    await clock.advance(1_000);
    await elector.release();
    await runs[0];
    expect(leases.writes).toEqual([]);
  });

  it('gives back a lease that it gets while it is being released', async () => {
    let answer = quiet;
    leases.after = () => new Promise<void>((resolve) => (answer = resolve));
    const { elector, said } = begin('a');
    await clock.advance(0);
    leases.after = () => undefined;
    const released = elector.release();
    answer();
    await released;
    expect(leases.state).toMatchObject({ holder: '' });
    expect(said).not.toContain('started');
  });

  it('waits a moment for work to end before it gives the lease back', async () => {
    let finish = quiet;
    const { elector } = begin('a', {
      hooks: { onStopped: () => new Promise((resolve) => (finish = resolve)) },
    });
    await clock.advance(0);
    const released = elector.release();
    await clock.advance(1_000);
    expect(leases.state?.holder).toBe('a');
    finish();
    await released;
    expect(leases.state?.holder).toBe('');
  });

  it('waits at most a retry period for work to end, and then leaves the lease to expire', async () => {
    const { elector } = begin('a', { hooks: { onStopped: () => new Promise(() => undefined) } });
    await clock.advance(0);
    const released = elector.release();
    await clock.advance(2_000);
    await released;
    // Aborted work may still take effect, so nobody is invited to lead before that is impossible.
    expect(leases.state?.holder).toBe('a');
  });

  it('lets requests under way finish before it gives the lease back, and permits no new ones', async () => {
    let finish = quiet;
    const { elector } = begin('a', {
      hooks: { onStopped: () => new Promise((resolve) => (finish = resolve)) },
    });
    await clock.advance(0);
    const underWay = elector.fence.permit(10_000);
    const released = elector.release();
    await clock.advance(500);
    expect(underWay.aborted).toBe(false);
    expect(() => elector.fence.permit(1_000)).toThrow(NotLeader);
    finish();
    await released;
    expect(underWay.aborted).toBe(true);
  });

  it('lets others lead for a lease duration after handing over, then competes again', async () => {
    const { elector, said } = begin('a');
    await clock.advance(3_000);
    await elector.handOver();
    expect(elector.isLeader()).toBe(false);
    expect(leases.state?.holder).toBe('');
    await clock.advance(14_000);
    expect(elector.isLeader()).toBe(false);
    await clock.advance(3_000);
    expect(elector.isLeader()).toBe(true);
    expect(said).toEqual(['leader a', 'started', 'stopped', 'leader a', 'started']);
  });

  it('ends without giving the lease back when its signal aborts', async () => {
    const { elector, said } = begin('a');
    await clock.advance(0);
    stop.abort();
    await runs[0];
    expect(elector.isLeader()).toBe(false);
    expect(leases.state?.holder).toBe('a');
    expect(said.at(-1)).toBe('stopped');
  });

  it('permits writes until the renew deadline, counted from when the renewal was sent', async () => {
    leases.after = () => clock.jump(3_000);
    const { elector } = begin('a');
    await clock.advance(3_000);
    unreachable();
    clock.jump(6_900);
    expect(elector.fence.permit(1_000).aborted).toBe(false);
    clock.jump(100);
    expect(() => elector.fence.permit(1_000)).toThrow(NotLeader);
  });

  it('refuses durations that contradict each other', () => {
    expect(() => elect('a', { durationMs: 10_000 })).toThrow('must be longer than the renew deadline');
    expect(() => elect('a', { retryPeriodMs: 9_000 })).toThrow('must be longer than 1.2 retry periods');
  });

  it('refuses a write after a suspension before any timer ran', async () => {
    const { elector } = begin('a');
    await clock.advance(3_000);
    const permit = elector.fence.permit(30_000);
    clock.jump(20_000);
    expect(elector.isLeader()).toBe(true);
    expect(permit.aborted).toBe(false);
    expect(() => elector.fence.permit(1_000)).toThrow(NotLeader);
    expect(permit.aborted).toBe(true);
  });
});
