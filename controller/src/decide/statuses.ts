import type { MaintenanceRecord } from '@mechanic/contract';
import type { Need, NodeStatus } from './decision.ts';
import type { Move } from './move.ts';
import { sayDraining, sayPaused, sentence } from './reasons.ts';
import { blockedPods } from './record.ts';
import type { Allotment } from './slots.ts';
import { refOf } from './step.ts';

/** What is said of every node that is not idle: first the queue in its order, then the others by name. */
export function statusesOf(moves: readonly Move[], allotment: Allotment): NodeStatus[] {
  const places = new Map(
    allotment.queue.map(({ contender, reason }, index) => [
      contender.node.uid,
      { position: index + 1, reason },
    ]),
  );
  const statuses = moves.map((move): NodeStatus => {
    const place = places.get(move.situation.node.uid);
    if (place === undefined) return status(move, allotment);
    const reason = sentence(move.step.reason, place.reason);
    return { ...status(move, allotment), state: move.step.state, reason, position: place.position };
  });
  const waiting = statuses.filter(({ position }) => position !== null);
  const others = statuses.filter(({ position, state }) => position === null && state !== 'idle');
  return [...waiting.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)), ...others];
}

function status({ situation, step }: Move, allotment: Allotment): NodeStatus {
  const { node } = situation;
  const need = needOf(situation);
  const shared = {
    node: refOf(node),
    need,
    position: null,
    blockedBy: blockedBy(situation),
    missedInQueue: missedInQueue(situation, allotment),
  };
  const successor = allotment.paused.get(node.uid);
  if (successor !== undefined) {
    return { ...shared, state: 'paused', reason: sayPaused(successor.node, successor.need) };
  }
  if (step.act.kind !== 'claim') return { ...shared, state: step.state, reason: step.reason };
  return { ...shared, state: 'draining', reason: sayDraining(step.act.need) };
}

/** Known before its deadline, and not taken up by then. */
function missedInQueue({ node, record, outlook, now }: Move['situation'], { started }: Allotment): boolean {
  const need = 'need' in outlook ? outlook.need : null;
  if (need?.deadline === null || need?.deadline === undefined || need.deadline > now) return false;
  const waits =
    record === null ? need.since < need.deadline : isResting(record) && record.deadlineMissed !== true;
  return waits && !started.some((one) => one.node === node);
}

function isResting({ phase, overridden }: MaintenanceRecord): boolean {
  return (phase === 'Paused' || phase === 'Failed') && overridden !== true;
}

function needOf({ outlook }: Move['situation']): Need | null {
  return 'need' in outlook ? outlook.need : null;
}

function blockedBy({ record, progress }: Move['situation']): NodeStatus['blockedBy'] {
  if (progress === undefined) return record?.blockedBy ?? [];
  return blockedPods({ ...progress, podsLeft: progress.podsLeft.filter(({ state }) => state === 'blocked') });
}
