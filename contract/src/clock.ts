/** Time as our programs see it: injected, so that tests own it. */
export interface Clock {
  /** Wall-clock time in milliseconds since the epoch: for what is written down or compared with Azure's times. */
  now(): number;
  /** Milliseconds on a clock that never jumps: for leases, time-outs and back-off. */
  monotonic(): number;
  /** Calls back once after `ms`; the returned function cancels. A wait of more than 24 days ends after 24 days. */
  after(ms: number, callback: () => void): () => void;
}

/** Whether the work ends within so many milliseconds; it goes on in any case. Rejects when it does. */
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

/** A longer timer of Node.js fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
