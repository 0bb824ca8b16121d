import { type MaintenanceRecord, type Settings, resolveQuantity } from '@mechanic/contract';
import { allot, recordActions } from '../decide.ts';
import type { Action } from '../decision.ts';
import { isUrgent } from '../need/urgency.ts';
import { newStep } from '../known-steps.ts';
import type { NodeStep } from '../node-step.ts';
import { Limits } from '../slots/limits.ts';
import type { Allotment } from '../slots/slots.ts';
import type { DrainProgress, NodeView, Snapshot } from '../snapshot.ts';
import { losesTheNode, ownRecord } from '../step/ownership.ts';
import { attemptStart } from '../step/record.ts';
import { isStuck } from '../step/stuck.ts';
import { afterAction } from './after-action.ts';
import type { Durations } from './durations.ts';
import { type DrainRun, runOf } from './drain-run.ts';

/** The input of a play. */
export interface PlayInput {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly durations: Durations;
  /** Nodes whose drains are of interest; all other nodes only count in limits. */
  readonly players: readonly NodeView[];
}

/** The course of one node. Times are milliseconds since the epoch. */
export interface Course {
  /** When its drain begins, or began. */
  startsAt: number | null;
  /** When it is drained; null when unknown. */
  endsAt: number | null;
  /** When its pods would be gone with their full grace periods. A drain that the deadline cuts short ends earlier. */
  wouldEndAt: number | null;
}

interface Player {
  node: NodeView;
  step: NodeStep;
  /** When its step may change; milliseconds since the epoch. */
  dueAt: number;
  run: DrainRun | null;
  failures: number;
  readonly course: Course;
}

/** How far ahead a play looks. */
const HORIZON_MS = 7 * 24 * 3_600_000;
/** A node with this many failed attempts is not expected to succeed. */
const MOST_FAILURES = 3;
/** Maximum number of turns at one moment before time goes on: a pause, a start and an end take one turn each. */
const MOST_TURNS = 12;
/** Expected time until a node returns, after its deadline or after it is empty; Azure announces no such time. */
const MAINTENANCE_MS = 600_000;

/**
 * Simulates the rules of deciding from now on, until every node of interest is drained or nothing more happens. In each
 * turn every node has its step, the nodes compete for slots, and decided actions take effect at once. A step is computed
 * again only when the node changes or at a time the step gave, so a hundred nodes cost milliseconds.
 */
export class Play {
  readonly #input: PlayInput;
  readonly #players = new Map<string, Player>();
  readonly #courses = new Map<string, Course>();
  readonly #drains: Map<string, DrainProgress>;
  readonly #unseenSlots: Map<string, MaintenanceRecord>;
  readonly #snapshot: Snapshot;
  /** Nodes that are not of interest. */
  readonly #others: Limits;
  /** Drained nodes that will return. */
  #returns: { readonly at: number; readonly node: NodeView }[] = [];
  /** The limit of drains in the whole cluster. */
  readonly #most: number;
  #now: number;

  constructor(input: PlayInput) {
    const { snapshot, settings, players, now } = input;
    this.#input = input;
    this.#now = now;
    this.#drains = new Map(snapshot.drains);
    this.#unseenSlots = new Map(snapshot.unseenSlots);
    this.#snapshot = { ...snapshot, drains: this.#drains, unseenSlots: this.#unseenSlots };
    const playing = new Set(players.map(({ uid }) => uid));
    const others = snapshot.nodes.filter(({ uid }) => !playing.has(uid));
    this.#others = new Limits({ nodes: others, unseenSlots: snapshot.unseenSlots }, settings);
    this.#most = resolveQuantity(settings.maxConcurrentDrains, snapshot.nodes.length);
    for (const node of players) this.#enter(node);
  }

