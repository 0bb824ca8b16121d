import {
  type MaintenanceRecord,
  type Settings,
  endsTheVM,
  eventTypeOf,
  requestType,
} from '@mechanic/contract';
import {
  type Concern,
  type CountingConcern,
  judgeCondition,
  judgeEvent,
  recordedConcerns,
} from './concern.ts';
import type { Need } from '../decision.ts';
import { judgeRequest, withoutRequests } from './request.ts';
import { type Announcements, hearsayWorthMs, isUnnamed, sameId } from './events.ts';
import type { NodeView } from '../snapshot.ts';
import { parseTime } from '../times.ts';
import { compareNames, compareUrgency } from './urgency.ts';

/** The result of judging all announcements for one node. */
export type Outlook = {
  /** For people: what else was found, and why it does not count. */
  readonly notes: readonly string[];
  /** Times at which the outlook may change without any event; milliseconds since the epoch. */
  readonly changesAt: readonly number[];
  /**
   * An event that removes or restarts the VM has started, and the node has not been Ready for so long that its VM counts as
   * gone.
   */
  readonly gone: boolean;
} & Ruling;

type Ruling =
  | {
      /** `spent`: the maintenance continues, but emptying the node saves nothing any more. */
      readonly kind: 'need' | 'spent';
      readonly need: Need;
      /** Events that are not in the record; all events without a record. */
      readonly news: readonly string[];
    }
  /** A trusted source says that nothing enabled is left. */
  | { readonly kind: 'over' }
  /** No source can tell. */
  | { readonly kind: 'unknown' };

/** A node may be not Ready for this long before it counts as gone; milliseconds. */
const absentMs = 60_000;

export interface OutlookInput {
  readonly node: NodeView;
  readonly announcements: Announcements;
  /** The record of this Node; null without one. */
  readonly record: MaintenanceRecord | null;
}

/** Judges the events and conditions of a node by the settings. The most urgent enabled one leads. */
export function outlookOf(input: OutlookInput, settings: Settings, now: number): Outlook {
  const { node, announcements, record } = input;
  const concerns = announcements.events.map((event) => judgeEvent(event, settings, now));
  for (const setting of settings.conditions) {
    const concern = judgeCondition(node, setting, record, now);
    if (concern !== null) concerns.push(concern);
  }
  const request = judgeRequest(node, record, now);
  if (request !== null) concerns.push(request);
  const seen = concerns.filter((concern) => concern.kind === 'counts');
  const isOver =
    seen.length === 0 && concerns.every(({ kind }) => kind !== 'unclear') && deniesAll(input, settings);
  const silent = seen.length === 0 && !isOver;
  const counting = silent ? remembered(record, settings, now) : seen;
  return {
    ...(isOver ? { kind: 'over' } : weigh(counting, record, now)),
    notes: notesOf(announcements, concerns),
    gone: absentFrom(node, seen) <= now,
    changesAt: changesOf({ node, seen, announcements, concerns, counting, silenced: silent ? record : null }),
  };
}

function notesOf({ notes }: Announcements, concerns: readonly Concern[]): readonly string[] {
  const told = concerns.flatMap((concern) => ('note' in concern ? concern.note : []));
  return told.length === 0 ? notes : [...notes, ...told];
}

function changesOf(of: {
  readonly node: NodeView;
  readonly seen: readonly CountingConcern[];
  readonly announcements: Announcements;
  readonly concerns: readonly Concern[];
  readonly counting: readonly CountingConcern[];
  /** The record, if it is believed because no source reports anything; otherwise null. */
  readonly silenced: MaintenanceRecord | null;
}): number[] {
  const times: number[] = [];
  for (const concern of of.concerns) if (concern.kind === 'pending') times.push(concern.countsAt);
  for (const { deadline } of of.counting) if (deadline !== null) times.push(deadline);
  if (of.announcements.expiresAt !== null) times.push(of.announcements.expiresAt);
  const absent = absentFrom(of.node, of.seen);
  if (absent !== Infinity) times.push(absent);
  if (of.silenced !== null) times.push(expiryOf(of.silenced));
  return times;
}

/** When a node counts as gone after such an event has started; milliseconds since the epoch, Infinity if it does not. */
function absentFrom({ conditions }: NodeView, concerns: readonly CountingConcern[]): number {
  const { Ready } = conditions;
  if (Ready === undefined || Ready.status === 'True') return Infinity;
  const isStruck = concerns.some(({ started, reason }) => started && endsTheVM(reason));
  return isStruck ? Ready.lastTransitionTime + absentMs : Infinity;
}

