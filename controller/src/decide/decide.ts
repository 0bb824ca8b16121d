import type { Settings } from '@mechanic/contract';
import { acknowledgements } from './acknowledgement.ts';
import type { Action, Decision } from './decision.ts';
import { KnownMoves } from './known-moves.ts';
import { Limits } from './slots/limits.ts';
import { marks } from './marks.ts';
import { nodeConditions } from './node-conditions.ts';
import { outOfService } from './out-of-service.ts';
import { type Move, movesThat } from './move.ts';
import { isDraining } from './step/ownership.ts';
import { sayGaveWay, sayPaused, sayPrepared } from './reasons.ts';
import { orderOf, paused } from './step/record.ts';
import { type Allotment, type Contender, allotSlots } from './slots/slots.ts';
import type { Snapshot } from './snapshot.ts';
import { withSurges } from './step/surges.ts';
import { statusesOf } from './status/node-status.ts';
import { refOf } from './step/step.ts';
import { drainTimes } from './slots/drain-time.ts';
import { holdRestraints } from './slots/holds.ts';
import { settleRestraints } from './slots/restraint.ts';
import { isStuck } from './step/stillness.ts';
import { parseTime } from './times.ts';
import { compareNames } from './need/urgency.ts';

/**
 * Decides for the whole cluster what is done next: each node for itself first, then the slots among those that want one.
 * The same snapshot, settings and time give the same decision. The limits hold after each action, also when some fail, and
 * when writes that are not answered yet take effect after all. `known` only saves work: it changes nothing in the decision.
 */
export function decide(
  snapshot: Snapshot,
  settings: Settings,
  now: number,
  known: KnownMoves = new KnownMoves(),
): Decision {
  const nodes = snapshot.nodes.toSorted(compareNames);
  const steps = nodes.map((node) => known.moveOf(node, snapshot, settings, now));
  const { moves, orders: surges } = withSurges(steps, snapshot);
  const limits = new Limits({ nodes, claims: snapshot.claims }, settings);
  const slots = limits.cluster.usage();
  const allotment = allot(moves, { snapshot, limits, settings, now });
  return {
    actions: [
      ...recordWrites(moves, allotment),
      ...drains(moves, allotment),
      ...endedDrains(moves),
      ...begins(moves, allotment, now),
      ...(settings.dryRun
        ? []
        : [...outOfService(moves), ...marks(moves, allotment), ...nodeConditions(moves)]),
      ...acknowledgements(moves, snapshot.probedNodes, settings),
    ],
    nextPassAt: nextPassAt(moves, allotment, now),
    statuses: statusesOf(moves, allotment),
    slots,
    restraints: allotment.restrained.statuses,
    surges,
  };
}

/** Who gets a slot of those that want one: the part of a decision that looks at all nodes at once. */
export function allot(
  moves: readonly Move[],
  by: {
    readonly snapshot: Pick<Snapshot, 'claims' | 'expectedMs' | 'queries' | 'settling'>;
    readonly limits: Limits;
    readonly settings: Settings;
    readonly now: number;
    /** See Contest. */
    readonly winnersOnly?: boolean;
  },
): Allotment {
  const { snapshot, limits, settings, now, winnersOnly = false } = by;
  const { urgentWithinMs } = settings;
  return allotSlots({
    ...contendersOf(moves, snapshot),
    limits,
    restraints: [...settleRestraints(snapshot, now), ...holdRestraints(settings, snapshot, now)],
    drainTimes: drainTimes(snapshot, settings.drain),
    urgentWithinMs,
    now,
    winnersOnly,
  });
}

/** What is written of these moves to records, and so takes and frees slots. */
export function recordActions(moves: readonly Move[], allotment: Allotment, now: number): Action[] {
  return [...recordWrites(moves, allotment), ...begins(moves, allotment, now)];
}

