import { speaksOfLiveMigration } from '@mechanic/contract/azure-vm';
import { type ImdsEvent, isImdsDocument, isImdsEvent } from '@mechanic/contract/imds';
import type { ReportedEvent } from '@mechanic/contract/report';
import { hasControlCharacter, isId } from '@mechanic/contract/untrusted';

/** A scheduled-events document as read: all events of the placement group, this VM's or not. */
export interface ScheduledEvents {
  /** An opaque value. */
  readonly incarnation: string;
  readonly events: readonly ReportedEvent[];
  /** How many entries could not be read; the others hold all the same. */
  readonly unreadable: number;
}

const longestDescription = 256;
/** Of type, status and source, whose longest known value has 27 characters. */
const longestWord = 64;

/** Reads the body of an answer; undefined when it is no scheduled-events document (HTML, cut off, an error ...). */
export function readScheduledEvents(body: string): ScheduledEvents | undefined {
  const value = parseJson(body);
  if (!isImdsDocument(value)) return undefined;
  const readable = value.Events.filter(isImdsEvent).filter(
    ({ EventId }) => isId(EventId) && !hasControlCharacter(EventId),
  );
  return {
    incarnation: incarnationOf(value.DocumentIncarnation),
    events: readable.map(readEvent),
    unreadable: value.Events.length - readable.length,
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function incarnationOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? cut(text(String(value)), longestWord) : '';
}

function readEvent(event: ImdsEvent): ReportedEvent {
  const description = text(event.Description);
  return {
    id: event.EventId,
    type: cut(text(event.EventType), longestWord),
    // Every event starts as Scheduled; taking a missing status for it keeps the announced time.
    status: cut(text(event.EventStatus) || 'Scheduled', longestWord),
    notBefore: readTime(text(event.NotBefore)),
    durationSeconds: readSeconds(event.DurationInSeconds),
    source: cut(text(event.EventSource), longestWord),
    description: cut(description, longestDescription),
    liveMigration: speaksOfLiveMigration(description),
    resources: event.Resources.map(text).filter((resource) => resource !== ''),
  };
}

/** In one line: the controller believes no report with control characters. */
function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/\p{Cc}+/gu, ' ') : '';
}

/** At most so many characters, and no half of a pair at the end. */
function cut(value: string, length: number): string {
  return value.length <= length ? value : value.slice(0, length).toWellFormed();
}

const rfc1123 = /^(?:[A-Za-z]{3,9}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC)$/;
const iso8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Either form that Azure's documents use, as RFC 3339 in UTC. A wrong weekday is no reason to lose a deadline, and
 * `Date.parse` alone would take almost anything for a date.
 */
function readTime(value: string): string | null {
  if (!rfc1123.test(value) && !iso8601.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** -1, as Azure writes it, for what is missing or no number. */
function readSeconds(value: unknown): number {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : -1;
}
