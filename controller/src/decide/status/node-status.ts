import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeState } from '@mechanic/contract/status';
import type { Need, NodeStatus } from '../decision.ts';
import type { NodeStep } from '../node-step.ts';
import { sayDraining, sayPaused, sentence } from '../reasons.ts';
import type { Allotment } from '../slots/slots.ts';
import { type Situation, refOf } from '../step/step.ts';
import { blockedPods } from '../held-pods.ts';

/** States of a node that still has pods and a maintenance ahead. */
export const undrainedStates: ReadonlySet<NodeState> = new Set([
  'waiting',
  'refused',
  'draining',
  'paused',
  'failed',
]);

/** The status of every node that is not idle: first the queue in its order, then the others by name. */
export function statusesOf(steps: readonly NodeStep[], allotment: Allotment): NodeStatus[] {
  const places = new Map(
    allotment.queue.map(({ contender, reason }, index) => [
      contender.node.uid,
      { position: index + 1, reason },
    ]),
  );
  const started = new Set(allotment.started.map(({ node }) => node));
  const waiting: NodeStatus[] = [];
  const others: NodeStatus[] = [];
  for (const step of steps) {
    const { situation } = step;
    const { node } = situation;
    const place = places.get(node.uid);
    if (place === undefined && step.state === 'idle') continue;
    const said = place === undefined ? saying(step, allotment) : step;
    const status = {
      node: refOf(node),
      state: said.state,
      reason: place === undefined ? said.reason : sentence(said.reason, place.reason),
      need: needOf(situation),
      position: place?.position ?? null,
      blockedBy: blockedBy(situation),
      missedInQueue: !started.has(node) && missedInQueue(situation),
    };
    if (place === undefined) others.push(status);
    else waiting[place.position - 1] = status;
  }
  return [...waiting, ...others];
}

/** The status of a node outside the queue. */
function saying(step: NodeStep, allotment: Allotment): Pick<NodeStatus, 'state' | 'reason'> {
  const successor = allotment.paused.get(step.situation.node.uid);
  if (successor !== undefined) {
    return { state: 'paused', reason: sayPaused(successor.node, successor.need) };
  }
  if (step.kind !== 'claim') return step;
  return { state: 'draining', reason: sayDraining(step.need) };
}

/** Whether the event was known before its deadline, and the drain did not begin by then. */
function missedInQueue({ record, outlook, now }: Situation): boolean {
  const need = 'need' in outlook ? outlook.need : null;
  if (need?.deadline === null || need?.deadline === undefined || need.deadline > now) return false;
  return record === null ? need.since < need.deadline : isResting(record) && record.deadlineMissed !== true;
}

function isResting({ phase, overridden }: MaintenanceRecord): boolean {
  return (phase === 'Paused' || phase === 'Failed') && overridden !== true;
}

function needOf({ outlook }: Situation): Need | null {
  return 'need' in outlook ? outlook.need : null;
}

/** What blocks a running drain now; for other drains, what blocked them last. */
function blockedBy({ record, progress }: Situation): NodeStatus['blockedBy'] {
  return progress === undefined ? (record?.blockedBy ?? []) : blockedPods(progress.podsLeft);
}
