import type { Settings } from '@mechanic/contract';
import type { V1Node } from '@kubernetes/client-node';
import type { Clock } from '@mechanic/contract/clock';
import { decide } from './decide/decide.ts';
import { KnownSteps } from './decide/known-steps.ts';
import type { Action, Decision, DrainOrder, SurgeOrders } from './decide/decision.ts';
import type { DrainProgress, NodeView, Snapshot } from './decide/snapshot.ts';
import { NotLeader } from './leadership/fence.ts';
import type { Log } from './log.ts';
import type { Write } from './nodes/node-patch.ts';
import type { Wanted } from './nodes/node-writer.ts';
import { UnseenSlots, slotTakenBy } from './nodes/unseen-slots.ts';
import { type PlannedWrite, WriteLanes } from './nodes/write-lanes.ts';
import type { WriteOutcome } from './nodes/write-outcome.ts';
import { WriteTroubles } from './nodes/write-troubles.ts';
import type { PassObserver } from './observe/pass.ts';
import { PassTrigger } from './pass-trigger.ts';
import type { Restraints } from './restraints.ts';

/** The cluster, as the loop reads it. */
export interface ClusterView {
  nodes(): readonly NodeView[];
  node(name: string): NodeView | undefined;
  probedNodes(): ReadonlySet<string>;
  /** Takes over the answer to our own write before the watch brings it. */
  absorb(node: V1Node): void;
  /** Lists all Nodes again, consistently. */
  refreshNodes(): Promise<void>;
  /** Reads one Node again. */
  refreshNode(name: string): Promise<void>;
}

/** Carries out the writes of the loop, one PATCH each. */
export interface Writer {
  /** Whether the action is worth a request; what is not may be left out without loss. */
  wants(action: Write): Wanted;
  /** @throws NotLeader */
  apply(node: NodeView, action: Write): Promise<WriteOutcome>;
}

/** Empties nodes between two passes. */
export interface Drains {
  /** Drains exactly these nodes from now on. Resolves when the stopped drains have no request under way any more. */
  keep(orders: readonly { readonly node: NodeView; readonly order: DrainOrder }[]): Promise<void>;
  progress(): ReadonlyMap<string, DrainProgress>;
  /** Says what becomes of the surges in the records of all Nodes; call it before `keep`. null: nothing may be written. */
  keepSurges(orders: SurgeOrders | null): void;
  /** Keys of the surges that were put back or given up. */
  settledSurges(): ReadonlySet<string>;
  stop(): Promise<void>;
}

export interface OperatorParts {
  readonly cluster: ClusterView;
  readonly writer: Writer;
  readonly drains: Drains;
  readonly observer: PassObserver;
  readonly restraints: Pick<Restraints, 'follow' | 'read'>;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Kinds of actions whose refusals the writer logs, once for all nodes. */
const toldByWriter: ReadonlySet<Action['kind']> = new Set(['mark', 'out-of-service', 'conditions']);
/** A failed first list is repeated after this long. */
const LOOK_AGAIN_MS = 2_000;
/** An action that is not worth a request now is considered again after this long. */
const LOOK_LATER_MS = 60_000;
/** A failed pass is repeated after this long. */
const FAILED_RETRY_MS = 5_000;
/** A pass waits for nothing, so one that has not come by then never will. */
const STALLED_MS = 60_000;

/**
 * The loop. Any trigger asks for the same pass. A pass takes a snapshot, decides, and hands over what to write and what to
 * drain. It waits for nothing, and acts only while leading.
 */
export class Operator {
  readonly #parts: OperatorParts;
  readonly #trigger: PassTrigger;
  readonly #lanes: WriteLanes;
  readonly #unseenSlots = new UnseenSlots();
  readonly #troubles: WriteTroubles;
  readonly #known = new KnownSteps();
  /** Drains that have to end before their Node is written, by UID of the Node. */
  readonly #stopping = new Map<string, Promise<void>>();
  #leading = false;
  /** Whether the caches may lag behind what an earlier leader wrote. */
  #stale = true;
  #look: Promise<void> = Promise.resolve();
  #later: (() => void) | null = null;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
    this.#trigger = new PassTrigger(parts.clock, () => this.#pass());
    this.#lanes = new WriteLanes((write) => this.#write(write));
    this.#troubles = new WriteTroubles(parts.clock);
  }

