/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** A pause that doubles from `initialMs` to `maxMs`. */
export interface Backoff {
  readonly initialMs: number;
  readonly maxMs: number;
}

/** The range of the actual pause, in parts of the full pause; both 1: the full pause. */
export interface Spread {
  readonly random: Random;
  readonly from: number;
  readonly to: number;
}

/** A quarter up and down, so that clients that failed together do not come back together. */
export function quarter(random: Random): Spread {
  return { random, from: 0.75, to: 1.25 };
}

/**
 * How long to wait after `failures` in a row (1 or more), in milliseconds: the pause doubles with each failure up to
 * `maxMs`.
 */
export function backoffDelay({ initialMs, maxMs }: Backoff, failures: number, spread?: Spread): number {
  const full = Math.min(maxMs, initialMs * 2 ** Math.min(Math.max(0, failures - 1), 40));
  return spread === undefined ? full : full * (spread.from + spread.random() * (spread.to - spread.from));
}
