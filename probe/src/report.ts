import type { Report, ReportedEvent } from '@mechanic/contract/report';
import { mostUrgent } from '@mechanic/contract/report-order';
import { isResource } from './identity.ts';
import type { ScheduledEvents } from './scheduled-events.ts';

/** A report without the time of its last change, which the writer adds. */
export type ReportContent = Omit<Report, 'changedAt'>;

/** Largest annotation value in bytes; all annotations of an object together may have 256 KiB. */
export const LARGEST_REPORT = 64 * 1024;

/** The report for a document: the events that name this VM, most urgent first, as many as fit. */
export function reportOf(vm: string, document: ScheduledEvents): ReportContent {
  const events = mostUrgent(document.events.filter((event) => isOwn(event, vm)));
  return fit({ version: 1, vm, imds: 'ok', incarnation: document.incarnation, events });
}

/** The report before the first answer: it says only that the probe is starting. */
export function startingReport(vm: string): ReportContent {
  return { version: 1, vm, imds: 'starting', incarnation: '', events: [] };
}

/** A report without the time of its last change. */
export function contentOf({ version, vm, imds, incarnation, events, omitted }: Report): ReportContent {
  return { version, vm, imds, incarnation, events, ...(omitted !== undefined && { omitted }) };
}

/**
 * Whether two reports say the same about this VM. The incarnation is ignored: it belongs to the whole placement group and
 * changes with every event of every neighbour, and the probes should not all write their Nodes for that.
 */
export function sameContent(a: ReportContent, b: ReportContent): boolean {
  return serialize({ ...a, incarnation: '' }, '') === serialize({ ...b, incarnation: '' }, '');
}

/** The value of the annotation. */
export function serialize(
  { version, vm, imds, incarnation, ...rest }: ReportContent,
  changedAt: string,
): string {
  return JSON.stringify({ version, vm, imds, incarnation, changedAt, ...rest });
}

function isOwn(event: ReportedEvent, vm: string): boolean {
  return event.resources.some((resource) => isResource(resource, vm));
}

/**
 * Leaves out the least urgent events until the annotation is small enough, and says how many. The most urgent event always
 * stays; if it alone is too large, the names of the other VMs that it hits are left out.
 */
function fit(content: ReportContent): ReportContent {
  let kept = content;
  for (let omitted = 1; sizeOf(kept) > LARGEST_REPORT && kept.events.length > 1; omitted += 1) {
    kept = { ...content, events: content.events.slice(0, content.events.length - omitted), omitted };
  }
  if (sizeOf(kept) <= LARGEST_REPORT) return kept;
  const events = kept.events.map((event) => ({ ...event, resources: [content.vm] }));
  return { ...kept, events, omitted: kept.omitted ?? 0 };
}

function sizeOf(content: ReportContent): number {
  return Buffer.byteLength(serialize(content, '0000-00-00T00:00:00.000Z'));
}