  /** Asks for a pass because something may have changed. It is cheap; call it as often as you like. */
  requestPass(): void {
    if (this.#leading) this.#trigger.request();
  }

  /** Starts to act by listing the Nodes again: the last writes of the former leader must be seen before any decision. */
  lead(): void {
    this.#leading = true;
    this.#stale = true;
    this.#look = this.#look.then(() => this.#firstLook());
  }

  /** Stops acting; resolves when no request of ours is under way any more. */
  async follow(): Promise<void> {
    this.#leading = false;
    this.#trigger.requestAt(null);
    this.#later?.();
    this.#later = null;
    this.#lanes.plan([]);
    this.#parts.restraints.follow(null);
    await Promise.all([this.#parts.drains.stop(), this.#lanes.idle()]);
    this.#troubles.clear();
  }

  /** Ends the loop for good. */
  async stop(): Promise<void> {
    this.#trigger.stop();
    await this.follow();
  }

  /** Returns false when a requested pass does not come. */
  turns(): boolean {
    return this.#trigger.waitingForMs() < STALLED_MS;
  }

  /** What a pass would decide now; for the status page, also of a follower. */
  view(): { readonly snapshot: Snapshot; readonly decision: Decision } {
    const snapshot = this.#snapshot();
    return {
      snapshot,
      decision: decide(snapshot, this.#parts.settings(), this.#parts.clock.now(), this.#known),
    };
  }

  #snapshot(): Snapshot {
    const { clock, cluster, drains, restraints } = this.#parts;
    const nodes = cluster.nodes();
    return {
      nodes,
      probedNodes: cluster.probedNodes(),
      drains: drains.progress(),
      refusals: this.#troubles.refusals(clock.now()),
      unseenSlots: this.#unseenSlots.open((name) => cluster.node(name)),
      ...restraints.read(nodes, this.#leading),
      settledSurges: drains.settledSurges(),
    };
  }

  async #firstLook(): Promise<void> {
    while (this.#leading && this.#stale) {
      try {
        await this.#parts.cluster.refreshNodes();
        this.#stale = false;
      } catch (error) {
        this.#parts.log.warn('cannot look at the nodes, trying again', { error: messageOf(error) });
        await new Promise<void>((resolve) => this.#parts.clock.after(LOOK_AGAIN_MS, resolve));
      }
    }
    this.requestPass();
  }

  #pass(): void {
    if (!this.#leading || this.#stale) return;
    try {
      this.#decideAndHandOver();
    } catch (error) {
      this.#failed(error);
    }
  }

  #decideAndHandOver(): void {
    const { clock, drains } = this.#parts;
    const settings = this.#parts.settings();
    const now = clock.now();
    const snapshot = this.#snapshot();
    const decision = decide(snapshot, settings, now, this.#known);
    this.#tell((observer) => observer.passed({ snapshot, decision, settings, now }));
    this.#trigger.requestAt(decision.nextPassAt);
    this.#parts.restraints.follow(decision);
    const nodes = new Map(snapshot.nodes.map((node) => [node.uid, node]));
    const orders: { node: NodeView; order: DrainOrder }[] = [];
    const writes: PlannedWrite[] = [];
    for (const action of settings.dryRun ? [] : decision.actions) {
      const node = nodes.get(action.node.uid);
      if (node === undefined) continue;
      if (action.kind === 'drain') orders.push({ node, order: action.order });
      else if (this.#isDue(action, node)) writes.push({ action, node, settings });
    }
    drains.keepSurges(settings.dryRun ? null : decision.surges);
    // Unwanted drains stop first, so that no eviction follows the write that records their end.
    this.#stopOthers(drains.keep(orders), snapshot.drains, orders);
    this.#lanes.plan(writes);
  }

  #isDue(action: Write, node: NodeView): boolean {
    const wanted = this.#parts.writer.wants(action);
    if (wanted === 'later') this.#lookLater();
    return wanted === 'now' && !this.#troubles.holdsBack(action, node);
  }

  /** Asks for a pass later, when a left-out action may be worth a request again: nothing else may ask for one. */
  #lookLater(): void {
    this.#later ??= this.#parts.clock.after(LOOK_LATER_MS, () => {
      this.#later = null;
      this.requestPass();
    });
  }

  #stopOthers(
    settled: Promise<void>,
    running: ReadonlyMap<string, DrainProgress>,
    orders: readonly { readonly node: NodeView }[],
  ): void {
    const kept = new Set(orders.map(({ node }) => node.uid));
    for (const uid of running.keys()) {
      if (kept.has(uid)) continue;
      const stopped = settled.finally(() => {
        if (this.#stopping.get(uid) === stopped) this.#stopping.delete(uid);
      });
      this.#stopping.set(uid, stopped);
    }
  }

  /** Carries out one write. Never throws. */
  async #write(write: PlannedWrite): Promise<void> {
    const { action, node, settings } = write;
    try {
      await this.#stopping.get(node.uid);
      if (!this.#leading) return;
      // The settings have changed since the plan: a pause or a dry run applies from this moment on.
      if (settings !== this.#parts.settings()) {
        this.#trigger.request();
        return;
      }
      const slot = slotTakenBy(action, node);
      if (slot !== null) this.#unseenSlots.sent(node, slot);
      const outcome = await this.#apply(write, slot !== null);
      await this.#take(write, outcome);
      this.requestPass();
    } catch (error) {
      this.#failed(error);
    }
  }

  async #apply({ action, node }: PlannedWrite, takesSlot: boolean): Promise<WriteOutcome> {
    try {
      return await this.#parts.writer.apply(node, action);
    } catch (error) {
      // The request was not sent.
      if (takesSlot && error instanceof NotLeader) this.#unseenSlots.denied(node.uid);
      throw error;
    }
  }

