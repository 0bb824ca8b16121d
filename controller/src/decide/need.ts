import type { MaintenanceRecord, Settings } from '@mechanic/contract';
import type { Need } from './decision.ts';
import { type EventType, eventTypeOf } from './event-type.ts';
import { type Announcements, type ScheduledEvent, isUnnamed, sameId } from './events.ts';
import type { ConditionView, NodeView } from './snapshot.ts';
import { sayTime } from './times.ts';
import { compareNames, compareUrgency } from './urgency.ts';

/** What is to be made of everything that is announced for one node. */
export type Outlook = (
  | {
      /** `spent`: the maintenance goes on, but there is nothing left to save by emptying the node. */
      readonly kind: 'need' | 'spent';
      readonly need: Need;
      /** Events that this record does not speak of; all of them without a record. */
      readonly news: readonly string[];
    }
  /** A source that holds says that nothing enabled is left. */
  | { readonly kind: 'over' }
  /** Nobody can tell. */
  | { readonly kind: 'unknown' }
) & {
  /** For people: what else was found, and why it counts for nothing. */
  readonly notes: readonly string[];
  /** When it may look different by itself; milliseconds since the epoch. */
  readonly changesAt: readonly number[];
};

/** An event or a condition that is enabled. */
interface Concern {
  readonly name: string;
  readonly reason: string;
  readonly deadline: number | null;
  readonly started: boolean;
  readonly liveMigration: boolean;
  readonly since: number;
  readonly spent: boolean;
}

export interface OutlookInput {
  readonly node: NodeView;
  readonly announcements: Announcements;
  /** Of this Node; null without one. */
  readonly record: MaintenanceRecord | null;
}

/** Weighs events and conditions of a node against the settings. The most urgent enabled one leads. */
export function outlookOf(input: OutlookInput, settings: Settings, now: number): Outlook {
  const { announcements, record } = input;
  const judged = announcements.events.map((event) => ({ event, refusal: whyNot(event, settings) }));
  const enabled = judged.flatMap(({ event, refusal }) => (refusal === null ? [fromEvent(event, now)] : []));
  const watched = settings.conditions.map((setting) => watch(input, setting, now));
  const concerns = [...enabled, ...watched.flatMap((seen) => (seen.concern === null ? [] : [seen.concern]))];
  const notes = [
    ...announcements.notes,
    ...judged.flatMap(({ refusal }) => refusal ?? []),
    ...watched.flatMap((seen) => seen.note ?? []),
  ];
  const changesAt = [
    ...(announcements.expiresAt === null ? [] : [announcements.expiresAt]),
    ...concerns.flatMap((concern) => concern.deadline ?? []),
    ...watched.flatMap((seen) => seen.countsAt ?? []),
  ];
  if (concerns.length > 0) return { ...weigh(concerns, record, now), notes, changesAt };
  const disabled = judged.map(({ event }) => event);
  const silent = watched.some((seen) => seen.unclear);
  const over = !silent && (announcements.conclusive || explains(disabled, record));
  return { kind: over ? 'over' : 'unknown', notes, changesAt };
}

/**
 * Whether the record is about this event. An event without an id of its own, known from a condition only, is the same
 * as any of its type: the condition cannot tell one from the other.
 */
function speaksOf(record: MaintenanceRecord, { name, reason }: Concern): boolean {
  if (isUnnamed(name, reason) && record.reason === reason) return true;
  return record.events.some((id) => sameId(id, name) || isUnnamed(id, reason));
}

/** Whether everything that the record is about is still seen, though disabled by now: then nothing is hidden. */
function explains(disabled: readonly ScheduledEvent[], record: MaintenanceRecord | null): boolean {
  if (record === null || record.events.length === 0) return false;
  return record.events.every((id) => disabled.some((event) => sameId(event.id, id)));
}