/** Who wants a slot, who has one, and who is about to give one back. */
function contendersOf(
  moves: readonly Move[],
  { claims }: Pick<Snapshot, 'claims'>,
): { claims: Contender[]; running: Contender[]; ending: Contender['node'][] } {
  return {
    claims: movesThat(moves, 'claim').map(({ move: { situation }, act }) => ({
      node: situation.node,
      need: act.need,
      holds: claims.has(situation.node.uid),
      untried: act.untried,
      gaveWay: situation.record?.gaveWay === true,
    })),
    running: movesThat(moves, 'drain').flatMap(({ move: { situation }, act: { need } }) => {
      const { node, record, refusal } = situation;
      if (refusal !== undefined || record === null) return [];
      return [{ node, need, stuck: isStuck(situation, record, need) }];
    }),
    ending: movesThat(moves, 'write')
      .map(({ move }) => move.situation.node)
      .filter(isDraining),
  };
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

function pause({ situation, step }: Move, { paused: victims }: Allotment): Action | null {
  const { node, record, now } = situation;
  const successor = victims.get(node.uid);
  if (successor === undefined || record === null || step.act.kind !== 'drain') return null;
  const gaveWay = isStuck(situation, record, step.act.need);
  const say = gaveWay ? sayGaveWay : sayPaused;
  const rests = paused(record, say(successor.node, successor.need), now);
  return {
    kind: 'record',
    node: refOf(node),
    record: { ...rests, ...(gaveWay && { gaveWay }) },
    outcome: 'paused',
  };
}

function drains(moves: readonly Move[], { paused: victims }: Allotment): Action[] {
  return movesThat(moves, 'drain')
    .filter(({ move }) => !victims.has(move.situation.node.uid))
    .map(({ move, act }) => ({ kind: 'drain', node: refOf(move.situation.node), order: act.order }));
}

/** Drains that have come to their end are kept until that is written down: a write that collides must not begin them anew. */
function endedDrains(moves: readonly Move[]): Action[] {
  return movesThat(moves, 'write').flatMap(({ move: { situation }, act: { action } }): Action[] => {
    const { node, record, settings } = situation;
    if (record === null || action.kind !== 'record' || action.outcome !== 'drained') return [];
    const need = { reason: record.reason, deadline: parseTime(record.deadline) };
    return [{ kind: 'drain', node: refOf(node), order: orderOf(record, need, settings) }];
  });
}

function begins(moves: readonly Move[], allotment: Allotment, now: number): Action[] {
  return [...starts(moves, allotment, now), ...prepares(moves, allotment, now)];
}

/** The most urgent first. */
function starts(moves: readonly Move[], { started }: Allotment, now: number): Action[] {
  if (started.length === 0) return [];
  const places = new Map(started.map(({ node }, place) => [node, place]));
  const actions: Action[] = [];
  for (const { situation, step } of moves) {
    const place = places.get(situation.node);
    if (place !== undefined && step.act.kind === 'claim') actions[place] = step.act.action(now);
  }
  return actions;
}

/** Cordoned without a slot: each drains as soon as another one has made room for it. */
function prepares(moves: readonly Move[], { prepared }: Allotment, now: number): Action[] {
  if (prepared.length === 0) return [];
  const nodes = new Set(prepared.map(({ node }) => node));
  return movesThat(moves, 'claim').flatMap(
    ({ move: { situation }, act: { action: make, need } }): Action[] => {
      if (!nodes.has(situation.node)) return [];
      const action = make(now);
      return [{ ...action, record: paused(action.record, sayPrepared(need), now) }];
    },
  );
}

function nextPassAt(moves: readonly Move[], { restrained }: Allotment, now: number): number | null {
  let earliest = Number.POSITIVE_INFINITY;
  for (const time of restrained.wakeAt) if (time > now && time < earliest) earliest = time;
  for (const { step } of moves) {
    for (const time of step.wakeAt) if (time > now && time < earliest) earliest = time;
  }
  return Number.isFinite(earliest) ? earliest : null;
}
