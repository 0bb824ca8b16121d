import type { Need } from '../decision.ts';
import type { DrainTimes } from './drain-time.ts';
import type { LimitedGroup, Limits } from './limits.ts';
import { isUnavailable, losesTheNode } from '../step/ownership.ts';
import { sayNeed, sentence } from '../reasons.ts';
import type { NodeView } from '../snapshot.ts';
import { compareNames, compareUrgency, isUrgent } from '../need/urgency.ts';
import { type Restrained, type Restraint, restrain } from './restraint.ts';

/** A node that wants a slot or has one. */
export interface Contender {
  readonly node: NodeView;
  readonly need: Need;
  /** A waiting node: a write without an answer may have given it a slot. */
  readonly holds?: boolean;
  /** A waiting node that mechanic has not cordoned yet: the cordon may still fail. */
  readonly untried?: boolean;
  /** A waiting node whose stuck drain was paused for another urgent node. */
  readonly gaveWay?: boolean;
  /** A running drain: stuck, and its deadline has passed. */
  readonly stuck?: boolean;
}

export interface SlotsInput {
  /** Nodes that want a slot. */
  readonly waiting: readonly Contender[];
  /** Running drains, which continue unless they are paused. */
  readonly running: readonly Contender[];
  /** Draining nodes whose drain stops in this pass anyway. */
  readonly ending: readonly NodeView[];
  readonly limits: Limits;
  readonly restraints: readonly Restraint[];
  readonly drainTimes: DrainTimes;
  readonly urgentWithinMs: number;
  readonly now: number;
  /** The caller needs no reasons for nodes without a slot: the search ends once nothing is left to give. */
  readonly winnersOnly?: boolean;
}

/** Which nodes start, wait, are prepared or paused. Keys are Node UIDs. */
export interface Allotment {
  /** Nodes that get no slot in this pass, the most urgent first, with the reason. */
  readonly queue: readonly { readonly contender: Contender; readonly reason: string }[];
  readonly started: readonly Contender[];
  /** Nodes of the queue that are cordoned now: a drain is paused only for a node that is cordoned. */
  readonly prepared: readonly Contender[];
  /** Running drains to pause, and the contender that gets the slot. */
  readonly paused: ReadonlyMap<string, Contender>;
  readonly restrained: Omit<Restrained, 'reasons'>;
}

/**
 * Gives out slots in the order of urgency. A node delayed by one limit does not delay the nodes behind it. If an urgent
 * node lacks only a slot, the fewest and least urgent drains that are not urgent themselves are paused: they stop in this
 * pass, their slots stay reserved, and the node starts in the next pass. The node is cordoned first: no drain is paused for
 * a node that mechanic may not change. A stuck drain past its deadline is paused for other urgent nodes as well.
 */
export function allotSlots(input: SlotsInput): Allotment {
  const { limits } = input;
  for (const node of input.ending) limits.groupsOf(node).forEach((group) => group.leave());
  const victims = victimsOf(input);
  const started: Contender[] = [];
  const prepared: Contender[] = [];
  const queue: { contender: Contender; reason: string }[] = [];
  const paused = new Map<string, Contender>();
  const spokenFor = new Set<string>();
  const order = inOrder(input);
  const restrained = restrainedIn(order, input);
  for (const { contender, urgent } of order) {
    if (isOver(input, victims.length - spokenFor.size)) break;
    const kept = restrained.reasons.get(contender.node.uid);
    if (kept !== undefined) {
      queue.push({ contender, reason: sentence(...kept) });
      continue;
    }
    const fit = fitOf(contender, limits);
    if (mayStart(contender, fit)) {
      start(contender, fit);
      started.push(contender);
      continue;
    }
    const freed = urgent ? freeSlots(contender, fit, { victims, spokenFor, limits }) : null;
    queue.push({ contender, reason: sentence(sayWhatIsMissing(fit), sayFreed(freed)) });
    if (freed === null) continue;
    if (mustBeTried(contender, freed)) prepared.push(contender);
    else for (const victim of freed) paused.set(victim.node.uid, contender);
  }
  return { queue, started, prepared, paused, restrained };
}

function restrainedIn(
  order: readonly { readonly contender: Contender; readonly urgent: boolean }[],
  { running, restraints, limits, now, drainTimes }: SlotsInput,
): Restrained {
  const waiting = order.map(({ contender: { node, need, holds }, urgent }) => ({
    node,
    need,
    exempt: urgent || holds === true,
  }));
  return restrain(waiting, restraints, {
    slots: limits.cluster.maxDrains,
    running: running.length,
    now,
    drainTimes,
  });
}

/** Whether no further contender can get anything and the caller needs no reasons. */
function isOver({ winnersOnly, limits }: SlotsInput, victimsLeft: number): boolean {
  return winnersOnly === true && !limits.cluster.hasSlot && victimsLeft <= 0;
}

/** Sorts by urgency. A node that gave way to another urgent node comes after all urgent nodes. */
function inOrder({ waiting, urgentWithinMs, now }: SlotsInput): { contender: Contender; urgent: boolean }[] {
  return waiting
    .map((contender) => {
      const urgent = isUrgent(contender.need, urgentWithinMs, now);
      return { contender, urgent, rank: Number(!urgent) * 2 + Number(urgent && contender.gaveWay === true) };
    })
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        compareUrgency(a.contender.need, b.contender.need, now) ||
        compareNames(a.contender.node, b.contender.node),
    );
}

