import type { CalendarHold } from './holds.ts';
import { Temporal } from 'temporal-polyfill';

/** Most windows without a gap between them that are joined into one. */
const MOST_JOINED = 8;
const DAY_MINUTES = 24 * 60;

/**
 * When the window of a hold that applies now ends, in milliseconds since the epoch; null when none applies. The hours are
 * those of the hold's time zone. A time that daylight saving skips counts as one hour later; of a time that occurs twice the
 * first counts.
 */
export function windowEndsAt(hold: CalendarHold, now: number): number | null {
  let end: number | null = null;
  for (let joined = 0; joined < MOST_JOINED; joined += 1) {
    const next = windowEnd(hold, end ?? now);
    if (next === null) return end;
    end = next;
  }
  return end;
}

function windowEnd(hold: CalendarHold, at: number): number | null {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hold.timeZone).toPlainDate();
  const ends = [-1, 0].flatMap((offset) => {
    const day = today.add({ days: offset });
    if (!hold.days.includes(day.dayOfWeek)) return [];
    const from = timeOn(day, hold.from, hold.timeZone);
    const to = timeOn(hold.to > hold.from ? day : day.add({ days: 1 }), hold.to, hold.timeZone);
    return from <= at && at < to ? to : [];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

function timeOn(day: Temporal.PlainDate, minutes: number, timeZone: string): number {
  const date = minutes >= DAY_MINUTES ? day.add({ days: 1 }) : day;
  const within = minutes % DAY_MINUTES;
  const plainTime = new Temporal.PlainTime(Math.floor(within / 60), within % 60);
  return date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}
