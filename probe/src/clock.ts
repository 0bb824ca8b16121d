/** Time as the probe sees it: injected, so that tests own it. */
export interface Clock {
  /** Wall-clock time in milliseconds since the epoch: for what is written down or compared with Azure's times. */
  now(): number;
  /** Milliseconds on a clock that never jumps: for time-outs and back-off. */
  monotonic(): number;
  /** Calls back once after `ms`; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
