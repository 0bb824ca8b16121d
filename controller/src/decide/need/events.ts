import { type Report, type ReportedEvent, eventTypeOf, speaksOfLiveMigration } from '@mechanic/contract';
import { type AnnouncedEvent, parseConditionMessage } from './condition-message.ts';
import type { NodeView } from '../snapshot.ts';
import { parseTime } from '../times.ts';

/** A scheduled event of a node, from any source. */
export interface ScheduledEvent {
  /** EventId; `<condition>:<type>` when only a condition tells of it and gives no id. */
  readonly id: string;
  /** In Azure's spelling when the type is known. */
  readonly type: string;
  readonly started: boolean;
  /** Milliseconds since the epoch; null when no date is given. */
  readonly notBefore: number | null;
  /** -1 when unknown. */
  readonly durationSeconds: number;
  readonly liveMigration: boolean;
  /** When the event became known; milliseconds since the epoch. */
  readonly since: number;
}

/** The known scheduled events of one node. */
export interface Announcements {
  readonly events: readonly ScheduledEvent[];
  /** A trusted source has reported: events not listed here do not exist. */
  readonly conclusive: boolean;
  /**
   * The last report of a probe that is silent now; null without one, and while a condition leaves open what is scheduled.
   */
  readonly lastWord: LastWord | null;
  /** For people: data that was found but cannot be used. */
  readonly notes: readonly string[];
  /** When the first event of a silent probe expires; milliseconds since the epoch. */
  readonly expiresAt: number | null;
}

/**
 * The last report of a silent probe: an event known before `at` (milliseconds since the epoch) and not listed has ended.
 */
export interface LastWord {
  readonly at: number;
  /** Every event listed, expired or not. */
  readonly events: readonly Pick<ScheduledEvent, 'id' | 'type'>[];
}

/** How long an unconfirmed event is believed after it was due. */
export const hearsayWorthMs = 30 * 60_000;

/**
 * Returns the scheduled events of a node. A Ready probe that reads IMDS is the only source believed. Without such a probe,
 * its last report counts until it expires, together with the conditions of node-problem-detector. These show one event at a
 * time, so only the status `False` proves that there is none.
 */
export function eventsOf(node: NodeView, probed: boolean, now: number): Announcements {
  const report = node.report.kind === 'present' ? node.report.value : null;
  const notes = node.report.kind === 'unreadable' ? ['the report of the probe cannot be read'] : [];
  if (report !== null && probed && report.imds === 'ok') {
    const events = report.events.map((event) => fromReport(event, report, node, now));
    return { events, conclusive: true, lastWord: null, notes, expiresAt: null };
  }
  const told = fallback(node, report, now);
  return { ...told, notes: [...notes, ...told.notes] };
}