  /** By Node UID. */
  run(): ReadonlyMap<string, Course> {
    const end = this.#now + HORIZON_MS;
    for (let at: number | null = this.#now; at !== null && at <= end; at = this.#nextTime()) {
      this.#now = at;
      this.#takeBack();
      for (let turn = 0; turn < MOST_TURNS && this.#turn(); turn += 1);
      if (![...this.#players.values()].some(({ step, run }) => run !== null || isHopeful(step))) break;
    }
    return this.#courses;
  }

  #enter(node: NodeView): void {
    const { snapshot, durations, now } = this.#input;
    const record = ownRecord(node);
    const course: Course = { startsAt: null, endsAt: null, wouldEndAt: null };
    const player: Player = { node, step: this.#stepOf(node), dueAt: 0, run: null, failures: 0, course };
    this.#courses.set(node.uid, course);
    this.#players.set(node.uid, player);
    if (record?.phase === 'Draining') {
      const drain = snapshot.drains.get(node.uid);
      this.#begin(player, runOf({ node, record, drain, step: player.step }, durations, now));
      course.startsAt = Math.min(attemptStart(record), now);
    }
    this.#think(player);
  }

  #stepOf(node: NodeView): NodeStep {
    return newStep(node, this.#snapshot, this.#input.settings, this.#now);
  }

  #think(player: Player): void {
    player.step = this.#stepOf(player.node);
    player.dueAt = Infinity;
    for (const at of player.step.wakeAt) if (at > this.#now && at < player.dueAt) player.dueAt = at;
  }

  /** Makes one decision. Returns whether another one may follow at the same moment. */
  #turn(): boolean {
    for (const player of [...this.#players.values()]) this.#act(player);
    if (!this.#mayGive()) return false;
    const players = [...this.#players.values()];
    const steps = players.map(({ step }) => step);
    const { settings } = this.#input;
    const now = this.#now;
    const nodes = players.map(({ node }) => node);
    const unseenSlots = this.#unseenSlots;
    const limits = new Limits({ nodes, unseenSlots }, settings, this.#others);
    const winnersOnly = unseenSlots.size === 0;
    const allotment = allot(steps, { snapshot: this.#snapshot, limits, settings, now, winnersOnly });
    for (const action of recordActions(this.#acting(allotment), allotment, now)) this.#apply(action);
    // A prepared node takes a slot that is freed in the next turn; a paused drain has freed one.
    return allotment.prepared.length > 0 || allotment.paused.size > 0;
  }

  /** The actions of a node that do not depend on other nodes. */
  #act(player: Player): void {
    this.#endIfDone(player);
    if (player.dueAt <= this.#now) this.#think(player);
    const { step } = player;
    const action = step.kind === 'write' ? step.action : step.kind === 'drain' ? step.write : null;
    if (action !== null) this.#apply(action);
  }

  /**
   * Whether some node wants a slot and one is or may become free. Checked first, because allotment is the expensive part.
   */
  #mayGive(): boolean {
    const players = [...this.#players.values()];
    const wanting = players.filter(({ step }) => step.kind === 'claim');
    if (wanting.length === 0) return false;
    const running = players.filter(({ run }) => run !== null);
    if (running.length + this.#others.cluster.drains < this.#most || this.#unseenSlots.size > 0) return true;
    return (
      wanting.some((player) => this.#isPressing(player)) && running.some((player) => this.#isVictim(player))
    );
  }

  #isPressing({ step }: Player): boolean {
    return 'need' in step && isUrgent(step.need, this.#input.settings.urgentWithinMs, this.#now);
  }

  /** Whether the drain may be paused for another node: it can wait, or is late and stuck. */
  #isVictim(player: Player): boolean {
    const { step } = player;
    const { situation } = step;
    if (step.kind !== 'drain' || situation.record === null) return false;
    return !this.#isPressing(player) || isStuck(situation, situation.record, step.need);
  }

  /** The present steps of the nodes that were given a slot. */
  #acting({ started, prepared, paused }: Allotment): NodeStep[] {
    const chosen = new Set([...started, ...prepared].map(({ node }) => node.uid));
    for (const uid of paused.keys()) chosen.add(uid);
    return [...chosen].flatMap((uid) => {
      const player = this.#players.get(uid);
      if (player === undefined) return [];
      this.#think(player);
      return player.step;
    });
  }

  #apply(action: Action): void {
    const player = this.#players.get(action.node.uid);
    if (player === undefined) return;
    player.node = afterAction(player.node, action);
    this.#unseenSlots.delete(player.node.uid);
    if (action.kind === 'release') {
      this.#leave(player, player.node);
      return;
    }
    if (action.kind !== 'cordon' && action.kind !== 'record') return;
    this.#takePhase(player, action);
    if (this.#players.has(player.node.uid)) this.#think(player);
  }

  #takePhase(player: Player, { record }: Extract<Action, { kind: 'cordon' | 'record' }>): void {
    const { course, node, step } = player;
    switch (record.phase) {
      case 'Draining':
        if (player.run !== null) return;
        course.startsAt ??= this.#now;
        this.#begin(
          player,
          runOf({ node, record, drain: undefined, step }, this.#input.durations, this.#now),
        );
        return;
      case 'Drained':
        course.endsAt = this.#now;
        this.#stop(player);
        this.#leave(player, node);
        this.#returns.push({ at: returnOf(player, this.#now), node });
        return;
      case 'Failed':
        player.failures += 1;
        this.#stop(player);
        if (player.failures >= MOST_FAILURES) this.#leave(player, node);
        return;
      case 'Paused':
        this.#stop(player);
    }
  }

  #begin(player: Player, run: DrainRun): void {
    player.run = run;
    player.course.wouldEndAt = run.wouldEndAt;
    this.#drains.set(player.node.uid, run.drain);
  }

  #stop(player: Player): void {
    player.run = null;
    this.#drains.delete(player.node.uid);
  }

  #endIfDone(player: Player): void {
    const { run, node } = player;
    if (run === null || run.endsAt > this.#now || run.drain.state === 'emptied') return;
    const drain = { ...run.drain, state: 'emptied' as const, podsLeft: [] };
    player.run = { ...run, drain };
    this.#drains.set(node.uid, drain);
    player.dueAt = this.#now;
  }

  /** The node takes no more part in the play, and counts with its present state. */
  #leave({ node: { uid } }: Player, node: NodeView): void {
    this.#players.delete(uid);
    for (const group of this.#others.groupsOf(node)) group.add(node, undefined);
  }

  #takeBack(): void {
    const back = this.#returns.filter(({ at }) => at <= this.#now);
    if (back.length === 0) return;
    this.#returns = this.#returns.filter(({ at }) => at > this.#now);
    for (const { node } of back) for (const group of this.#others.groupsOf(node)) group.recover();
  }

  #nextTime(): number | null {
    let next = Infinity;
    let waiting = false;
    for (const { dueAt, run, step } of this.#players.values()) {
      const endsAt = run === null || run.drain.state === 'emptied' ? Infinity : run.endsAt;
      next = Math.min(next, dueAt, endsAt > this.#now ? endsAt : Infinity);
      waiting ||= step.kind === 'claim';
    }
    // A returning node matters only to nodes that wait.
    if (waiting) for (const { at } of this.#returns) next = Math.min(next, at);
    return Number.isFinite(next) ? next : null;
  }
}

/** Whether a node that is not being drained may still be drained later. */
function isHopeful(step: NodeStep): boolean {
  return step.kind !== 'rest' || step.wakeAt.length > 0;
}

function returnOf({ step, node }: Player, now: number): number {
  const need = 'need' in step.situation.outlook ? step.situation.outlook.need : null;
  // A VM that is gone does not return: its Node is deleted and no longer counts as unavailable.
  const goes = need !== null && losesTheNode(node, need.reason);
  const from = Math.max(now, need?.deadline ?? now);
  return goes ? from : from + MAINTENANCE_MS;
}