  async #take({ action, node }: PlannedWrite, outcome: WriteOutcome): Promise<void> {
    const { cluster, log } = this.#parts;
    switch (outcome.kind) {
      case 'done':
        // The write changed nothing, and would be decided again and again.
        if (outcome.node.metadata?.resourceVersion === node.resourceVersion)
          this.#retryIn(this.#troubles.refused(action, node, 'it changed nothing'));
        else this.#troubles.over(action, node);
        cluster.absorb(outcome.node);
        this.#tell((observer) => observer.done(action, node));
        return;
      case 'conflict':
      case 'gone':
        this.#retryIn(this.#troubles.collided(action, node));
        if (outcome.kind === 'gone') this.#unseenSlots.denied(node.uid);
        await this.#lookAt(node);
        return;
      case 'refused':
        this.#giveUpClaim(action, node);
        this.#retryIn(this.#troubles.refused(action, node, outcome.message));
        if (!toldByWriter.has(action.kind))
          this.#tell((observer) => observer.refused(action, node, outcome.message));
        return;
      case 'failed': {
        const retryAfterMs = this.#troubles.failed(action, node, outcome);
        const error = outcome.message;
        log.warn('write failed', { node: node.name, action: action.kind, error, retryAfterMs });
        this.#retryIn(retryAfterMs);
        await this.#lookAt(node);
      }
    }
  }

  /** Frees the slot of a refused write. A refused mark does not: it says nothing about a cordon without answer. */
  #giveUpClaim(action: Write, node: NodeView): void {
    if (slotTakenBy(action, node) !== null) this.#unseenSlots.denied(node.uid);
  }

  #retryIn(pauseMs: number): void {
    this.#parts.clock.after(pauseMs, () => this.requestPass());
  }

  /** Reads the Node, to see whether a write took effect or what it conflicted with: the watch may be late. */
  async #lookAt({ name }: NodeView): Promise<void> {
    try {
      await this.#parts.cluster.refreshNode(name);
    } catch {
      // The watch will bring the Node, or the next try will conflict again.
    }
  }

  /** Calls the observer; its failure never stops the loop. */
  #tell(say: (observer: PassObserver) => void): void {
    try {
      say(this.#parts.observer);
    } catch (error) {
      this.#parts.log.error('could not tell what happened', { error: stackOf(error) });
    }
  }

  #failed(error: unknown): void {
    // The elector ends the process or hands over; in both cases nothing is left to do here.
    if (error instanceof NotLeader) {
      this.#lanes.plan([]);
      return;
    }
    const { clock, log } = this.#parts;
    log.error('pass failed', { error: stackOf(error) });
    this.#trigger.requestAt(clock.now() + FAILED_RETRY_MS);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
