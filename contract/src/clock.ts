/** The source of time, injected so that tests control it. */
export interface Clock {
  /** Wall-clock time in milliseconds since the epoch: for times that are written down or compared with Azure's. */
  now(): number;
  /** Milliseconds on a clock that never jumps: for leases, time-outs and back-off. */
  monotonic(): number;
  /** Calls back once after `ms`; the returned function cancels. A wait of more than 24 days ends after 24 days. */
  after(ms: number, callback: () => void): () => void;
}

/** Whether the work ends within `ms`; the work continues in any case. Rejects when the work rejects in time. */
export async function endsWithin(
  clock: Pick<Clock, 'after'>,
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> {
  let cancel = (): void => undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    cancel = clock.after(ms, () => resolve(false));
  });
  return Promise.race([work.then(() => true), tooLate]).finally(cancel);
}

/** Longest timer of Node.js; a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
