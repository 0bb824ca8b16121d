import { type MaintenanceRecord, type Settings, eventSwitches, eventTypeOf, isId } from '@mechanic/contract';
import type { ScheduledEvent } from './events.ts';
import type { ConditionView, NodeView } from '../snapshot.ts';
import { parseTime, sayTime } from '../times.ts';
import { sayId, sayType } from './untrusted-words.ts';

/** One event or condition of a node, judged by the settings. `notes` are for people. */
export type Concern =
  | CountingConcern
  | { readonly kind: 'disregarded'; readonly note: string }
  /** When a pending condition counts, if it lasts until then; milliseconds since the epoch. */
  | { readonly kind: 'pending'; readonly note: string; readonly countsAt: number }
  /** The record says that the node is drained for it, and no source tells its present state. */
  | { readonly kind: 'unclear'; readonly note: string };

/** The settings want the node to be drained for it. */
export interface CountingConcern {
  readonly kind: 'counts';
  /** Id of the event, type of the condition. */
  readonly name: string;
  /** Type of the event or of the condition. */
  readonly reason: string;
  readonly deadline: number | null;
  readonly started: boolean;
  readonly liveMigration: boolean;
  /** What a request is for and who asks; missing for anything but a request. */
  readonly request?: string;
  readonly since: number;
  /** The maintenance continues, but draining the node saves nothing any more. */
  readonly spent: boolean;
}

/** Whether mechanic acts upon an event: its type is enabled, and a freeze is not too short to matter. */
export function judgeEvent(event: ScheduledEvent, settings: Settings, now: number): Concern {
  const note = whyNot(event, settings);
  return note === null ? eventConcern(event, now) : { kind: 'disregarded', note };
}

/** Whether mechanic acts upon a condition: it has been True for long enough. Null when there is nothing to report. */
export function judgeCondition(
  node: NodeView,
  setting: Settings['conditions'][number],
  record: MaintenanceRecord | null,
  now: number,
): Concern | null {
  const { type, minDurationMs } = setting;
  const condition = node.conditions[type];
  const acted = record?.events.includes(type) ?? false;
  switch (condition?.status) {
    case 'True': {
      // A record could not hold this name.
      if (!isId(type)) return { kind: 'disregarded', note: `${sayType(type)}… is no name of a condition` };
      const countsAt = condition.lastTransitionTime + minDurationMs;
      // A condition in the record counts at once when it comes back: a flapping condition must not make the node flap.
      if (acted || countsAt <= now) return conditionConcern(type, condition, now);
      return { kind: 'pending', note: `${type} counts from ${sayTime(countsAt)} on`, countsAt };
    }
    case 'Unknown':
      return acted ? { kind: 'unclear', note: `${type} is Unknown` } : null;
    default:
      return null;
  }
}

/** The concerns in a record, one for each event. Empty when the settings no longer enable them. */
export function recordedConcerns(
  record: MaintenanceRecord,
  settings: Settings,
  now: number,
): CountingConcern[] {
  const { reason, events } = record;
  if (!isWanted(reason, settings)) return [];
  const deadline = parseTime(record.deadline);
  return events.map((name) => ({
    kind: 'counts',
    name,
    reason,
    deadline,
    started: false,
    liveMigration: false,
    since: parseTime(record.startedAt) ?? now,
    spent: isSpent(reason, deadline, now),
  }));
}

function isWanted(reason: string, { scheduledEvents, conditions }: Settings): boolean {
  const type = eventTypeOf(reason);
  if (type === null) return conditions.some((condition) => condition.type === reason);
  // A record does not distinguish a live migration from another freeze.
  return scheduledEvents[eventSwitches[type]] || (type === 'Freeze' && scheduledEvents.liveMigration);
}

function whyNot(event: ScheduledEvent, settings: Settings): string | null {
  const type = eventTypeOf(event.type);
  const id = sayId(event.id);
  if (type === null)
    return `the event ${id} is of the unknown type ${sayType(event.type)} and not acted upon`;
  const name = type === 'Freeze' && event.liveMigration ? 'liveMigration' : eventSwitches[type];
  if (!settings.scheduledEvents[name]) {
    return `the ${type} ${id} is not acted upon: scheduledEvents.${name} is off`;
  }
  if (type !== 'Freeze' || event.durationSeconds < 0) return null;
  if (event.durationSeconds * 1000 >= settings.freezeMinDurationMs) return null;
  return `the Freeze ${id} is announced for ${event.durationSeconds} s, shorter than freezeMinDuration`;
}

function eventConcern(event: ScheduledEvent, now: number): CountingConcern {
  const { id, type, started, notBefore, liveMigration, since } = event;
  const deadline = started ? Math.min(notBefore ?? since, since, now) : notBefore;
  const spent = isSpent(type, deadline, now);
  return { kind: 'counts', name: id, reason: type, deadline, started, liveMigration, since, spent };
}

function conditionConcern(type: string, condition: ConditionView, now: number): CountingConcern {
  const since = Math.min(condition.lastTransitionTime, now);
  return {
    kind: 'counts',
    name: type,
    reason: type,
    deadline: null,
    started: false,
    liveMigration: false,
    since,
    spent: false,
  };
}

/** The VM and its pods outlive a freeze: once it may begin, moving pods only adds to the interruption. */
function isSpent(type: string, deadline: number | null, now: number): boolean {
  return type === 'Freeze' && deadline !== null && deadline <= now;
}
