import { compareText } from './compare-text.ts';
import { eventTypeOf, severity } from './event-type.ts';
import type { ReportedEvent } from './generated/report.ts';

/**
 * Sorts the events of a report, the most urgent first. The order does not depend on the time, so that a report stays the
 * same.
 */
export function mostUrgent(events: readonly ReportedEvent[]): ReportedEvent[] {
  return events.toSorted(
    (a, b) => stage(a) - stage(b) || dueAt(a) - dueAt(b) || rank(a) - rank(b) || compareText(a.id, b.id),
  );
}

/** 0 for events under way, then announced ones, then the rest. A Freeze under way is last: nothing can be saved any more. */
function stage(event: ReportedEvent): number {
  if (/^started$/i.test(event.status)) return /^freeze$/i.test(event.type) ? 3 : 0;
  return Number.isNaN(timeOf(event)) ? 2 : 1;
}

function dueAt(event: ReportedEvent): number {
  const time = timeOf(event);
  return Number.isNaN(time) ? 0 : time;
}

function timeOf({ notBefore }: ReportedEvent): number {
  return notBefore === null ? Number.NaN : Date.parse(notBefore);
}

function rank({ type }: ReportedEvent): number {
  return severity(eventTypeOf(type) ?? type);
}
