import { beforeEach, describe, expect, it } from '@jest/globals';
import { RequestTimeout } from '../cluster/failure.ts';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { LeaseFence, NotLeader } from './fence.ts';
import { elapsed, instant } from './instant.ts';

describe('LeaseFence', () => {
  let clock: FakeClock;
  let fence: LeaseFence;

  beforeEach(() => {
    clock = new FakeClock();
    fence = new LeaseFence(clock);
  });

  it('is closed until the lease is held', () => {
    expect(() => fence.permit(1_000)).toThrow(NotLeader);
    expect(fence.remaining()).toBe(0);
  });

  it('aborts a request after its own timeout', async () => {
    fence.extend(instant(clock), 10_000);
    const permit = fence.permit(1_000);
    await clock.advance(999);
    expect(permit.aborted).toBe(false);
    await clock.advance(1);
    expect(permit.reason).toBeInstanceOf(RequestTimeout);
  });

  it('aborts a request when the lease may have passed on, and when leadership ends', async () => {
    fence.extend(instant(clock), 10_000);
    const first = fence.permit(60_000);
    await clock.advance(10_000);
    expect(first.reason).toBeInstanceOf(NotLeader);
    fence.extend(instant(clock), 10_000);
    const second = fence.permit(60_000);
    fence.close();
    expect(second.reason).toBeInstanceOf(NotLeader);
    expect(() => fence.permit(1_000)).toThrow(NotLeader);
    expect(clock.pending).toBe(0);
  });

  it('aborts requests under way when it is swept after a suspension, and not before', () => {
    fence.extend(instant(clock), 10_000);
    const permit = fence.permit(60_000);
    fence.sweep();
    expect(permit.aborted).toBe(false);
    clock.jump(10_000);
    fence.sweep();
    expect(permit.aborted).toBe(true);
  });

  it('counts time that only one of the clocks has counted', () => {
    const before = { monotonic: 1_000, now: 50_000 };
    expect(elapsed(before, { monotonic: 1_500, now: 70_000 })).toBe(20_000);
    expect(elapsed(before, { monotonic: 9_000, now: 20_000 })).toBe(8_000);
  });
});
