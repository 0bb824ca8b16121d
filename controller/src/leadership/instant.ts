import type { Clock } from '@mechanic/contract/clock';

/** A moment on both clocks. */
export interface Instant {
  readonly monotonic: number;
  readonly now: number;
}

export function instant(clock: Clock): Instant {
  return { monotonic: clock.monotonic(), now: clock.now() };
}

/**
 * How much time has passed at most. A machine that was frozen (which is what Azure does to VMs) may not have counted
 * the time on its monotonic clock; the wall clock is put right soon after. The later of the two is the safe one.
 */
export function elapsed(from: Instant, to: Instant): number {
  return Math.max(to.monotonic - from.monotonic, to.now - from.now);
}
