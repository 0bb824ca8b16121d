import type { MaintenanceRecord } from '@mechanic/contract';
import { begin } from './claim-step.ts';
import { overStep } from './over-step.ts';
import { foreignClaim, isOrphan } from './ownership.ts';
import { phaseStep } from './phase-step.ts';
import { sayOverridden, saySpent, sayUnknown, sentence } from '../reasons.ts';
import { overridden, paused } from './record.ts';
import type { Refusal } from '../snapshot.ts';
import { type Situation, type Step, change, refOf, rest, write } from './step.ts';
import { sayTime } from '../times.ts';

/**
 * Chooses what the node needs next, from its record and its announcements. The order of the checks is the order of
 * authority: the user, other tools that maintain the node, a person with kubectl, then mechanic.
 */
export function nextStep(situation: Situation): Step {
  const step = chooseStep(situation);
  return situation.refusal === undefined ? step : withheld(step, situation.refusal);
}

function chooseStep(situation: Situation): Step {
  const { node, record } = situation;
  if (node.ignored) return ignoredStep(situation);
  if (node.record.kind === 'unreadable') {
    return rest('unknown', 'unreadable record: nothing is done until mechanic.dev/maintenance is removed');
  }
  if (node.record.kind === 'present' && record === null) return voidStep(situation);
  const claim = foreignClaim(node);
  if (claim !== null) return foreignStep(situation, claim);
  if (record === null) return freshStep(situation);
  if (record.overridden === true) return overriddenStep(situation, record);
  if (!node.unschedulable || node.uncordonSeen) return uncordonedStep(situation, record);
  return phaseStep(situation, record);
}

/** While writes to the node are refused nothing new is written; a running drain continues. */
function withheld(step: Step, refusal: Refusal): Step {
  const wakeAt = [...step.wakeAt, refusal.retryAt];
  switch (step.kind) {
    case 'rest':
      // The taint of a waiting node may still have to be removed.
      return { ...step, wakeAt };
    case 'drain':
      return { ...step, write: null, wakeAt };
    case 'write':
    case 'claim': {
      const why = `a write to it did not succeed: ${refusal.message}`;
      const again = `tried again at ${sayTime(refusal.retryAt)}`;
      return rest('refused', sentence(step.reason, why, again), wakeAt);
    }
  }
}

/** An ignored node gets one last write if mechanic drains it: the drain stops and frees its slot. */
function ignoredStep(situation: Situation): Step {
  const { record, now } = situation;
  const reason = 'mechanic.dev/ignore is set: never touched';
  if (record?.phase !== 'Draining') return rest('ignored', reason);
  const why = sentence(reason, 'the drain stops and gives its slot away');
  return write('ignored', why, change(situation, paused(record, reason, now), 'paused'));
}

function voidStep({ node }: Situation): Step {
  const reason = 'its record was written for an earlier Node of this name and is taken away';
  const action = { kind: 'release', node: refOf(node), uncordon: false, outcome: 'void', reason } as const;
  return write('unknown', reason, action);
}

function foreignStep(situation: Situation, claim: string): Step {
  const { record, now } = situation;
  if (record?.phase !== 'Draining') return rest('foreign', `left alone: ${claim}`);
  const reason = `left alone: ${claim}; the drain stops and gives its slot away`;
  return write('foreign', reason, change(situation, paused(record, reason, now), 'paused'));
}

/** The step of a node without a record. */
function freshStep(situation: Situation): Step {
  const { node, outlook } = situation;
  const notes = sentence(...outlook.notes);
  switch (outlook.kind) {
    case 'need':
      return begin(situation, outlook.need, node.unschedulable && !isOrphan(node));
    case 'spent':
      return rest('scheduled', sentence(saySpent(outlook.need), notes), outlook.changesAt);
    case 'over':
      // If mechanic may not uncordon, an orphan is not released: its label alone is not worth a write.
      if (isOrphan(node) && situation.settings.uncordon.enabled) return overStep(situation);
      return rest(notes === '' ? 'idle' : 'scheduled', notes, outlook.changesAt);
    case 'unknown':
      return rest('unknown', sayUnknown(outlook.notes), outlook.changesAt);
  }
}

/** After a person uncordoned the node, mechanic begins again only for an event that is not in the record. */
function overriddenStep(situation: Situation, record: MaintenanceRecord): Step {
  const { node, outlook } = situation;
  if (outlook.kind === 'over') return overStep(situation);
  const isNew = outlook.kind === 'need' && outlook.news.length > 0;
  if (isNew) return begin(situation, outlook.need, node.unschedulable);
  return rest('overridden', sayOverridden(record), outlook.changesAt);
}

function uncordonedStep(situation: Situation, record: MaintenanceRecord): Step {
  const { outlook, now } = situation;
  if (outlook.kind === 'over') return overStep(situation);
  const reason = sayOverridden(record);
  const events = 'need' in outlook ? outlook.need.events : [];
  return write(
    'overridden',
    reason,
    change(situation, overridden(record, events, { message: reason, now }), 'overridden'),
  );
}
