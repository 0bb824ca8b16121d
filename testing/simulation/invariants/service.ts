import { WAITING_TAINT } from '@mechanic/contract';
import type { Simulation } from '../run/simulation.ts';
import { hasTaint } from '../world/kube.ts';
import type { Calm, Leader } from './calm.ts';
import type { DrainTimes } from './drain-times.ts';
import { hasToGo } from './emptying.ts';
import { domainsOf, losesTheNode } from './limits.ts';
import {
  type NodeFacts,
  type RecordFacts,
  isDraining,
  isForeign,
  isLabelled,
  isReady,
} from './node-facts.ts';
import type { MissedNews } from './missed-news.ts';
import { mostOf } from './quantities.ts';
import { type TrueNeed, deadlineOf, isToldByProbe, needsOf } from './true-needs.ts';

const LOOK_MS = 5_000;
/** The clock is looked at every 10 s, and probes write late. */
const PATIENCE_MS = 30_000;
/** What is urgent begins at once when a slot is free, even while every mark hangs; it is looked at every few seconds. */
const URGENT_MS = 12_000;
/** What can wait may be kept until the pods of the drain before it have settled. */
const SETTLED_MS = 150_000;
/** When nothing has to settle, what can wait begins as soon as the clock is looked at. */
const NEXT_MS = 45_000;
/** Pods that were to end by themselves are asked when the time is over, and get their grace period then. */
const LAST_CALL_MS = 360_000;
/** Times in records and reports are of different clocks. */
const CLOCKS_MS = 8_000;
/** A drain past its deadline that gets nowhere gives way after three minutes. */
const LIAR_PATIENCE_MS = 270_000;
const STUCK_MS = 180_000;
/** A node without pods may still be looked at a few times, and its volumes may have to be unmounted. */
const EMPTY_MS = 60_000;

/** What is owed to a node, by the name of the invariant, and since when. */
type Debt =
  | 'urgent-at-once'
  | 'served-in-time'
  | 'makes-room'
  | 'liar-costs-minutes'
  | 'stuck-gives-way'
  | 'drained-in-time'
  | 'given-back-in-time'
  | 'marks-in-time'
  | 'times-out'
  | 'says-what-is-missed'
  | 'tells-what-is-missed';

/**
 * Looks every few seconds whether something is owed to a node and stays owed, while nothing keeps whoever leads from seeing
 * and acting: a slot that is free, the slot of a drain that can wait, or what is left of a maintenance that is over.
 */
export class Service {
  readonly #simulation: Simulation;
  readonly #calm: Calm;
  readonly #drainTimes: DrainTimes;
  readonly #owed = new Map<string, number>();
  readonly #missedNews: MissedNews;
  /** Pods that were on each node at the last look, and when one of them had gone last; by UID of the Node. */
  readonly #pods = new Map<string, { readonly uids: ReadonlySet<string>; readonly wentAt: number }>();

  constructor(
    simulation: Simulation,
    parts: { readonly calm: Calm; readonly drainTimes: DrainTimes; readonly missedNews: MissedNews },
  ) {
    this.#missedNews = parts.missedNews;
    this.#simulation = simulation;
    this.#calm = parts.calm;
    this.#drainTimes = parts.drainTimes;
  }

