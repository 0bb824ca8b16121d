import type { Settings } from '@mechanic/contract';
import { acknowledgements } from './acknowledgement.ts';
import type { Action, Decision } from './decision.ts';
import { KnownSteps } from './known-steps.ts';
import { Limits } from './slots/limits.ts';
import { marks } from './marks.ts';
import { nodeConditions } from './node-conditions.ts';
import { outOfService } from './out-of-service.ts';
import { type NodeStep, stepsOf } from './node-step.ts';
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
import { isStuck } from './step/stuck.ts';
import { parseTime } from './times.ts';
import { compareNames } from './need/urgency.ts';

/**
 * Decides the next actions for the whole cluster: first a step for each node, then the slots for the nodes that want one.
 * The same snapshot, settings and time give the same decision. The limits hold after each action, even if some actions fail
 * or unanswered writes take effect later. `known` only saves work and does not change the decision.
 */
export function decide(
  snapshot: Snapshot,
  settings: Settings,
  now: number,
  known: KnownSteps = new KnownSteps(),
): Decision {
  const nodes = snapshot.nodes.toSorted(compareNames);
  const own = nodes.map((node) => known.stepOf(node, snapshot, settings, now));
  const { steps, orders: surges } = withSurges(own, snapshot);
  const limits = new Limits({ nodes, unseenSlots: snapshot.unseenSlots }, settings);
  const slots = limits.cluster.usage();
  const allotment = allot(steps, { snapshot, limits, settings, now });
  return {
    actions: [
      ...recordWrites(steps, allotment),
      ...drains(steps, allotment),
      ...endedDrains(steps),
      ...begins(steps, allotment, now),
      ...(settings.dryRun
        ? []
        : [...outOfService(steps), ...marks(steps, allotment), ...nodeConditions(steps)]),
      ...acknowledgements(steps, snapshot.probedNodes, settings),
    ],
    nextPassAt: nextPassAt(steps, allotment, now),
    statuses: statusesOf(steps, allotment),
    slots,
    restraints: allotment.restrained.statuses,
    surges,
  };
}

/** Gives out the slots: the part of a decision that looks at all nodes at once. */
export function allot(
  steps: readonly NodeStep[],
  by: {
    readonly snapshot: Pick<Snapshot, 'unseenSlots' | 'expectedMs' | 'queries' | 'settling'>;
    readonly limits: Limits;
    readonly settings: Settings;
    readonly now: number;
    /** See SlotsInput. */
    readonly winnersOnly?: boolean;
  },
): Allotment {
  const { snapshot, limits, settings, now, winnersOnly = false } = by;
  const { urgentWithinMs } = settings;
  return allotSlots({
    ...contendersOf(steps, snapshot),
    limits,
    restraints: [...settleRestraints(snapshot, now), ...holdRestraints(settings, snapshot, now)],
    drainTimes: drainTimes(snapshot, settings.drain),
    urgentWithinMs,
    now,
    winnersOnly,
  });
}

/** The record writes of these steps, which take and free slots. */
export function recordActions(steps: readonly NodeStep[], allotment: Allotment, now: number): Action[] {
  return [...recordWrites(steps, allotment), ...begins(steps, allotment, now)];
}

/** Collects the nodes that want a slot, have one, or free one in this pass. */
function contendersOf(
  steps: readonly NodeStep[],
  { unseenSlots }: Pick<Snapshot, 'unseenSlots'>,
): { waiting: Contender[]; running: Contender[]; ending: Contender['node'][] } {
  return {
    waiting: stepsOf(steps, 'claim').map(({ situation, need, untried }) => ({
      node: situation.node,
      need,
      holds: unseenSlots.has(situation.node.uid),
      untried,
      gaveWay: situation.record?.gaveWay === true,
    })),
    running: stepsOf(steps, 'drain').flatMap(({ situation, need }) => {
      const { node, record, refusal } = situation;
      if (refusal !== undefined || record === null) return [];
      return [{ node, need, stuck: isStuck(situation, record, need) }];
    }),
    ending: stepsOf(steps, 'write')
      .map(({ situation }) => situation.node)
      .filter(isDraining),
  };
}

/** Writes that free slots or record what has happened come first. */
function recordWrites(steps: readonly NodeStep[], allotment: Allotment): Action[] {
  return steps.flatMap((step) => {
    if (step.kind === 'write') return [step.action];
    if (step.kind !== 'drain') return [];
    return pause(step, allotment) ?? step.write ?? [];
  });
}

function pause(
  { situation, need }: Extract<NodeStep, { kind: 'drain' }>,
  { paused: victims }: Allotment,
): Action | null {
  const { node, record, now } = situation;
  const successor = victims.get(node.uid);
  if (successor === undefined || record === null) return null;
  const gaveWay = isStuck(situation, record, need);
  const say = gaveWay ? sayGaveWay : sayPaused;
  const rests = paused(record, say(successor.node, successor.need), now);
  return {
    kind: 'record',
    node: refOf(node),
    record: { ...rests, ...(gaveWay && { gaveWay }) },
    outcome: 'paused',
  };
}

function drains(steps: readonly NodeStep[], { paused: victims }: Allotment): Action[] {
  return stepsOf(steps, 'drain')
    .filter(({ situation }) => !victims.has(situation.node.uid))
    .map(({ situation, order }) => ({ kind: 'drain', node: refOf(situation.node), order }));
}

/** Drains that have ended are kept until their record says so: a write with a conflict must not restart them. */
function endedDrains(steps: readonly NodeStep[]): Action[] {
  return stepsOf(steps, 'write').flatMap(({ situation, action }): Action[] => {
    const { node, record, settings } = situation;
    if (record === null || action.kind !== 'record' || action.outcome !== 'drained') return [];
    const need = { reason: record.reason, deadline: parseTime(record.deadline) };
    return [{ kind: 'drain', node: refOf(node), order: orderOf(record, need, settings) }];
  });
}

function begins(steps: readonly NodeStep[], allotment: Allotment, now: number): Action[] {
  return [...starts(steps, allotment, now), ...prepares(steps, allotment, now)];
}

/** The most urgent first. */
function starts(steps: readonly NodeStep[], { started }: Allotment, now: number): Action[] {
  if (started.length === 0) return [];
  const places = new Map(started.map(({ node }, place) => [node, place]));
  const actions: Action[] = [];
  for (const { situation, action } of stepsOf(steps, 'claim')) {
    const place = places.get(situation.node);
    if (place !== undefined) actions[place] = action(now);
  }
  return actions;
}

/** Cordons nodes without a slot: each is drained once another node has freed a slot. */
function prepares(steps: readonly NodeStep[], { prepared }: Allotment, now: number): Action[] {
  if (prepared.length === 0) return [];
  const nodes = new Set(prepared.map(({ node }) => node));
  return stepsOf(steps, 'claim').flatMap(({ situation, action: make, need }): Action[] => {
    if (!nodes.has(situation.node)) return [];
    const action = make(now);
    return [{ ...action, record: paused(action.record, sayPrepared(need), now) }];
  });
}

function nextPassAt(steps: readonly NodeStep[], { restrained }: Allotment, now: number): number | null {
  let earliest = Number.POSITIVE_INFINITY;
  for (const time of restrained.wakeAt) if (time > now && time < earliest) earliest = time;
  for (const { wakeAt } of steps) {
    for (const time of wakeAt) if (time > now && time < earliest) earliest = time;
  }
  return Number.isFinite(earliest) ? earliest : null;
}