function start({ node, need, holds }: Contender, { groups, becomesUnavailable }: Fit): void {
  // A node that may have a slot is counted already.
  if (holds !== true) groups.forEach((group) => group.start(node.name, need, becomesUnavailable));
}

/** Whether the contender has to be cordoned before a drain is paused for it. */
function mustBeTried({ untried }: Contender, freed: readonly Contender[]): boolean {
  return untried === true && freed.length > 0;
}

/** How a contender fits under the limits of its groups. */
interface Fit {
  readonly groups: readonly LimitedGroup[];
  readonly becomesUnavailable: boolean;
  readonly lacksRoom: readonly LimitedGroup[];
}

function fitOf({ node, need, holds }: Contender, limits: Limits): Fit {
  const groups = limits.groupsOf(node);
  const becomesUnavailable = !isUnavailable(node);
  const spared = becomesUnavailable && !losesTheNode(node, need.reason);
  const hasRoom = (group: LimitedGroup): boolean => (holds === true ? group.keepsRoom : group.hasRoom);
  return { groups, becomesUnavailable, lacksRoom: spared ? groups.filter((group) => !hasRoom(group)) : [] };
}

function mayStart({ holds }: Contender, { groups, lacksRoom }: Fit): boolean {
  return (
    lacksRoom.length === 0 && groups.every((group) => (holds === true ? group.keepsSlot : group.hasSlot))
  );
}

function sayWhatIsMissing({ groups, lacksRoom }: Fit): string {
  return sentence(
    ...groups.filter((group) => !group.hasSlot).map((group) => group.sayNoSlot()),
    ...lacksRoom.map((group) => group.sayNoRoom()),
  );
}

function sayFreed(freed: readonly Contender[] | null): string {
  if (freed === null) return '';
  if (freed.length === 0) return 'takes the slot that becomes free now';
  const names = freed.map(({ node, need }) => `${node.name} (${sayNeed(need)})`).join(', ');
  return `takes the slot of ${names}`;
}

/** Drains that may be paused for others: the least urgent first, stuck ones last. */
function victimsOf({ running, urgentWithinMs, now }: SlotsInput): Contender[] {
  return running
    .filter(({ need, stuck }) => stuck === true || !isUrgent(need, urgentWithinMs, now))
    .toSorted((a, b) => compareUrgency(b.need, a.need, now) || compareNames(b.node, a.node));
}

interface Reserve {
  readonly victims: readonly Contender[];
  /** UIDs of drains that are already paused for another node. */
  readonly spokenFor: Set<string>;
  readonly limits: Limits;
}

/** Reserves slots for an urgent node. Returns the drains to pause for it, or null when pausing cannot help. */
function freeSlots(
  contender: Contender,
  fit: Fit,
  { victims, spokenFor, limits }: Reserve,
): Contender[] | null {
  if (fit.lacksRoom.length > 0 || contender.holds === true) return null;
  const lacking = new Map(fit.groups.map((group) => [group, group.drainsTooMany]));
  // Two stuck drains would take the slot from each other for ever.
  const isFree = ({ node, stuck }: Contender): boolean =>
    !spokenFor.has(node.uid) && !(stuck === true && contender.gaveWay === true);
  const chosen = chooseVictims(lacking, victims.filter(isFree), limits);
  if (chosen === null) return null;
  for (const { node } of chosen) {
    spokenFor.add(node.uid);
    limits.groupsOf(node).forEach((group) => group.leave());
  }
  fit.groups.forEach((group) => group.reserve(fit.becomesUnavailable));
  return chosen;
}

/**
 * Repeatedly chooses the drain that counts in most of the full limits, the least urgent among equals, until no limit lacks
 * a slot.
 */
function chooseVictims(
  lacking: ReadonlyMap<LimitedGroup, number>,
  victims: readonly Contender[],
  limits: Limits,
): Contender[] | null {
  const open = new Map([...lacking].filter(([, slots]) => slots > 0));
  const pool = victims.map((victim) => ({ victim, groups: limits.groupsOf(victim.node) }));
  const chosen: typeof pool = [];
  while (open.size > 0) {
    const help = pool.map(({ groups }) => groups.filter((group) => open.has(group)).length);
    const most = Math.max(0, ...help);
    if (most === 0) return null;
    const [best] = pool.splice(help.indexOf(most), 1);
    if (best === undefined) return null;
    chosen.push(best);
    for (const group of best.groups) take(open, group);
  }
  return withoutNeedless(chosen, lacking);
}

function take(open: Map<LimitedGroup, number>, group: LimitedGroup): void {
  const slots = open.get(group);
  if (slots === undefined) return;
  if (slots > 1) open.set(group, slots - 1);
  else open.delete(group);
}

/** Removes drains that a later choice made unnecessary. */
function withoutNeedless(
  chosen: readonly { readonly victim: Contender; readonly groups: readonly LimitedGroup[] }[],
  lacking: ReadonlyMap<LimitedGroup, number>,
): Contender[] {
  let kept = [...chosen];
  for (const candidate of chosen.toReversed()) {
    const rest = kept.filter((other) => other !== candidate);
    const enough = [...lacking].every(
      ([group, slots]) => rest.filter(({ groups }) => groups.includes(group)).length >= slots,
    );
    if (enough) kept = rest;
  }
  return kept.map(({ victim }) => victim);
}
