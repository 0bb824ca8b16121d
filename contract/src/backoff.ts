/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** A pause that doubles from `initialMs` to `maxMs`. */
export interface Backoff {
  readonly initialMs: number;
  readonly maxMs: number;
}

/** Between which parts of the full pause the real one is drawn; both 1: the full pause. */
export interface Spread {
  readonly random: Random;
  readonly from: number;
  readonly to: number;
}

/** A quarter up and down, so that those who failed together do not come back together. */
export function quarter(random: Random): Spread {
  return { random, from: 0.75, to: 1.25 };
}

/**
 * How long to wait after so many failures in a row (1 or more), in milliseconds: the pause doubles with each failure up to
 * the longest one.
 */
export function backoffDelay({ initialMs, maxMs }: Backoff, failures: number, spread?: Spread): number {
  const full = Math.min(maxMs, initialMs * 2 ** Math.min(Math.max(0, failures - 1), 40));
  return spread === undefined ? full : full * (spread.from + spread.random() * (spread.to - spread.from));
}
