import type { Settings } from '@mechanic/contract';
import type { V1Node } from '@kubernetes/client-node';
import type { Clock } from '@mechanic/contract/clock';
import { decide } from './decide/decide.ts';
import type { Action, Decision, DrainOrder, NodeRef } from './decide/decision.ts';
import type { DrainProgress, NodeView, Refusal, Snapshot } from './decide/snapshot.ts';
import type { WriteOutcome } from './drain/write-outcome.ts';
import { NotLeader } from './leadership/fence.ts';
import type { Log } from './log.ts';
import { PassTrigger } from './pass-trigger.ts';

/** What the loop reads. */
export interface ClusterView {
  nodes(): readonly NodeView[];
  node(name: string): NodeView | undefined;
  probedNodes(): ReadonlySet<string>;
  /** Takes the answer to our own write into the cache before the watch brings it. */
  absorb(node: V1Node): void;
  /** A fresh, consistent list of all Nodes. */
  refreshNodes(): Promise<void>;
}

/** What the loop writes: one PATCH each. */
export interface Writer {
  cordon(node: NodeView, record: Extract<Action, { kind: 'cordon' }>['record']): Promise<WriteOutcome>;
  record(node: NodeView, record: Extract<Action, { kind: 'record' }>['record']): Promise<WriteOutcome>;
  release(node: NodeView, how: { readonly uncordon: boolean }): Promise<WriteOutcome>;
  taint(node: NodeView, present: boolean): Promise<WriteOutcome>;
  acknowledge(node: NodeView, events: readonly string[]): Promise<WriteOutcome>;
}

/** What empties nodes between two passes. */
export interface Drains {
  keep(orders: readonly { readonly node: NodeView; readonly order: DrainOrder }[]): Promise<void>;
  progress(): ReadonlyMap<string, DrainProgress>;
  stop(): Promise<void>;
}

/** What tells people. */
export interface Observer {
  passed(pass: { snapshot: Snapshot; decision: Decision; settings: Settings; now: number }): void;
  done(action: Action, node: NodeView): void;
  refused(action: Action, node: NodeView, message: string): void;
}

/** An action that is one request to the API server. */
type Write = Exclude<Action, { readonly kind: 'drain' }>;

export interface OperatorParts {
  readonly cluster: ClusterView;
  readonly writer: Writer;
  readonly drains: Drains;
  readonly observer: Observer;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A write that was not permitted is tried again after the first pause, which doubles up to the longest: often only a
 * person can help, but an API server that has just started refuses what it allows once it has read its roles.
 */
const REFUSED_FIRST_MS = 2_000;
const REFUSED_LONGEST_MS = 60_000;
/** One that failed is tried again after this long. */
const FAILED_RETRY_MS = 5_000;
/** Time for the watch to bring what a write collided with. Without it a lagging watch would mean a storm of writes. */
const CONFLICT_PAUSE_MS = 50;
/** No pass takes this long: every request in it has a deadline of its own. */
const STALLED_MS = 60_000;

/**
 * The loop: any trigger asks for the same pass, and a pass takes a snapshot, decides, and applies the actions one
 * after another. It acts only while leading.
 */
export class Operator {
  readonly #parts: OperatorParts;
  readonly #trigger: PassTrigger;
  readonly #refusals = new Map<string, Refusal>();
  /** How often in a row the writes to a node were not permitted. */
  readonly #refusedTimes = new Map<string, number>();
  #leading = false;
  /** The caches may lag behind what an earlier leader wrote. */
  #stale = true;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
    this.#trigger = new PassTrigger(parts.clock, () => this.#pass());
  }

