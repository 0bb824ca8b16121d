import { type Clock, systemClock } from '@mechanic/contract/clock';

/** A clock on which `factor` seconds pass in one, for what would take minutes. */
export function fastClock(factor: number): Clock {
  return {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic() * factor,
    after: (ms, callback) => systemClock.after(ms / factor, callback),
  };
}