/**
 * The concerns of a node without any source: its record is believed for as long as a report would be. Stopping at the first
 * silence would lose the pods of a VM whose metadata service fails shortly before its end.
 */
function remembered(record: MaintenanceRecord | null, settings: Settings, now: number): CountingConcern[] {
  if (record?.phase !== 'Draining' || expiryOf(record) <= now) return [];
  return recordedConcerns(record, settings, now);
}

function expiryOf(record: MaintenanceRecord): number {
  return (parseTime(record.deadline) ?? parseTime(record.startedAt) ?? 0) + hearsayWorthMs;
}

/** Whether no event can be hidden, so that an event that is not listed does not exist. */
function deniesAll({ node, announcements, record: whole }: OutlookInput, settings: Settings): boolean {
  if (announcements.conclusive) return true;
  const record = whole === null ? null : withoutRequests(whole);
  if (record === null) return false;
  // Only the annotation can announce a request, and it is gone.
  if (record.events.length === 0 && whole?.events.length !== 0) return true;
  return (
    hasEnded(announcements, record) ||
    explains(announcements, record) ||
    isAboutConditions(record, node, settings)
  );
}

/**
 * Whether the last report of a silent probe, made after the maintenance began, no longer lists its events, whatever else it
 * lists, and no other source shows them.
 */
function hasEnded({ lastWord, events }: Announcements, record: MaintenanceRecord): boolean {
  const startedAt = parseTime(record.startedAt);
  if (lastWord === null || startedAt === null || lastWord.at <= startedAt) return false;
  return [...lastWord.events, ...events].every(
    ({ id, type }) => !speaksOf(record, { name: id, reason: type }),
  );
}

/**
 * Whether the maintenance is for node conditions alone. These show by themselves when they are over, without any source of
 * scheduled events.
 */
function isAboutConditions(record: MaintenanceRecord, node: NodeView, settings: Settings): boolean {
  if (eventTypeOf(record.reason) !== null || record.events.length === 0) return false;
  const types = [
    record.reason,
    ...Object.keys(node.conditions),
    ...settings.conditions.map(({ type }) => type),
  ];
  return record.events.every((name) => types.includes(name));
}

/** Whether all events of the record are still announced, though disabled by now: then none is hidden. */
function explains({ events }: Announcements, record: MaintenanceRecord): boolean {
  if (record.events.length === 0) return false;
  return record.events.every((id) => events.some((event) => sameId(event.id, id)));
}

function weigh(concerns: readonly CountingConcern[], record: MaintenanceRecord | null, now: number): Ruling {
  const ordered =
    concerns.length < 2
      ? concerns
      : concerns.toSorted((a, b) => compareUrgency(a, b, now) || compareNames(a, b));
  const worthwhile = ordered.filter(({ spent }) => !spent);
  const relevant = worthwhile.length > 0 ? worthwhile : ordered;
  const [leading] = relevant;
  if (leading === undefined) return { kind: 'unknown' };
  const deadlines = deadlinesOf(relevant, now);
  return {
    kind: leading.spent ? 'spent' : 'need',
    need: {
      reason: leading.reason,
      events: [...new Set(ordered.map(({ name }) => name))],
      deadline: deadlines.length > 0 ? Math.min(...deadlines) : null,
      started: relevant.some(({ started }) => started),
      liveMigration: leading.liveMigration,
      ...(leading.request !== undefined && { request: leading.request }),
      since: leading.since,
    },
    news: relevant.filter((concern) => record === null || !speaksOf(record, concern)).map(({ name }) => name),
  };
}

/**
 * The deadlines of concerns. A late request counts only when there is no other concern, because nothing happens to the node
 * at its deadline.
 */
function deadlinesOf(concerns: readonly CountingConcern[], now: number): number[] {
  const dated = concerns.flatMap(({ reason, deadline }) => (deadline === null ? [] : { reason, deadline }));
  const counting = dated.filter(({ reason, deadline }) => reason !== requestType || deadline > now);
  return (counting.length > 0 ? counting : dated).map(({ deadline }) => deadline);
}

/**
 * Whether the record has this event. An event without an id of its own, known from a condition only, is the same as any
 * event of its type: the condition cannot distinguish them.
 */
function speaksOf(
  record: MaintenanceRecord,
  { name, reason }: Pick<CountingConcern, 'name' | 'reason'>,
): boolean {
  if (isUnnamed(name, reason) && record.reason === reason) return true;
  return record.events.some((id) => sameId(id, name) || isUnnamed(id, reason));
}
