import type { Need } from './decision.ts';
import { losesTheNode } from './event-type.ts';
import type { LimitedGroup, Limits } from './limits.ts';
import { isUnavailable } from './ownership.ts';
import { sayNeed, sentence } from './reasons.ts';
import type { NodeView } from './snapshot.ts';
import { compareNames, compareUrgency, isUrgent } from './urgency.ts';

/** A node that wants a slot, or one that has one. */
export interface Contender {
  readonly node: NodeView;
  readonly need: Need;
}

export interface Contest {
  /** Nodes that want a slot. */
  readonly claims: readonly Contender[];
  /** Drains that go on unless they are paused. */
  readonly running: readonly Contender[];
  /** Nodes that are Draining and stop in this pass anyway. */
  readonly ending: readonly NodeView[];
  readonly limits: Limits;
  readonly urgentWithinMs: number;
  readonly now: number;
}

/** Who gets what. Keys are Node UIDs. */
export interface Allotment {
  /** Those that get no slot in this pass, the most urgent first, and why not. */
  readonly queue: readonly { readonly contender: Contender; readonly reason: string }[];
  readonly started: readonly Contender[];
  /** Running drains that give their slot away, and to whom. */
  readonly paused: ReadonlyMap<string, Contender>;
}

/**
 * Gives out slots in the order of urgency. Who is held back by one limit does not hold back those behind. An urgent node
 * that lacks nothing but a slot gets one by pausing the fewest, least urgent drains that are not urgent themselves: they
 * stop in this pass, their slots stay reserved, and it starts in the next.
 */
export function allotSlots(contest: Contest): Allotment {
  const { limits, now } = contest;
  for (const node of contest.ending) limits.groupsOf(node).forEach((group) => group.leave());
  const claims = contest.claims.toSorted(
    (a, b) => compareUrgency(a.need, b.need, now) || compareNames(a.node, b.node),
  );
  const victims = victimsOf(contest);
  const started: Contender[] = [];
  const queue: { contender: Contender; reason: string }[] = [];
  const paused = new Map<string, Contender>();
  for (const contender of claims) {
    const application = apply(contender, limits);
    if (mayStart(application)) {
      const { node, need } = contender;
      application.groups.forEach((group) => group.start(node.name, need, application.becomesUnavailable));
      started.push(contender);
      continue;
    }
    const reason = sayWhatIsMissing(application);
    const urgent = isUrgent(contender.need, contest.urgentWithinMs, now);
    const freed = urgent ? freeSlots(application, { victims, paused, limits }) : null;
    for (const victim of freed ?? []) paused.set(victim.node.uid, contender);
    queue.push({ contender, reason: sentence(reason, sayFreed(freed)) });
  }
  return { queue, started, paused };
}

/** A contender before the limits that concern it. */
interface Application {
  readonly groups: readonly LimitedGroup[];
  readonly becomesUnavailable: boolean;
  readonly lacksRoom: readonly LimitedGroup[];
}

function apply({ node, need }: Contender, limits: Limits): Application {
  const groups = limits.groupsOf(node);
  const becomesUnavailable = !isUnavailable(node);
  const spared = becomesUnavailable && !losesTheNode(need.reason);
  return { groups, becomesUnavailable, lacksRoom: spared ? groups.filter((group) => !group.hasRoom) : [] };
}

function mayStart({ groups, lacksRoom }: Application): boolean {
  return lacksRoom.length === 0 && groups.every((group) => group.hasSlot);
}

function sayWhatIsMissing({ groups, lacksRoom }: Application): string {
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

/** Drains that may be paused for others, the least urgent first. */
function victimsOf({ running, urgentWithinMs, now }: Contest): Contender[] {
  return running
    .filter(({ need }) => !isUrgent(need, urgentWithinMs, now))
    .toSorted((a, b) => compareUrgency(b.need, a.need, now) || compareNames(b.node, a.node));
}

interface Reserve {
  readonly victims: readonly Contender[];
  readonly paused: ReadonlyMap<string, Contender>;
  readonly limits: Limits;
}

/** Reserves slots for an urgent node; the drains to pause for it, or null when no pause can help. */
function freeSlots(application: Application, { victims, paused, limits }: Reserve): Contender[] | null {
  if (application.lacksRoom.length > 0) return null;
  const lacking = new Map(application.groups.map((group) => [group, group.drainsTooMany]));
  const free = victims.filter(({ node }) => !paused.has(node.uid));
  const chosen = chooseVictims(lacking, free, limits);
  if (chosen === null) return null;
  for (const { node } of chosen) limits.groupsOf(node).forEach((group) => group.leave());
  application.groups.forEach((group) => group.reserve(application.becomesUnavailable));
  return chosen;
}

/** The one that helps most limits at once, the least urgent of such, until no limit lacks a slot. */
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

/** A later choice may have made an earlier one needless. */
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