/** Whether two ids are the same. Azure and other tools differ in upper and lower case. */
export function sameId(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** Whether the id is the stand-in for an unknown id of an event of this type. */
export function isUnnamed(id: string, type: string): boolean {
  return id.endsWith(`Scheduled:${type}`);
}

/** Combines the last report and the conditions. */
function fallback(node: NodeView, report: Report | null, now: number): Announcements {
  const believed = report === null ? [] : unexpired(node, report, now);
  const events = believed.map(({ event }) => event);
  const scheduled = readCondition(node, 'VMEventScheduled', now);
  const preemption = readCondition(node, 'PreemptionScheduled', now);
  const told = [...scheduled.events, ...preemption.events];
  const denied = scheduled.says === 'none' && preemption.says !== 'unclear';
  const open = scheduled.says === 'unclear' || preemption.says === 'unclear';
  return {
    events: told.reduce(merge, events),
    conclusive: denied && events.length === 0 && told.length === 0,
    lastWord: open ? null : lastWordOf(report),
    notes: [...scheduled.notes, ...preemption.notes],
    expiresAt: events.length === 0 ? null : Math.min(...believed.map(({ expiresAt }) => expiresAt)),
  };
}

function lastWordOf(report: Report | null): LastWord | null {
  const at = report?.imds === 'ok' ? parseTime(report.changedAt) : null;
  if (report === null || at === null) return null;
  return { at, events: report.events.map(({ id, type }) => ({ id, type: eventTypeOf(type) ?? type })) };
}

/**
 * Returns the events that are still believed: until 30 minutes after each was due, or 30 minutes after the report if it has
 * no date. An event without a readable time of either kind is not believed.
 */
function unexpired(
  node: NodeView,
  report: Report,
  now: number,
): { readonly event: ScheduledEvent; readonly expiresAt: number }[] {
  return report.events
    .map((event) => ({
      event: fromReport(event, report, node, now),
      expiresAt: (parseTime(event.notBefore) ?? parseTime(report.changedAt) ?? 0) + hearsayWorthMs,
    }))
    .filter(({ expiresAt }) => expiresAt > now);
}

function fromReport(event: ReportedEvent, report: Report, node: NodeView, now: number): ScheduledEvent {
  return scheduledEvent(
    {
      ...event,
      status: /^started$/i.test(event.status) ? 'Started' : 'Scheduled',
      notBefore: parseTime(event.notBefore),
      liveMigration: event.liveMigration || speaksOfLiveMigration(event.description),
    },
    event.id,
    Math.min(parseTime(report.changedAt) ?? node.createdAt, now),
  );
}

/** What one condition says: an event, no event, or nothing reliable. */
interface ConditionSaying {
  readonly says: 'event' | 'none' | 'unclear' | 'nothing';
  readonly events: readonly ScheduledEvent[];
  readonly notes: readonly string[];
}

function readCondition(
  node: NodeView,
  name: 'VMEventScheduled' | 'PreemptionScheduled',
  now: number,
): ConditionSaying {
  const condition = node.conditions[name];
  if (condition === undefined) return { says: 'nothing', events: [], notes: [] };
  if (condition.status === 'False') return { says: 'none', events: [], notes: [] };
  if (condition.status === 'Unknown') return { says: 'unclear', events: [], notes: [`${name} is Unknown`] };
  const announced =
    name === 'PreemptionScheduled'
      ? parsePreemption(condition.message)
      : parseConditionMessage(condition.message);
  if (announced === null) {
    return { says: 'unclear', events: [], notes: [`the message of ${name} cannot be read`] };
  }
  const since = Math.min(condition.lastTransitionTime || node.createdAt, now);
  const id = announced.id ?? `${name}:${eventTypeOf(announced.type) ?? announced.type}`;
  return { says: 'event', events: [scheduledEvent(announced, id, since)], notes: [] };
}

/** The condition is about spot VMs only: its message, whatever it is, means one of two events. */
function parsePreemption(message: string): AnnouncedEvent {
  const read = parseConditionMessage(message);
  const advisory = read?.status === 'Advisory' || /rebalance/i.test(message);
  return {
    status: 'Scheduled',
    notBefore: null,
    durationSeconds: -1,
    id: null,
    ...read,
    type: advisory ? 'SpotRebalanceRecommendation' : 'Preempt',
    liveMigration: false,
  };
}

function scheduledEvent(event: Omit<AnnouncedEvent, 'id'>, id: string, since: number): ScheduledEvent {
  const type = eventTypeOf(event.type) ?? event.type;
  // A recommendation has no deadline: Azure does nothing to the VM.
  const advice = type === 'SpotRebalanceRecommendation';
  return {
    id,
    type,
    started: event.status === 'Started' && !advice,
    notBefore: advice ? null : event.notBefore,
    durationSeconds: event.durationSeconds,
    liveMigration: type === 'Freeze' && event.liveMigration,
    since,
  };
}

/** Adds an event from a condition. If its id or type is known already, it can only make the date earlier. */
function merge(events: readonly ScheduledEvent[], told: ScheduledEvent): ScheduledEvent[] {
  const known =
    events.find((event) => sameId(event.id, told.id)) ?? events.find((event) => event.type === told.type);
  if (known === undefined) return [...events, told];
  const nearer = { ...known, started: known.started || told.started, notBefore: earlier(known, told) };
  return events.map((event) => (event === known ? nearer : event));
}

function earlier(a: ScheduledEvent, b: ScheduledEvent): number | null {
  if (a.notBefore === null || b.notBefore === null) return a.notBefore ?? b.notBefore;
  return Math.min(a.notBefore, b.notBefore);
}
