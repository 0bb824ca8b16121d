import { eventTypeOf, speaksOfLiveMigration } from '@mechanic/contract';

/** What one message of node-problem-detector says about a scheduled event. */
export interface AnnouncedEvent {
  /** As written; any word. */
  readonly type: string;
  readonly status: 'Scheduled' | 'Started' | 'Advisory';
  /** Milliseconds since the epoch; null when the message has none. */
  readonly notBefore: number | null;
  /** -1 when the message has none. */
  readonly durationSeconds: number;
  readonly liveMigration: boolean;
  readonly id: string | null;
}

const opening = /^\W*([A-Za-z]+)(?:\s+(Scheduled|Started|Advisory)\b)?/i;
const rfc1123 = /^[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC)/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/;

/**
 * Reads the message of the conditions VMEventScheduled and PreemptionScheduled, in the forms seen so far:
 * `<Type> <Status>[: <date>]. DurationInSeconds: <n>. <Description> For more information, see <link>[.] [EventId: <id>]`,
 * each part after the status optional or cut off, more lines after it possible. Null when it announces no event.
 */
export function parseConditionMessage(message: string): AnnouncedEvent | null {
  const [start, type, status] = opening.exec(message) ?? [];
  if (start === undefined || type === undefined) return null;
  if (status === undefined && eventTypeOf(type) === null) return null;
  const [, duration] = /DurationInSeconds:\s*(-?\d{1,9})/i.exec(message) ?? [];
  const [, id] = /EventId:\s*([\w-]{1,128})(?![\w-])/i.exec(message) ?? [];
  return {
    type,
    status: statusOf(status),
    notBefore: dateAt(message.slice(start.length)),
    durationSeconds: duration === undefined ? -1 : Number(duration),
    liveMigration: speaksOfLiveMigration(message),
    id: id ?? null,
  };
}

function statusOf(word: string | undefined): AnnouncedEvent['status'] {
  switch (word?.toLowerCase()) {
    case 'started':
      return 'Started';
    case 'advisory':
      return 'Advisory';
    default:
      return 'Scheduled';
  }
}

/** Reads the date after the status. A wrong weekday is common in Azure's own samples and is ignored. */
function dateAt(rest: string): number | null {
  const [, text] = /^\s*:\s*(.*)/.exec(rest) ?? [];
  if (text === undefined) return null;
  const [date] = rfc1123.exec(text) ?? rfc3339.exec(text) ?? [];
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? null : time;
}
