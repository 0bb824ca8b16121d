const MINUTE = 60_000;
const steps = [1, 5, 15, 30, 60, 180, 360, 720, 1_440, 10_080].map((minutes) => minutes * MINUTE);
const MOST_MARKS = 8;

/** The period that a timeline shows. All times are milliseconds since the epoch. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Round times in between, for orientation. */
  readonly marks: readonly number[];
}

/**
 * A scale from a round time shortly before now to a round time after the last of `times`. Because both ends are round, the
 * scale stays the same while only a little time passes.
 */
export function scaleOf(times: readonly number[], now: number): Scale {
  const last = Math.max(now + 4 * MINUTE, ...times);
  const step = steps.find((each) => (last - now) / each <= MOST_MARKS - 2) ?? steps.at(-1) ?? MINUTE;
  const from = Math.floor(now / step) * step;
  const to = Math.ceil(last / step) * step;
  const marks: number[] = [];
  for (let mark = from + step; mark < to && marks.length < MOST_MARKS; mark += step) marks.push(mark);
  return { from, to, marks };
}

/** The position of a time, from 0 to `width`; times outside the scale are at its ends. */
export function place(time: number, { from, to }: Scale, width: number): number {
  const share = (Math.min(Math.max(time, from), to) - from) / (to - from);
  return Math.round(share * width * 10) / 10;
}
