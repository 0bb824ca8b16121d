import type { HoldDocument } from './generated/settings.ts';

/** A time in which drains that can wait do not start. */
export type HoldSetting = CalendarHold | QueryHold;

/** A weekly window. */
export interface CalendarHold {
  readonly kind: 'calendar';
  readonly name: string;
  /** ISO weekdays on which the window begins: 1 is Monday. */
  readonly days: readonly number[];
  /** Minutes since midnight. */
  readonly from: number;
  /** Minutes since midnight. If not after `from`, the window ends on the next day. */
  readonly to: number;
  /** IANA name of the time zone. */
  readonly timeZone: string;
}

/** A hold that applies while a Prometheus query has a result. */
export interface QueryHold {
  readonly kind: 'prometheus';
  readonly name: string;
  /** Base URL of the Prometheus. */
  readonly url: string;
  readonly query: string;
  /** Whether the hold applies while the query fails. */
  readonly onError: 'hold' | 'release';
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const calendarKeys = ['days', 'from', 'to', 'timeZone'] as const;

/** Mistakes that a schema cannot express. */
export function holdMistakes(holds: readonly HoldDocument[]): string[] {
  const names = new Set<string>();
  return holds.flatMap((hold, index) => {
    const mistakes = mistakesOf(hold).map((mistake) => `holds[${index}]${mistake}`);
    if (names.has(hold.name)) mistakes.push(`holds[${index}].name: "${hold.name}" is given twice`);
    names.add(hold.name);
    return mistakes;
  });
}

function mistakesOf(hold: HoldDocument): string[] {
  const keys = calendarKeys.filter((key) => hold[key] !== undefined);
  if (hold.prometheus !== undefined) {
    if (keys.length > 0) return [`: has prometheus and ${keys.join(', ')}; give one hold for each`];
    return urlMistakes(hold.prometheus.url);
  }
  if (keys.every((key) => key === 'timeZone'))
    return [': needs days, from and to, or prometheus, or it would always hold'];
  return calendarMistakes(hold);
}

function calendarMistakes({ from, to, timeZone }: HoldDocument): string[] {
  return [
    ...((from ?? '00:00') === (to ?? '24:00') ? [': from and to are the same, which is no time at all'] : []),
    ...(timeZone === undefined || isTimeZone(timeZone)
      ? []
      : [`.timeZone: "${timeZone}" is no time zone, such as Europe/Berlin or UTC`]),
  ];
}

function urlMistakes(text: string): string[] {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return [
      '.prometheus.url: must be the base URL of a Prometheus, such as http://prometheus.monitoring:9090',
    ];
  }
  if (url.username !== '' || url.password !== '')
    return ['.prometheus.url: must hold no user and no password: settings are no secret'];
  return url.search === '' && url.hash === '' ? [] : ['.prometheus.url: must end with its path'];
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** Resolves a hold that has no mistakes. */
export function resolveHold(hold: HoldDocument): HoldSetting {
  const { name, prometheus, days = weekdays, from = '00:00', to = '24:00', timeZone = 'UTC' } = hold;
  if (prometheus !== undefined) {
    const { url, query, onError = 'release' } = prometheus;
    return { kind: 'prometheus', name, url, query, onError };
  }
  return {
    kind: 'calendar',
    name,
    days: weekdays.flatMap((day, index) => (days.includes(day) ? index + 1 : [])),
    from: minutesOf(from),
    to: minutesOf(to),
    timeZone,
  };
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
