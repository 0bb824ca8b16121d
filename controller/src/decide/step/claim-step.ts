import type { Need } from '../decision.ts';
import { sayNeed, sentence } from '../reasons.ts';
import { begun, resumed } from './record.ts';
import { type Situation, type Step, change, refOf, rest } from './step.ts';
import { sayTime } from '../times.ts';
import { EXCLUDED, type MaintenanceRecord } from '@mechanic/contract';

type Claim = Extract<Step, { readonly kind: 'claim' }>;

/** Claims a slot to cordon the node and begin its drain. */
export function begin(situation: Situation, need: Need, wasUnschedulable: boolean): Step {
  const { node, settings } = situation;
  const excluded = settings.drain.loadBalancers === 'exclude' && !(EXCLUDED in node.labels);
  return claim(situation, need, {
    untried: true,
    action: (now) => {
      // A deadline that passed while the node waited was reported then, and is not reported again.
      const missed = need.deadline !== null && need.since < need.deadline && need.deadline <= now;
      const traced = settings.tracing.endpoint !== '';
      const record = begun(node, need, { wasUnschedulable, missed, excluded, traced, now });
      return { kind: 'cordon', node: refOf(node), record };
    },
  });
}

/** Claims a slot to continue a paused or failed drain. */
export function resume(situation: Situation, record: MaintenanceRecord, need: Need): Step {
  const step = claim(situation, need, {
    untried: false,
    action: (now) => change(situation, resumed(record, need, now), 'resumed'),
  });
  const state = record.phase === 'Failed' ? 'failed' : 'paused';
  return { ...step, state, reason: sentence(step.reason, record.message ?? '') };
}

function claim(situation: Situation, need: Need, how: Pick<Claim, 'untried' | 'action'>): Step {
  const { outlook, settings, now } = situation;
  const { leadTimeMs } = settings.drain;
  const startAt = leadTimeMs === null || need.deadline === null ? now : need.deadline - leadTimeMs;
  if (startAt > now) {
    const reason = `${sayNeed(need)}; drained from ${sayTime(startAt)} on (drain.leadTime)`;
    return rest('scheduled', reason, [...outlook.changesAt, startAt]);
  }
  const urgentAt = need.deadline === null ? [] : [need.deadline - settings.urgentWithinMs];
  return {
    kind: 'claim',
    state: 'waiting',
    reason: sayNeed(need),
    need,
    ...how,
    wakeAt: [...outlook.changesAt, ...urgentAt],
  };
}
