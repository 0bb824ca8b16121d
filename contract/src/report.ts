import type { Report, ReportedEvent } from './generated/report.ts';
import validate from './generated/report-validator.js';
import { mostUrgent } from './report-order.ts';
import { hasControlCharacter, isId, parseUntrusted } from './untrusted.ts';

export type { Report, ReportedEvent };

/** How deep the schema nests: the report, its events, one of them, its resources. */
const depth = 4;
/** More events of one VM than these do not count. */
const mostEvents = 64;

/**
 * Reads the annotation `mechanic.dev/report`, which whoever owns the node may have written. Fields that are not known are
 * dropped, and of more than 64 events the most urgent are kept.
 * @returns undefined when it is no report or beyond the limits on what is believed (the caller says so and goes on)
 */
export function parseReport(text: string): Report | undefined {
  const value = parseUntrusted(text, depth);
  if (!validate(value) || hasControlCharacter(value)) return undefined;
  if (!value.events.every(({ id }) => isId(id))) return undefined;
  return value.events.length <= mostEvents
    ? value
    : { ...value, events: mostUrgent(value.events).slice(0, mostEvents) };
}
