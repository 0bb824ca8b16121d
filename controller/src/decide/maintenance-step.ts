import type { MaintenanceRecord } from '@mechanic/contract';
import type { Action, Need, RecordOutcome } from './decision.ts';
import { foreignClaim, isDraining, isOrphan } from './ownership.ts';
import {
  attemptStart,
  begun,
  drained,
  failed,
  isOutdated,
  orderOf,
  overridden,
  paused,
  resumed,
  retryTime,
  updated,
} from './record.ts';
import { overStep } from './over-step.ts';
import { sayNeed, sentence } from './reasons.ts';
import { type Situation, type Step, refOf, rest, write } from './step.ts';
import { parseTime, sayTime } from './times.ts';

/** What the node needs next, by what was done to it before and what is announced for it now. */
export function nextStep(situation: Situation): Step {
  const step = chooseStep(situation);
  return situation.refusal === undefined ? step : withheld(step, situation.refusal);
}

function chooseStep(situation: Situation): Step {
  const { node, record } = situation;
  if (node.ignored) return rest('ignored', ignoredReason(situation));
  if (node.record.kind === 'unreadable') {
    return rest('unknown', 'unreadable record: remove the annotation mechanic.dev/maintenance to go on');
  }
  if (node.record.kind === 'present' && record === null) return voidStep(situation);
  const claim = foreignClaim(node);
  if (claim !== null) return foreignStep(situation, claim);
  if (record === null) return freshStep(situation);
  if (record.overridden === true) return overriddenStep(situation, record);
  if (!node.unschedulable || node.uncordonSeen) return uncordonedStep(situation, record);
  return recordedStep(situation, record);
}

/** While writes are not permitted the node is left as it is; a drain under way goes on. */
function withheld(step: Step, refusal: NonNullable<Situation['refusal']>): Step {
  const wakeAt = [...step.wakeAt, refusal.retryAt];
  const reason = `not permitted: ${refusal.message}; tried again at ${sayTime(refusal.retryAt)}`;
  switch (step.act.kind) {
    case 'none':
      return step;
    case 'drain':
      return { ...step, act: { ...step.act, write: null }, wakeAt };
    case 'write':
    case 'claim':
      return rest('refused', reason, wakeAt);
  }
}

function ignoredReason({ node }: Situation): string {
  return sentence(
    'mechanic.dev/ignore is set: never touched',
    isDraining(node) ? 'its drain has stopped, and it holds its slot until the record is gone' : '',
  );
}

function voidStep({ node }: Situation): Step {
  const reason = 'its record was written for an earlier Node of this name and is taken away';
  return write('unknown', reason, {
    kind: 'release',
    node: refOf(node),
    uncordon: false,
    outcome: 'void',
    reason,
  });
}

function foreignStep(situation: Situation, claim: string): Step {
  const { record } = situation;
  if (record?.phase !== 'Draining') return rest('foreign', `left alone: ${claim}`);
  const reason = `left alone: ${claim}; the drain stops and gives its slot away`;
  return write('foreign', reason, change(situation, paused(record, reason), 'paused'));
}

/** A node without a record. */
function freshStep(situation: Situation): Step {
  const { node, outlook, now } = situation;
  const notes = outlook.notes.join('; ');
  switch (outlook.kind) {
    case 'need': {
      const wasUnschedulable = node.unschedulable && !isOrphan(node);
      const record = begun(node, outlook.need, { wasUnschedulable, now });
      return claim(situation, outlook.need, { kind: 'cordon', node: refOf(node), record });
    }
    case 'spent':
      return rest('scheduled', sentence(spentReason(outlook.need), notes), outlook.changesAt);
    case 'over':
      if (isOrphan(node)) return overStep(situation);
      return rest(notes === '' ? 'idle' : 'scheduled', notes, outlook.changesAt);
    case 'unknown':
      return rest('unknown', unknownReason(situation), outlook.changesAt);
  }
}

