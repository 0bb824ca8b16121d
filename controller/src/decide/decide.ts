import type { Settings } from '@mechanic/contract';
import { acknowledgements } from './acknowledgement.ts';
import type { Action, Decision } from './decision.ts';
import { Limits } from './limits.ts';
import { nextStep } from './maintenance-step.ts';
import { type Move, movesThat } from './move.ts';
import { hasWaitingTaint, isDraining, isUntouchable } from './ownership.ts';
import { sayPaused } from './reasons.ts';
import { paused } from './record.ts';
import { type Allotment, allotSlots } from './slots.ts';
import type { Snapshot } from './snapshot.ts';
import { statusesOf } from './statuses.ts';
import { refOf, situationOf } from './step.ts';
import { compareNames } from './urgency.ts';

/**
 * Decides for the whole cluster what is done next: each node for itself first, then the slots among those that want one.
 * The same snapshot, settings and time give the same decision; the limits hold after each action, also when some fail.
 */
export function decide(snapshot: Snapshot, settings: Settings, now: number): Decision {
  const nodes = snapshot.nodes.toSorted(compareNames);
  const moves = nodes.map((node): Move => {
    const situation = situationOf(node, snapshot, settings, now);
    return { situation, step: nextStep(situation) };
  });
  const limits = new Limits(nodes, settings);
  const slots = limits.cluster.usage();
  const allotment = allot(moves, limits, settings, now);
  return {
    actions: [
      ...recordWrites(moves, allotment),
      ...drains(moves, allotment),
      ...starts(moves, allotment),
      ...(settings.dryRun ? [] : taints(moves, allotment)),
      ...acknowledgements(moves, snapshot.probedNodes, settings),
    ],
    nextPassAt: nextPassAt(moves, now),
    statuses: statusesOf(moves, allotment),
    slots,
  };
}

function allot(moves: readonly Move[], limits: Limits, settings: Settings, now: number): Allotment {
  return allotSlots({
    claims: movesThat(moves, 'claim').map(({ move, act }) => ({ node: move.situation.node, need: act.need })),
    running: movesThat(moves, 'drain')
      .filter(({ move }) => move.situation.refusal === undefined)
      .map(({ move, act }) => ({ node: move.situation.node, need: act.need })),
    ending: movesThat(moves, 'write')
      .map(({ move }) => move.situation.node)
      .filter(isDraining),
    limits,
    urgentWithinMs: settings.urgentWithinMs,
    now,
  });
}

/** First what frees slots or only writes down what has happened. */
function recordWrites(moves: readonly Move[], allotment: Allotment): Action[] {
  return moves.flatMap((move) => {
    const { act } = move.step;
    if (act.kind === 'write') return [act.action];
    if (act.kind !== 'drain') return [];
    return pause(move, allotment) ?? act.write ?? [];
  });
}

function pause({ situation }: Move, { paused: victims }: Allotment): Action | null {
  const { node, record } = situation;
  const successor = victims.get(node.uid);
  if (successor === undefined || record === null) return null;
  return {
    kind: 'record',
    node: refOf(node),
    record: paused(record, sayPaused(successor.node, successor.need)),
    outcome: 'paused',
  };
}

function drains(moves: readonly Move[], { paused: victims }: Allotment): Action[] {
  return movesThat(moves, 'drain')
    .filter(({ move }) => !victims.has(move.situation.node.uid))
    .map(({ move, act }) => ({ kind: 'drain', node: refOf(move.situation.node), order: act.order }));
}

/** The most urgent first. */
function starts(moves: readonly Move[], { started }: Allotment): Action[] {
  const actions = new Map(
    movesThat(moves, 'claim').map(({ move, act }) => [move.situation.node.uid, act.action]),
  );
  return started.flatMap(({ node }) => actions.get(node.uid) ?? []);
}

/** Keeps the pods of one node from moving to the next in the queue, and takes the mark from those no longer in it. */
function taints(moves: readonly Move[], { queue }: Allotment): Action[] {
  const waiting = new Set(queue.map(({ contender }) => contender.node.uid));
  const touchable = moves.filter(({ situation: { node, record, refusal }, step }) => {
    if (isUntouchable(node) || step.state === 'foreign' || refusal !== undefined) return false;
    return record === null || record.overridden === true;
  });
  return touchable.flatMap(({ situation: { node }, step }): Action[] => {
    const wanted = waiting.has(node.uid) && !node.unschedulable;
    const present = hasWaitingTaint(node);
    // A start or a release changes the marks by itself.
    const changing = step.act.kind === 'write' || (step.act.kind === 'claim' && !waiting.has(node.uid));
    return wanted === present || changing ? [] : [{ kind: 'taint', node: refOf(node), present: wanted }];
  });
}

function nextPassAt(moves: readonly Move[], now: number): number | null {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { step } of moves) {
    for (const time of step.wakeAt) if (time > now && time < earliest) earliest = time;
  }
  return Number.isFinite(earliest) ? earliest : null;
}
