import type { MaintenanceRecord } from '@mechanic/contract';
import { resume } from './claim-step.ts';
import type { Action, Need } from '../decision.ts';
import { overStep } from './over-step.ts';
import {
  sayDetaching,
  sayDrained,
  sayDraining,
  sayFailed,
  sayNeed,
  saySpent,
  sayUnknown,
  sayUnreachable,
  sentence,
} from '../reasons.ts';
import { isGone, isUnreachable, stuckFrom, unreachableFrom } from './stuck.ts';
import { drained, drainedFor, failed, isOutdated, orderOf, paused, retryTime, updated } from './record.ts';
import { type Situation, type Step, change, rest, write } from './step.ts';
import { dueAt } from '../need/urgency.ts';
import { parseTime } from '../times.ts';

/** Chooses the next step of a cordoned node from the phase in its valid record. */
export function phaseStep(situation: Situation, record: MaintenanceRecord): Step {
  if (situation.outlook.kind === 'over') return overStep(situation);
  switch (record.phase) {
    case 'Draining':
      return drainingStep(situation, record);
    case 'Paused':
      return stillOver(situation, record) ?? pausedStep(situation, record);
    case 'Failed':
      return stillOver(situation, record) ?? failedStep(situation, record);
    case 'Drained':
      return drainedStep(situation, record);
  }
}

/** A maintenance was over and is needed again: the recorded end is deleted, so that the next end gets its full delay. */
function stillOver(situation: Situation, record: MaintenanceRecord): Step | null {
  const { outlook } = situation;
  if (record.overSince === undefined || !('need' in outlook)) return null;
  const next = { ...record };
  delete next.overSince;
  const state = record.phase === 'Failed' ? 'failed' : 'paused';
  return write(state, sayNeed(outlook.need), change(situation, next, 'updated'));
}

function drainingStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, progress, now } = situation;
  if (progress?.state === 'emptied') {
    const current = 'need' in outlook ? updated(record, outlook.need, now) : record;
    const next = drained(current, progress, now);
    return write('drained', sayDrained(next), change(situation, next, 'drained'));
  }
  switch (outlook.kind) {
    case 'need':
      return runningStep(situation, record, outlook.need);
    case 'spent':
      // Only volumes are left on the node: the drain continues until they are detached.
      if (progress?.state === 'detaching') return runningStep(situation, record, outlook.need);
      return spentStep(situation, record, outlook.need);
    default: {
      const reason = `${sayUnknown(outlook.notes)}; the drain waits until it is known again`;
      return write('paused', reason, change(situation, paused(record, reason, situation.now), 'paused'));
    }
  }
}

function runningStep(situation: Situation, record: MaintenanceRecord, need: Need): Step {
  const { outlook, progress, settings, now } = situation;
  const timeoutAt = timeoutFrom(situation, record);
  if (progress?.state === 'stuck' || timeoutAt <= now) {
    const message = progress?.state === 'stuck' ? progress.message : 'not empty within drain.timeout';
    const retryAt = retryTime(record, settings.drain.retry, { deadline: need.deadline, now });
    const next = failed(updated(record, need, now), { message, retryAt, progress });
    return write('failed', sayFailed(next), change(situation, next, 'failed'));
  }
  if (isUnreachable(situation, record) && progress?.state !== 'detaching') {
    const reason = sentence(sayNeed(need), sayUnreachable, 'the drain gives its slot away until it answers');
    return write(
      'paused',
      reason,
      change(situation, paused(updated(record, need, now), reason, now), 'paused'),
    );
  }
  const correction = missedDeadline(situation, record, need) ?? correctedRecord(situation, record, need);
  return {
    kind: 'drain',
    state: 'draining',
    reason: sayRunning(situation, need),
    order: orderOf(record, { ...need, deadline: dueAt(need, now) }, settings),
    need,
    write: correction,
    wakeAt: [
      ...outlook.changesAt,
      timeoutAt,
      ...unreachableFrom(situation, record),
      ...stuckFrom(situation, record, need),
    ],
  };
}

/**
 * When the attempt ends. Pods that could end by themselves are evicted only at the timeout, and get their grace period
 * after it.
 */
function timeoutFrom({ progress, settings, now }: Situation, record: MaintenanceRecord): number {
  return now + settings.drain.timeoutMs - drainedFor(record, now) + (progress?.lastCallMs ?? 0);
}

function sayRunning({ outlook, progress }: Situation, need: Need): string {
  const { state, volumes = [], notes = [] } = progress ?? {};
  const waits = state === 'detaching' ? sayDetaching(volumes) : '';
  return sentence(sayDraining(need), waits, ...outlook.notes, ...notes);
}

/** A freeze has begun, so the remaining pods stay. A missed deadline is recorded once before the drain ends. */
function spentStep(situation: Situation, record: MaintenanceRecord, need: Need): Step {
  const missed = missedDeadline(situation, record, need);
  const reason = saySpent(need);
  if (missed !== null) {
    const order = orderOf(record, need, situation.settings);
    return { kind: 'drain', state: 'draining', reason, order, need, write: missed, wakeAt: [] };
  }
  const next = failed(record, { message: reason, retryAt: null, progress: situation.progress });
  return write('failed', reason, change(situation, next, 'failed'));
}

function pausedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { node, outlook, now } = situation;
  if (isGone(node, now)) return rest('paused', sentence(record.message ?? sayUnreachable), outlook.changesAt);
  switch (outlook.kind) {
    case 'need':
      return resume(situation, record, outlook.need);
    case 'spent':
      return rest('paused', saySpent(outlook.need), outlook.changesAt);
    default:
      return rest('paused', record.message ?? sayUnknown(outlook.notes), outlook.changesAt);
  }
}

function failedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, now } = situation;
  if (outlook.kind !== 'need') return rest('failed', sayFailed(record), outlook.changesAt);
  // A new event allows a new attempt at once, whatever the outcome of the last one.
  const retryAt = outlook.news.length > 0 ? now : retryAfter(record);
  if (retryAt > now) return rest('failed', sayFailed(record), [...outlook.changesAt, retryAt]);
  return resume(situation, record, outlook.need);
}

function drainedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, now } = situation;
  if (outlook.kind === 'need' && isOutdated(record, outlook.need, now)) {
    const next = updated(record, outlook.need, now);
    return write('drained', sayDrained(next), change(situation, next, 'updated'));
  }
  return rest('drained', sayDrained(record), outlook.changesAt);
}

function missedDeadline(situation: Situation, record: MaintenanceRecord, need: Need): Action | null {
  const { progress, now } = situation;
  const isPast = need.deadline !== null && need.deadline <= now;
  if (!isPast || record.deadlineMissed === true || (progress?.podsLeft.length ?? 0) === 0) return null;
  return change(situation, { ...updated(record, need, now), deadlineMissed: true }, 'deadline-missed');
}

function correctedRecord(situation: Situation, record: MaintenanceRecord, need: Need): Action | null {
  const { now } = situation;
  return isOutdated(record, need, now) ? change(situation, updated(record, need, now), 'updated') : null;
}

/** When a failed attempt is repeated: never when the record says `null`, at once when it says nothing. */
function retryAfter(record: MaintenanceRecord): number {
  return record.retryAt === null ? Number.POSITIVE_INFINITY : (parseTime(record.retryAt) ?? 0);
}