  /** Something may have changed. Cheap; call it as often as you like. */
  requestPass(): void {
    if (this.#leading) this.#trigger.request();
  }

  /** Begins to act, with a fresh look: what the leader before us wrote last must be seen before anything is decided. */
  lead(): void {
    this.#leading = true;
    this.#stale = true;
    this.#trigger.request();
  }

  /** Stops acting: resolves when nothing of ours is in flight any more. */
  async follow(): Promise<void> {
    this.#leading = false;
    this.#trigger.requestAt(null);
    await this.#parts.drains.stop();
    this.#refusals.clear();
    this.#refusedTimes.clear();
  }

  /** Ends the loop for good. */
  async stop(): Promise<void> {
    this.#leading = false;
    await Promise.all([this.#trigger.stop(), this.#parts.drains.stop()]);
  }

  /** False when a pass hangs. */
  turns(): boolean {
    return this.#trigger.runningForMs() < STALLED_MS;
  }

  /** What a pass would decide now; for the status page, also of a follower. */
  view(): { readonly snapshot: Snapshot; readonly decision: Decision } {
    const snapshot = this.#snapshot();
    return { snapshot, decision: decide(snapshot, this.#parts.settings(), this.#parts.clock.now()) };
  }

  #snapshot(): Snapshot {
    const { cluster, drains } = this.#parts;
    return {
      nodes: cluster.nodes(),
      probedNodes: cluster.probedNodes(),
      drains: drains.progress(),
      refusals: this.#refusals,
    };
  }

  async #pass(): Promise<void> {
    if (!this.#leading) return;
    const { clock, cluster, log } = this.#parts;
    try {
      if (this.#stale) await cluster.refreshNodes();
      this.#stale = false;
      await this.#decideAndApply();
    } catch (error) {
      // The elector ends the process, or hands over; either way this pass has nothing more to say.
      if (error instanceof NotLeader) return;
      log.error('pass failed', {
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      this.#trigger.requestAt(clock.now() + FAILED_RETRY_MS);
    }
  }

  async #decideAndApply(): Promise<void> {
    const { clock, observer } = this.#parts;
    const settings = this.#parts.settings();
    const now = clock.now();
    this.#forgetOldRefusals(now);
    const snapshot = this.#snapshot();
    const decision = decide(snapshot, settings, now);
    observer.passed({ snapshot, decision, settings, now });
    this.#trigger.requestAt(decision.nextPassAt);
    await this.#apply(settings.dryRun ? [] : decision.actions);
  }

  async #apply(actions: readonly Action[]): Promise<void> {
    // First what is no longer wanted stops, so that no eviction follows the write that says so.
    await this.#parts.drains.keep(this.#orders(actions));
    let changed = false;
    for (const action of actions) {
      if (action.kind === 'drain') continue;
      if (!this.#leading) return;
      const done = await this.#write(action);
      changed ||= done && changesPhase(action);
    }
    // What was written may let the next node begin; the cache knows it already, so the watch will not wake us for it.
    if (changed) this.#trigger.request();
  }

  #orders(actions: readonly Action[]): { node: NodeView; order: DrainOrder }[] {
    return actions.flatMap((action) => {
      const node = this.#present(action.node);
      return action.kind === 'drain' && node !== undefined ? [{ node, order: action.order }] : [];
    });
  }

  /** Performs one action. True when it took effect. */
  async #write(action: Write): Promise<boolean> {
    const node = this.#present(action.node);
    if (node === undefined || this.#refusals.has(node.uid)) return false;
    const { clock, cluster, log, observer } = this.#parts;
    const outcome = await this.#send(action, node);
    switch (outcome.kind) {
      case 'done':
        this.#refusedTimes.delete(node.uid);
        cluster.absorb(outcome.node);
        observer.done(action, node);
        return true;
      case 'conflict':
      case 'gone':
        // Somebody else wrote, or the Node went: the watch brings the news, then decide again.
        clock.after(CONFLICT_PAUSE_MS, () => this.requestPass());
        return false;
      case 'refused':
        // A mark is a courtesy: without it the node is served all the same. The writer remembers the refusal.
        if (action.kind === 'taint') return false;
        this.#setAside(node, outcome.message, clock.now() + this.#refusedPause(node));
        observer.refused(action, node, outcome.message);
        return false;
      case 'failed': {
        const wait = Math.max(outcome.retryAfterMs ?? 0, FAILED_RETRY_MS);
        this.#setAside(node, outcome.message, clock.now() + wait);
        log.warn('write failed', {
          node: node.name,
          action: action.kind,
          error: outcome.message,
          retryAfterMs: wait,
        });
        return false;
      }
    }
  }

  #send(action: Write, node: NodeView): Promise<WriteOutcome> {
    const { writer } = this.#parts;
    switch (action.kind) {
      case 'cordon':
        return writer.cordon(node, action.record);
      case 'record':
        return writer.record(node, action.record);
      case 'release':
        return writer.release(node, { uncordon: action.uncordon });
      case 'taint':
        return writer.taint(node, action.present);
      case 'acknowledge':
        return writer.acknowledge(node, action.events);
    }
  }

  /** The Node as it is now, unless it is another one by now. */
  #present(ref: NodeRef): NodeView | undefined {
    const node = this.#parts.cluster.node(ref.name);
    return node?.uid === ref.uid ? node : undefined;
  }

  #refusedPause({ uid }: NodeView): number {
    const times = this.#refusedTimes.get(uid) ?? 0;
    this.#refusedTimes.set(uid, times + 1);
    return Math.min(REFUSED_LONGEST_MS, REFUSED_FIRST_MS * 2 ** times);
  }

  #setAside(node: NodeView, message: string, retryAt: number): void {
    this.#refusals.set(node.uid, { message, retryAt });
    this.#trigger.request();
  }

  #forgetOldRefusals(now: number): void {
    for (const [uid, refusal] of this.#refusals) if (refusal.retryAt <= now) this.#refusals.delete(uid);
  }
}

function changesPhase(action: Action): boolean {
  return action.kind === 'cordon' || action.kind === 'record' || action.kind === 'release';
}
