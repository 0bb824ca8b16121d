const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const latest = 8.64e15;

/** Milliseconds since the epoch of an RFC 3339 time; null when it is missing or cannot be read. */
export function parseTime(text: string | null | undefined): number | null {
  if (typeof text !== 'string' || !rfc3339.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** RFC 3339 in UTC, as in records. Never throws: a time outside the range of dates becomes the nearest valid one. */
export function formatTime(ms: number): string {
  return new Date(Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), latest)).toISOString();
}

/** Like `formatTime`, for a time that may be missing. */
export function formatOptionalTime(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : formatTime(ms);
}

/** Like `formatTime`, in whole seconds for people. */
export function sayTime(ms: number): string {
  return `${formatTime(ms).slice(0, -'.000Z'.length)}Z`;
}
