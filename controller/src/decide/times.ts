const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const latest = 8.64e15;

/** Milliseconds since the epoch of an RFC 3339 time; null when there is none or it cannot be read. */
export function parseTime(text: string | null | undefined): number | null {
  if (typeof text !== 'string' || !rfc3339.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** RFC 3339 in UTC, as records carry it. Never throws: what no date can hold becomes the nearest that it can. */
export function formatTime(ms: number): string {
  return new Date(Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), latest)).toISOString();
}

/** The same of a time that may be missing. */
export function formatOptionalTime(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : formatTime(ms);
}

/** The same for people: whole seconds. */
export function sayTime(ms: number): string {
  return `${formatTime(ms).slice(0, -'.000Z'.length)}Z`;
}
