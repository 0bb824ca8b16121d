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
 * The most time that may have passed, in milliseconds. The monotonic clock of a frozen VM (Azure freezes VMs) may have
 * stopped, while the wall clock is corrected soon after. So the larger of the two differences is the safe one.
 */
export function elapsed(from: Instant, to: Instant): number {
  return Math.max(to.monotonic - from.monotonic, to.now - from.now);
}
