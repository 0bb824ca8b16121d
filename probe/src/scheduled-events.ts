import { speaksOfLiveMigration } from '@mechanic/contract/azure-vm';
import { type ImdsEvent, isImdsDocument, isImdsEvent } from '@mechanic/contract/imds';
import type { ReportedEvent } from '@mechanic/contract/report';
import { hasControlCharacter, isId } from '@mechanic/contract/untrusted';

/** The parsed scheduled-events document: all events of the placement group, about this VM or others. */
export interface ScheduledEvents {
  /** An opaque value. */
  readonly incarnation: string;
  readonly events: readonly ReportedEvent[];
  /** How many entries could not be read; the other entries are valid. */
  readonly unreadable: number;
}

const longestDescription = 256;
/** Longest type, status and source; the longest known value has 27 characters. */
const longestWord = 64;

/** Reads the body of an answer; undefined when it is no scheduled-events document (HTML, truncated, an error ...). */
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
    // Every event starts as Scheduled. Using that for a missing status keeps the announced time.
    status: cut(text(event.EventStatus) || 'Scheduled', longestWord),
    notBefore: readTime(text(event.NotBefore)),
    durationSeconds: readSeconds(event.DurationInSeconds),
    source: cut(text(event.EventSource), longestWord),
    description: cut(description, longestDescription),
    liveMigration: speaksOfLiveMigration(description),
    resources: event.Resources.map(text).filter((resource) => resource !== ''),
  };
}

/** Puts a text into one line: the controller rejects a report with control characters. */
function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/\p{Cc}+/gu, ' ') : '';
}

/** Cuts a text to `length` without leaving half of a surrogate pair at the end. */
function cut(value: string, length: number): string {
  return value.length <= length ? value : value.slice(0, length).toWellFormed();
}

const rfc1123 = /^(?:[A-Za-z]{3,9}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC)$/;
const iso8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads either form of time that Azure's documents use; returns RFC 3339 in UTC. A wrong weekday does not lose a deadline.
 * `Date.parse` alone would accept almost anything as a date.
 */
function readTime(value: string): string | null {
  if (!rfc1123.test(value) && !iso8601.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** A number of seconds; -1, as Azure writes it, when missing or not a number. */
function readSeconds(value: unknown): number {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : -1;
}