  begin(): void {
    this.#simulation.engine.every(
      () => LOOK_MS,
      () => this.#look(),
    );
  }

  #look(): void {
    const { facts } = this.#simulation;
    this.#calm.look();
    for (const node of facts.nodes.values()) this.#countPods(node);
    const leader = this.#calm.leader();
    if (leader === null || leader.settings.dryRun) {
      this.#owed.clear();
      return;
    }
    const probed = this.#calm.probedNodes();
    const marksAreFree = this.#calm.areMarksFree();
    const all = [...facts.nodes.values()];
    const views = all.map((node) => this.#view(node, leader, probed.has(node.name)));
    const debts = new Map<string, { readonly debt: Debt; readonly node: NodeFacts }>();
    for (const view of views) {
      for (const debt of debtsTo(view, { views, leader, marksAreFree })) {
        debts.set(`${debt} ${view.node.uid}`, { debt, node: view.node });
      }
    }
    for (const key of this.#owed.keys()) if (!debts.has(key)) this.#owed.delete(key);
    for (const [key, { debt, node }] of debts) this.#judge(key, debt, { node, leader });
  }

  #judge(key: string, debt: Debt, { node, leader }: { node: NodeFacts; leader: Leader }): void {
    const { engine, court } = this.#simulation;
    const since = this.#owed.get(key) ?? engine.now;
    this.#owed.set(key, since);
    const owedMs = engine.now - since;
    if (owedMs < patienceOf(debt, leader)) return;
    if (debt === 'served-in-time' && engine.now - this.#lastEnd() < SETTLED_MS) return;
    const what = `${node.name} (${node.record?.phase ?? 'no record'}) is owed this for ${owedMs / 1_000} s`;
    court.violated(debt, what);
  }

  #countPods({ name, uid }: NodeFacts): void {
    const { kube, engine } = this.#simulation;
    const uids = new Set(kube.podsOn(name).map(({ metadata }) => metadata.uid));
    const before = this.#pods.get(uid);
    const went = before !== undefined && [...before.uids].some((pod) => !uids.has(pod));
    this.#pods.set(uid, { uids, wentAt: went ? engine.now : (before?.wentAt ?? engine.now) });
  }

  /** A drain past its deadline from which no pod has gone for so long that it has to give way. */
  #isStuck(node: NodeFacts, now: number): boolean {
    const { record, drainingSince, uid } = node;
    if (!isDraining(node) || drainingSince === null) return false;
    const deadline = record?.deadline ?? Infinity;
    const since = Math.max(drainingSince, this.#pods.get(uid)?.wentAt ?? Infinity);
    const stillMs = Math.min(this.#simulation.engine.now - since, now - deadline);
    return stillMs > STUCK_MS + CLOCKS_MS;
  }

  /** When a drain ended last: the next may have to wait for its pods. */
  #lastEnd(): number {
    const ends = this.#simulation.facts.recentNodes().map(({ drainingUntil }) => drainingUntil);
    return Math.max(...ends.filter((at) => at !== Infinity), -Infinity);
  }

  #view(node: NodeFacts, { settings, process }: Leader, probed: boolean): View {
    const now = process.clock.now();
    const needs = needsOf(node, { settings, probed, now });
    const lies = this.#simulation.actors.liar.nodes.has(node.name);
    const { kube } = this.#simulation;
    return {
      node,
      needs,
      now,
      lies,
      told: isToldByProbe(node, { probed }),
      // Times in records are on wall clocks: where one was set, they say nothing.
      drainedMs: clockWasSet(this.#simulation) ? 0 : this.#drainTimes.of(node),
      isStuck: !clockWasSet(this.#simulation) && this.#isStuck(node, now),
      wasSaid: (deadline) =>
        clockWasSet(this.#simulation) || this.#missedNews.wasSaidSince(node.uid, deadline - CLOCKS_MS),
      hasVolumes: () => kube.list('volumeattachments').some(({ spec }) => spec?.nodeName === node.name),
      hasPods: () =>
        kube.podsOn(node.name).some((pod) => hasToGo(pod, settings, kube, node.record?.reason ?? '')),
    };
  }
}

/** A node as whoever leads should see it. */
interface View {
  readonly node: NodeFacts;
  readonly needs: readonly TrueNeed[];
  /** By the leader's clock. */
  readonly now: number;
  /** Somebody has written on it what is not so. */
  readonly lies: boolean;
  readonly told: boolean;
  /** How long it was drained since the last failure. */
  readonly drainedMs: number;
  readonly isStuck: boolean;
  /** Whether it was told that the node has missed this deadline, in milliseconds since the epoch. */
  readonly wasSaid: (deadline: number) => boolean;
  readonly hasVolumes: () => boolean;
  readonly hasPods: () => boolean;
}

interface Others {
  readonly views: readonly View[];
  readonly leader: Leader;
  readonly marksAreFree: boolean;
}

function clockWasSet({ plan, engine }: Simulation): boolean {
  return plan.happenings.some(({ at, what }) => what.kind === 'clock-step' && at <= engine.now);
}

function patienceOf(debt: Debt, { settings }: Leader): number {
  switch (debt) {
    case 'urgent-at-once':
      return URGENT_MS;
    case 'served-in-time':
      return NEXT_MS;
    case 'times-out':
      return LAST_CALL_MS;
    case 'liar-costs-minutes':
      return LIAR_PATIENCE_MS;
    case 'drained-in-time':
      return EMPTY_MS;
    case 'given-back-in-time':
      return PATIENCE_MS + settings.uncordon.delayMs;
    default:
      return PATIENCE_MS;
  }
}

function debtsTo(view: View, others: Others): Debt[] {
  if (view.lies || !isOurs(view.node)) return [];
  const { leader } = others;
  return [
    ...startOwed(view, others),
    ...endOwed(view),
    ...(others.marksAreFree ? marksOwed(view) : []),
    ...timesOutOwed(view, leader),
    ...missedOwed(view),
    ...emptyOwed(view),
    ...newsOwed(view),
  ];
}

function isOurs(node: NodeFacts): boolean {
  const free = node.ignoredSince === null && node.leftToPeople === null && !isForeign(node.node);
  return free && isReady(node.node) && node.record?.overridden !== true;
}

/** What a node may ask that needs a slot. */
// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
function startOwed(view: View, { views, leader }: Others): Debt[] {
  if (!wantsSlot(view, leader)) return [];
  const { node, needs, now } = view;
  const others = views.filter((other) => other !== view);
  if (!hasRoom(view, others, leader)) return [];
  const urgent = isUrgent(needs, now, leader);
  // What can wait may be held, and begins so much before its deadline that nobody else can tell when.
  const isFree = hasSlot(view, others, leader);
  if (isFree && (urgent || leader.settings.holds.length === 0))
    return [urgent ? 'urgent-at-once' : 'served-in-time'];
  if (isFree) return [];
  if (!urgent || node.record?.gaveWay === true) return [];
  // With a budget it depends on which of them lacks a slot.
  if (leader.settings.budgets.length > 0) return [];
  const running = others.filter((other) => isDraining(other.node));
  if (running.some((other) => canWait(other, leader))) return ['makes-room'];
  if (running.some((other) => other.isStuck && isOurs(other.node))) return ['stuck-gives-way'];
  return running.some((other) => other.lies) ? ['liar-costs-minutes'] : [];
}

// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
function wantsSlot({ node: { record, recordIsOurs, uid }, needs, now }: View, leader: Leader): boolean {
  const worth = needs.filter(({ spent }) => !spent);
  if (worth.length === 0) return false;
  const lead = leader.settings.drain.leadTimeMs;
  const deadline = deadlineOf(needs);
  if (lead !== null && deadline !== null && deadline - lead > now) return false;
  if (record === null) return true;
  if (!recordIsOurs || record.nodeUID !== uid) return false;
  if (record.phase === 'Paused') return true;
  return record.phase === 'Failed' && record.retryAt !== null && record.retryAt <= now;
}

function hasSlot({ node }: View, others: readonly View[], { settings }: Leader): boolean {
  return domainsOf(settings, node).every(({ budget, belongs }) => {
    const members = others.filter((other) => belongs(other.node));
    const drains = members.filter((other) => isDraining(other.node)).length;
    return drains + 1 <= mostOf(budget.maxConcurrentDrains, members.length + 1);
  });
}

function hasRoom({ node, needs }: View, others: readonly View[], { settings }: Leader): boolean {
  if (node.unavailableSince !== null) return true;
  if (needs.every(({ type, spent }) => spent || losesTheNode(node, type))) return true;
  return domainsOf(settings, node).every(({ budget, belongs }) => {
    const members = others.filter((other) => belongs(other.node));
    const gone = members.filter((other) => other.node.unavailableSince !== null).length;
    return gone + 1 <= mostOf(budget.maxUnavailable, members.length + 1);
  });
}

function isUrgent(needs: readonly TrueNeed[], now: number, { settings }: Leader): boolean {
  const deadline = deadlineOf(needs);
  const started = needs.some((need) => need.started && !need.spent);
  return started || (deadline !== null && deadline - now <= settings.urgentWithinMs);
}

/** Whether a running drain may be paused for an urgent one. */
function canWait({ node, needs, now, lies }: View, leader: Leader): boolean {
  if (lies || !node.recordIsOurs || !isOurs(node)) return false;
  const worth = needs.filter(({ spent }) => !spent);
  // Its deadline comes so much later that it will not have become urgent meanwhile.
  return worth.length > 0 && !isUrgent(worth, now + 2 * PATIENCE_MS, leader);
}

/** What is left of a maintenance that is over for sure. */
function endOwed(view: View): Debt[] {
  const { node, needs } = view;
  const { record, recordIsOurs } = node;
  if (record === null || !recordIsOurs || needs.length > 0) return [];
  return view.told || isAboutConditions(view, record) || isOverByLastWord(view, record)
    ? ['given-back-in-time']
    : [];
}

/** Conditions tell by themselves that they are over. */
function isAboutConditions({ node: { node } }: View, { events }: RecordFacts): boolean {
  const { conditions = [] } = node.status ?? {};
  return events.every((id) => conditions.some(({ type, status }) => type === id && status === 'False'));
}

/** The last word of a probe that is silent now was spoken in this maintenance, and has none of its events in it. */
function isOverByLastWord({ node }: View, { events, startedAt }: RecordFacts): boolean {
  const { reported, reportedImds, reportChangedAt } = node;
  const told = node.node.status?.conditions?.find(({ type }) => type === 'VMEventScheduled')?.status;
  const isOpen = told !== undefined && told !== 'False';
  if (isOpen || reportedImds !== 'ok' || startedAt === null || reportChangedAt <= startedAt + CLOCKS_MS)
    return false;
  return reported.every(
    ({ id, type }) => !events.includes(id) && !events.some((one) => one.endsWith(`:${type}`)),
  );
}

/** A node that is emptied or was has our label; the mark of those that wait is for these alone. */
// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
function marksOwed({ node, needs, told }: View): Debt[] {
  const isFree = node.record === null && node.node.spec?.unschedulable !== true;
  if (isFree && told && needs.length === 0)
    return hasTaint(node.node, WAITING_TAINT) ? ['marks-in-time'] : [];
  if (node.record === null || !node.recordIsOurs || node.node.spec?.unschedulable !== true) return [];
  const isMarked = isLabelled(node.node) && !hasTaint(node.node, WAITING_TAINT);
  return isMarked ? [] : ['marks-in-time'];
}

/** A drain whose time is over ends. */
function timesOutOwed({ node, drainedMs }: View, { settings }: Leader): Debt[] {
  return isDraining(node) && drainedMs > settings.drain.timeoutMs ? ['times-out'] : [];
}

/** A deadline that passes with pods left is written down. */
function missedOwed({ node, needs, now, hasPods }: View): Debt[] {
  const deadline = deadlineOf(needs);
  if (!isDraining(node) || deadline === null || deadline > now || node.record?.deadlineMissed === true)
    return [];
  return hasPods() ? ['says-what-is-missed'] : [];
}

/** A drain that has emptied its node says so. */
function emptyOwed({ node, needs, lies, hasPods, hasVolumes }: View): Debt[] {
  if (!isDraining(node) || !node.recordIsOurs || lies || needs.length === 0) return [];
  return hasPods() || hasVolumes() ? [] : ['drained-in-time'];
}

/** A deadline that was known and passed while the node waited for its turn is told. */
// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
function newsOwed({ node, needs, now, wasSaid }: View): Debt[] {
  const { record, recordIsOurs, reportChangedAt, reportedImds } = node;
  if (needs.some(({ started, spent }) => started || spent) || reportedImds !== 'ok') return [];
  const deadline = deadlineOf(needs);
  if (deadline === null || deadline > now || reportChangedAt > deadline - CLOCKS_MS) return [];
  const rests = record?.phase === 'Paused' || record?.phase === 'Failed';
  const isDue = record === null || (recordIsOurs && rests && !record.deadlineMissed);
  return isDue && !wasSaid(deadline) ? ['tells-what-is-missed'] : [];
}