function weigh(
  concerns: readonly Concern[],
  record: MaintenanceRecord | null,
  now: number,
): { kind: 'need' | 'spent'; need: Need; news: string[] } {
  const ordered = concerns.toSorted((a, b) => compareUrgency(a, b, now) || compareNames(a, b));
  const worthwhile = ordered.filter((concern) => !concern.spent);
  const relevant = worthwhile.length > 0 ? worthwhile : ordered;
  const [leading] = relevant;
  if (leading === undefined) throw new RangeError('a need without a concern');
  const deadlines = relevant.flatMap((concern) => concern.deadline ?? []);
  return {
    kind: worthwhile.length > 0 ? 'need' : 'spent',
    need: {
      reason: leading.reason,
      events: [...new Set(ordered.map((concern) => concern.name))],
      deadline: deadlines.length > 0 ? Math.min(...deadlines) : null,
      started: relevant.some((concern) => concern.started),
      liveMigration: leading.liveMigration,
      since: leading.since,
    },
    news: relevant
      .filter((concern) => record === null || !speaksOf(record, concern))
      .map((concern) => concern.name),
  };
}

function fromEvent(event: ScheduledEvent, now: number): Concern {
  const deadline = event.started
    ? Math.min(event.notBefore ?? event.since, event.since, now)
    : event.notBefore;
  return {
    name: event.id,
    reason: event.type,
    deadline,
    started: event.started,
    liveMigration: event.liveMigration,
    since: event.since,
    spent: event.type === 'Freeze' && (event.started || (deadline !== null && deadline <= now)),
  };
}

const switches = {
  Preempt: 'preempt',
  Terminate: 'terminate',
  Redeploy: 'redeploy',
  Reboot: 'reboot',
  Freeze: 'freeze',
  SpotRebalanceRecommendation: 'spotRebalance',
} as const satisfies Record<EventType, keyof Settings['scheduledEvents']>;

/** Why an event is not acted upon, for a person; null when it is. */
function whyNot(event: ScheduledEvent, settings: Settings): string | null {
  const type = eventTypeOf(event.type);
  if (type === null) return `the event ${event.id} is of the unknown type ${event.type} and not acted upon`;
  const name = type === 'Freeze' && event.liveMigration ? 'liveMigration' : switches[type];
  if (!settings.scheduledEvents[name]) {
    return `the ${type} ${event.id} is not acted upon: scheduledEvents.${name} is off`;
  }
  if (type !== 'Freeze' || event.durationSeconds < 0) return null;
  if (event.durationSeconds * 1000 >= settings.freezeMinDurationMs) return null;
  return `the Freeze ${event.id} is announced for ${event.durationSeconds} s, shorter than freezeMinDuration`;
}

interface WatchedCondition {
  readonly concern: Concern | null;
  /** It is what the record is about, and nobody can tell how it is now. */
  readonly unclear: boolean;
  readonly note: string | null;
  readonly countsAt: number | null;
}

function watch(
  { node, record }: OutlookInput,
  setting: Settings['conditions'][number],
  now: number,
): WatchedCondition {
  const condition = node.conditions[setting.type];
  const nothing = { concern: null, unclear: false, note: null, countsAt: null };
  const acted = record?.events.includes(setting.type) ?? false;
  if (condition === undefined || condition.status === 'False') return nothing;
  if (condition.status === 'Unknown') {
    return acted ? { ...nothing, unclear: true, note: `${setting.type} is Unknown` } : nothing;
  }
  const countsAt = condition.lastTransitionTime + setting.minDurationMs;
  // Once acted upon it counts at once when it comes back: a flapping condition must not make the node flap.
  if (countsAt > now && !acted) {
    return { ...nothing, countsAt, note: `${setting.type} counts from ${sayTime(countsAt)} on` };
  }
  return { ...nothing, concern: fromCondition(setting.type, condition, now) };
}

function fromCondition(type: string, condition: ConditionView, now: number): Concern {
  return {
    name: type,
    reason: type,
    deadline: null,
    started: false,
    liveMigration: false,
    since: Math.min(condition.lastTransitionTime, now),
    spent: false,
  };
}
