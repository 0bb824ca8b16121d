import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { Elector } from './elector.ts';
import { FakeLeases } from './fake-leases.ts';

const quiet = (): void => undefined;
const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
const times = { durationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 };

describe('a follower', () => {
  let clock: FakeClock;
  let leases: FakeLeases;
  let stop: AbortController;
  let follower: Elector;
  let run: Promise<void>;

  beforeEach(() => {
    clock = new FakeClock();
    leases = new FakeLeases();
    stop = new AbortController();
    leases.put({ holder: 'leader' });
    follower = new Elector({ leases, clock, log, random: () => 1, identity: 'follower', ...times });
  });

  afterEach(async () => {
    stop.abort();
    await clock.advance(0);
    await run;
  });

  const begin = async (): Promise<void> => {
    run = follower.run(stop.signal);
    await clock.advance(0);
  };
  const renewFor = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= times.retryPeriodMs) {
      leases.put({});
      await clock.advance(times.retryPeriodMs);
    }
  };

  it('reads the lease only once a minute as long as a watch shows that it is renewed', async () => {
    await begin();
    await renewFor(600_000);
    expect(follower.isLeader()).toBe(false);
    expect(leases.reads).toBeLessThanOrEqual(11);
  });

  it('takes a lease as soon as it is given back, and reads it first', async () => {
    await begin();
    await renewFor(10_000);
    const before = leases.reads;
    leases.put({ holder: '', durationSeconds: 1 });
    await clock.advance(200);
    expect(follower.isLeader()).toBe(true);
    expect(leases.reads).toBe(before + 1);
  });

  it('ends its watch when it becomes the leader, and begins another when it no longer leads', async () => {
    await begin();
    expect(leases.watches).toBe(1);
    leases.put({ holder: '' });
    await clock.advance(1_000);
    expect(follower.isLeader()).toBe(true);
    expect(leases.watches).toBe(0);
    await follower.handOver();
    await clock.advance(4_000);
    expect(leases.watches).toBe(1);
    stop.abort();
    await run;
    expect(leases.watches).toBe(0);
  });

  it('does not read again and again a lease that it has given back itself', async () => {
    leases.put({ holder: '' });
    await begin();
    await follower.handOver();
    await clock.advance(2_000);
    const before = leases.reads;
    leases.put({});
    await clock.advance(2_000);
    expect(leases.reads).toBeLessThanOrEqual(before + 2);
    expect(follower.isLeader()).toBe(false);
  });

  it('takes over when the duration has passed since the last renewal that the watch showed', async () => {
    await begin();
    await renewFor(10_000);
    await clock.advance(12_900);
    expect(follower.isLeader()).toBe(false);
    await clock.advance(300);
    expect(follower.isLeader()).toBe(true);
  });

  it('leaves the lease to a leader that renews it while the watch hangs', async () => {
    await begin();
    await renewFor(10_000);
    leases.silent = true;
    await renewFor(120_000);
    expect(follower.isLeader()).toBe(false);
    expect(leases.writes).toEqual([]);
  });

  it('takes over within the duration and a retry period when the leader dies while the watch hangs', async () => {
    await begin();
    leases.silent = true;
    await renewFor(60_000);
    await clock.advance(times.durationMs);
    expect(follower.isLeader()).toBe(true);
  });

  it('takes over within the duration and a minute when the watch brings everything half an hour late', async () => {
    leases.late = (bring) => void clock.after(1_800_000, bring);
    await begin();
    await renewFor(2_400_000);
    await clock.advance(times.durationMs + 60_000);
    expect(follower.isLeader()).toBe(true);
  });

  it('leaves a deleted lease to its holder until the lease would have expired', async () => {
    await begin();
    await renewFor(10_000);
    leases.state = null;
    await clock.advance(12_900);
    expect(follower.isLeader()).toBe(false);
    await clock.advance(2_200);
    expect(follower.isLeader()).toBe(true);
  });

  it('leaves a deleted lease to its holder when the holder creates it again', async () => {
    await begin();
    await renewFor(10_000);
    leases.state = null;
    await clock.advance(2_000);
    leases.state = { ...leases.put({ holder: 'leader' }), resourceVersion: '100' };
    await renewFor(60_000);
    expect(follower.isLeader()).toBe(false);
    expect(leases.writes).toEqual([]);
  });

  it('counts what a watch brings after a suspension from then on', async () => {
    await begin();
    clock.jump(60_000);
    leases.put({});
    await clock.advance(14_000);
    expect(follower.isLeader()).toBe(false);
  });

  it('prefers an answer to a watch that lags behind it', async () => {
    await begin();
    const old = leases.put({});
    leases.silent = true;
    leases.put({ holder: 'newer' });
    await clock.advance(5_000);
    expect(follower.leader()).toBe('newer');
    leases.tell({ ...old });
    expect(follower.leader()).toBe('newer');
  });

  it('prefers a watch to an older answer', async () => {
    await begin();
    await clock.advance(1_000);
    let answer = quiet;
    const old = leases.state;
    leases.before = () => new Promise<void>((resolve) => (answer = resolve));
    await clock.advance(3_500);
    leases.put({ holder: 'newer' });
    const { state } = leases;
    leases.state = old;
    answer();
    await clock.advance(0);
    expect(follower.leader()).toBe('newer');
    leases.before = () => undefined;
    leases.state = state;
  });
});
