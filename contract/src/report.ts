import type { Report, ReportedEvent } from './generated/report.ts';
import validate from './generated/report-validator.js';
import { mostUrgent } from './report-order.ts';
import { hasControlCharacter, isId, parseUntrusted } from './untrusted.ts';

export type { Report, ReportedEvent };

/** Nesting depth of the schema: the report, its events, one of them, its resources. */
const depth = 4;
/** Most events of one VM that are kept. */
const mostEvents = 64;

/**
 * Reads the annotation `mechanic.dev/report`, which the owner of the node may have written. Drops unknown fields, and of
 * more than 64 events keeps the most urgent.
 * @returns undefined when the text is no report or exceeds the limits (the caller reports it and continues)
 */
export function parseReport(text: string): Report | undefined {
  const value = parseUntrusted(text, depth);
  if (!validate(value) || hasControlCharacter(value)) return undefined;
  if (!value.events.every(({ id }) => isId(id))) return undefined;
  return value.events.length <= mostEvents
    ? value
    : { ...value, events: mostUrgent(value.events).slice(0, mostEvents) };
}