/** A person uncordoned the node: only an event that was not known then is a reason to begin anew. */
function overriddenStep(situation: Situation, record: MaintenanceRecord): Step {
  const { node, outlook, now } = situation;
  if (outlook.kind === 'over') return overStep(situation);
  if (outlook.kind === 'need' && outlook.news.length > 0) {
    const fresh = begun(node, outlook.need, { wasUnschedulable: node.unschedulable, now });
    return claim(situation, outlook.need, { kind: 'cordon', node: refOf(node), record: fresh });
  }
  return rest('overridden', record.message ?? overriddenReason(record), outlook.changesAt);
}

function uncordonedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook } = situation;
  if (outlook.kind === 'over') return overStep(situation);
  const reason = overriddenReason(record);
  const events = outlook.kind === 'unknown' ? [] : outlook.need.events;
  return write('overridden', reason, change(situation, overridden(record, events, reason), 'overridden'));
}

/** A node that is cordoned and has a record that holds. */
function recordedStep(situation: Situation, record: MaintenanceRecord): Step {
  if (situation.outlook.kind === 'over') return overStep(situation);
  switch (record.phase) {
    case 'Draining':
      return drainingStep(situation, record);
    case 'Paused':
      return pausedStep(situation, record);
    case 'Failed':
      return failedStep(situation, record);
    case 'Drained':
      return drainedStep(situation, record);
  }
}

function drainingStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, progress, now } = situation;
  if (progress?.state === 'emptied') {
    const need = 'need' in outlook ? outlook.need : null;
    const next = drained(need === null ? record : updated(record, need, now));
    return write('drained', drainedReason(next), change(situation, next, 'drained'));
  }
  switch (outlook.kind) {
    case 'need':
      return runningStep(situation, record, outlook.need);
    case 'spent':
      return spentStep(situation, record, outlook.need);
    default: {
      const reason = `${unknownReason(situation)}; the drain waits until it is known again`;
      return write('paused', reason, change(situation, paused(record, reason), 'paused'));
    }
  }
}

function runningStep(situation: Situation, record: MaintenanceRecord, need: Need): Step {
  const { progress, settings, now } = situation;
  const timeoutAt = attemptStart(record) + settings.drain.timeoutMs;
  const current = updated(record, need, now);
  if (progress?.state === 'stuck' || timeoutAt <= now) {
    const message = progress?.state === 'stuck' ? progress.message : `not empty after drain.timeout`;
    const retryAt = retryTime(record, settings.drain.retry, now);
    const next = failed(current, { message, retryAt, progress });
    return write('failed', failedReason(next), change(situation, next, 'failed'));
  }
  return {
    state: 'draining',
    reason: `is being drained: ${sayNeed(need)}`,
    act: { kind: 'drain', order: orderOf(record, need), need, write: freshRecord(situation, current, need) },
    wakeAt: [...situation.outlook.changesAt, timeoutAt],
  };
}

/** What has changed about a drain that goes on: the deadline was missed, or the events are others. */
function freshRecord(situation: Situation, current: MaintenanceRecord, need: Need): Action | null {
  const { now } = situation;
  const missed = missesDeadline(situation, need) && current.deadlineMissed !== true;
  if (missed) return change(situation, { ...current, deadlineMissed: true }, 'deadline-missed');
  const { record } = situation;
  return record !== null && isOutdated(record, need, now) ? change(situation, current, 'updated') : null;
}

function missesDeadline({ progress, now }: Situation, need: Need): boolean {
  return need.deadline !== null && need.deadline <= now && (progress?.podsLeft.length ?? 0) > 0;
}

/** A freeze has begun: what has not left by now stays. The missed deadline is said first, once. */
function spentStep(situation: Situation, record: MaintenanceRecord, need: Need): Step {
  const reason = spentReason(need);
  const write_ = freshRecord(situation, record, need);
  if (write_?.kind === 'record' && write_.outcome === 'deadline-missed') {
    return {
      state: 'draining',
      reason,
      act: { kind: 'drain', order: orderOf(record, need), need, write: write_ },
      wakeAt: [],
    };
  }
  const next = failed(record, { message: reason, retryAt: null, progress: situation.progress });
  return write('failed', reason, change(situation, next, 'failed'));
}

function pausedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, now } = situation;
  const reason = record.message ?? 'paused';
  switch (outlook.kind) {
    case 'need':
      return resume(situation, record, outlook.need);
    case 'spent':
      return rest('paused', spentReason(outlook.need), outlook.changesAt);
    default:
      return rest(
        'paused',
        reason,
        outlook.changesAt.filter((time) => time > now),
      );
  }
}

function failedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, now } = situation;
  if (outlook.kind !== 'need') {
    return rest('failed', failedReason(record), outlook.changesAt);
  }
  // A new event is a new reason to try, whatever came of the last one.
  const retryAt = outlook.news.length > 0 ? now : retryAfter(record);
  if (retryAt > now) return rest('failed', failedReason(record), [...outlook.changesAt, retryAt]);
  return resume(situation, record, outlook.need);
}

function drainedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, now } = situation;
  const reason = drainedReason(record);
  if (outlook.kind === 'need' && isOutdated(record, outlook.need, now)) {
    return write('drained', reason, change(situation, updated(record, outlook.need, now), 'updated'));
  }
  return rest('drained', reason, outlook.changesAt);
}

function resume(situation: Situation, record: MaintenanceRecord, need: Need): Step {
  const step = claim(situation, need, change(situation, resumed(record, need, situation.now), 'resumed'));
  const state = record.phase === 'Failed' ? 'failed' : 'paused';
  return { ...step, state, reason: sentence(step.reason, record.message ?? '') };
}

/** Asks for a slot, once the deadline is near enough. */
function claim(situation: Situation, need: Need, action: Action): Step {
  const { outlook, settings, now } = situation;
  const { leadTimeMs } = settings.drain;
  const startAt = leadTimeMs === null || need.deadline === null ? now : need.deadline - leadTimeMs;
  if (startAt > now) {
    const reason = `${sayNeed(need)}: drained from ${sayTime(startAt)} on (drain.leadTime)`;
    return rest('scheduled', reason, [...outlook.changesAt, startAt]);
  }
  const urgentAt = need.deadline === null ? [] : [need.deadline - settings.urgentWithinMs];
  return {
    state: 'waiting',
    reason: sayNeed(need),
    act: { kind: 'claim', need, action },
    wakeAt: [...outlook.changesAt, ...urgentAt],
  };
}

function change({ node }: Situation, record: MaintenanceRecord, outcome: RecordOutcome): Action {
  return { kind: 'record', node: refOf(node), record, outcome };
}

/** A failure without a time is repeated at once; one with `null` not at all. */
function retryAfter(record: MaintenanceRecord): number {
  return record.retryAt === null ? Number.POSITIVE_INFINITY : (parseTime(record.retryAt) ?? 0);
}

function spentReason(need: Need): string {
  return `${sayNeed(need)}: it can begin at any moment or has begun, nothing is left to save`;
}
function unknownReason({ outlook }: Situation): string {
  return `it is not known which maintenance is scheduled: ${sentence(...outlook.notes) || 'no probe and no condition tells'}`;
}
function overriddenReason(record: MaintenanceRecord): string {
  return `a person uncordoned it during ${record.reason}: these events are left to the person`;
}
function drainedReason(record: MaintenanceRecord): string {
  return `is drained for ${record.reason} and waits for it to be over`;
}
function failedReason(record: MaintenanceRecord): string {
  const retryAt = parseTime(record.retryAt);
  return sentence(
    `attempt ${record.attempts} to drain it for ${record.reason} failed`,
    record.message ?? '',
    retryAt === null ? '' : `tried again at ${sayTime(retryAt)}`,
  );
}
