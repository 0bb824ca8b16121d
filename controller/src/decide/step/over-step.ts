import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeState } from '../decision.ts';
import { paused } from './record.ts';
import { type Situation, type Step, change, refOf, rest, write } from './step.ts';
import { formatTime, parseTime, sayTime } from '../times.ts';

/** The maintenance is over: removes the marks of mechanic, and uncordons the node if the cordon is from mechanic. */
export function overStep(situation: Situation): Step {
  if (!cordonIsOurs(situation)) return release(situation, false);
  const waits = whatItWaitsFor(situation);
  return waits === null ? release(situation, true) : wait(situation, waits);
}

/** Whether mechanic cordoned the node while it was schedulable, and nobody has changed that since. */
function cordonIsOurs({ node, record, settings }: Situation): boolean {
  if (!settings.uncordon.enabled || !node.unschedulable) return false;
  if (record === null) return true;
  return !record.wasUnschedulable && record.overridden !== true && !node.uncordonSeen;
}

interface Wait {
  readonly reason: string;
  readonly until: number | null;
  /** When the delay began, to be written to the record; milliseconds since the epoch. */
  readonly overSince: number | null;
}

function whatItWaitsFor({ node, record, settings, now }: Situation): Wait | null {
  const { delayMs } = settings.uncordon;
  const since = pastTime(record?.overSince, now);
  // An orphan has no record that could tell when the maintenance ended.
  if (record !== null && delayMs > 0 && (since ?? now) + delayMs > now) {
    const until = (since ?? now) + delayMs;
    const reason = `the maintenance is over; uncordoned at ${sayTime(until)} (uncordon.delay)`;
    return { reason, until, overSince: since === null ? now : null };
  }
  if (node.ready === 'True') return null;
  return {
    reason: 'the maintenance is over; uncordoned once the node is Ready',
    until: null,
    overSince: null,
  };
}

/**
 * Returns null for a time in the future, which a wrong clock recorded: the delay starts again instead of lasting for hours.
 */
function pastTime(text: string | undefined, now: number): number | null {
  const time = parseTime(text);
  return time !== null && time > now ? null : time;
}

/** The node keeps its phase while it waits, except Draining: that drain stops, so that it does not hold its slot. */
function wait(situation: Situation, { reason, until, overSince }: Wait): Step {
  const { record, outlook, now } = situation;
  const wakeAt = [...outlook.changesAt, ...(until === null ? [] : [until])];
  if (record === null) return rest('drained', reason, wakeAt);
  const drains = record.phase === 'Draining';
  if (!drains && overSince === null) return rest(stateOf(record), reason, wakeAt);
  const kept = drains ? paused(record, reason, now) : record;
  const next = overSince === null ? kept : { ...kept, overSince: formatTime(overSince) };
  const outcome = drains ? 'paused' : 'updated';
  return { ...write(stateOf(next), reason, change(situation, next, outcome)), wakeAt };
}

function release({ node, record }: Situation, uncordon: boolean): Step {
  const done = record === null || record.phase === 'Drained';
  const reason = done
    ? 'the maintenance is over'
    : 'the maintenance is over or cancelled before the node was drained';
  return write('idle', reason, {
    kind: 'release',
    node: refOf(node),
    uncordon,
    outcome: done ? 'completed' : 'cancelled',
    reason,
  });
}

/** The state of a waiting node in the phase of this record. */
export function stateOf(record: MaintenanceRecord): NodeState {
  switch (record.phase) {
    case 'Draining':
      return 'draining';
    case 'Paused':
      return 'paused';
    case 'Drained':
      return 'drained';
    case 'Failed':
      return 'failed';
  }
}
