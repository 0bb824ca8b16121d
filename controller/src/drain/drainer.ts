import type { Settings } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { DrainOrder, SurgeOrders } from '../decide/decision.ts';
import type { DrainProgress, NodeView } from '../decide/snapshot.ts';
import type { Fence } from '../leadership/fence.ts';
import type { Log } from '../log.ts';
import type { Random } from '@mechanic/contract/backoff';
import { DaemonSets } from './daemon-sets.ts';
import { saysTheSame } from './drain-progress.ts';
import { type EvictionResult, Evictor } from './evictor.ts';
import { NodeDrain, type OwnPod } from './node-drain.ts';
import type { PodRequests, PodsAndBudgets, VolumeSource } from './ports.ts';
import type { SurgeRequests } from './surge/surge-requests.ts';
import { type SurgeTeller, Surges } from './surge/surges.ts';
import { Volumes } from './volumes.ts';

export interface DrainerParts {
  readonly cluster: PodsAndBudgets & VolumeSource;
  readonly pods: PodRequests;
  readonly fence: Fence;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly settings: () => Settings['drain'];
  /** The pod this controller runs in; null outside a cluster. */
  readonly ownPod: OwnPod | null;
  /** Gives the lease away, so that another replica takes over when the own pod is evicted. */
  readonly handOver: () => Promise<void>;
  readonly onEviction?: (result: EvictionResult) => void;
  readonly surges: { readonly requests: SurgeRequests; readonly tell: SurgeTeller };
}

/** A node that one pass wants drained. */
export interface DrainTask {
  readonly node: NodeView;
  readonly order: DrainOrder;
}

/** How long a stopped drain waits for its requests before it aborts them. */
const patienceMs = 3_000;
/** Listeners hear of progress this late, all changes at once. They hear of the end of a drain at once. */
const gatherMs = 200;
/** How long an ended drain is remembered to have emptied its node: the write that records it may have to be repeated. */
const emptyMs = 5_000;
/** Longest time between two looks. Deadlines are on the wall clock, which somebody may set, so it is read this often. */
const longestWaitMs = 10_000;

/** Runs all drains of this process. After each change it looks at all of them once; looks never overlap. */
export class Drainer {
  readonly #parts: DrainerParts;
  readonly #evictor: Evictor;
  readonly #daemonSets: DaemonSets;
  readonly #volumes: Volumes;
  readonly #surges: Surges;
  readonly #drains = new Map<string, NodeDrain>();
  /** Drains that ended with an empty node, by UID of the Node, each kept until a monotonic time. */
  readonly #ended = new Map<string, { readonly drain: NodeDrain; readonly until: number }>();
  readonly #listeners: (() => void)[] = [];
  #told = new Map<string, DrainProgress>();
  #cancelLook: (() => void) | undefined;
  /** The next look is already due at once. */
  #awake = false;
  #cancelTelling: (() => void) | undefined;
  #handOver: 'not asked' | 'under way' | 'done' = 'not asked';

  constructor(parts: DrainerParts) {
    this.#parts = parts;
    const wake = (): void => this.#wake();
    this.#daemonSets = new DaemonSets(parts.pods, parts.clock, wake);
    this.#volumes = new Volumes(parts.cluster, parts.pods, parts.clock, wake);
    this.#evictor = new Evictor({
      ...parts,
      onEviction: parts.onEviction ?? ((): void => undefined),
      onAnswer: wake,
      onNotLeader: () => this.#halt(),
    });
    this.#surges = new Surges({
      ...parts,
      ...parts.surges,
      budgets: () => parts.cluster.budgets(),
      wake,
      onNews: () => this.#tellSoon(),
    });
    parts.cluster.onBudgetChange(() => {
      if (this.#drains.size === 0) return;
      this.#evictor.see(parts.cluster.budgets());
      this.#wake();
    });
  }

  /**
   * Drains exactly these nodes from now on: starts new drains, passes on new orders, stops all others.
   * Resolves when the stopped drains have no request under way any more, at most some seconds later.
   */
  async keep(tasks: readonly DrainTask[]): Promise<void> {
    const wanted = new Map(tasks.map((task) => [task.node.uid, task]));
    const stopped = [...this.#drains.values()].filter((drain) => !wanted.has(drain.node.uid));
    this.#forgetOldEnds();
    for (const drain of stopped) this.#end(drain);
    if (this.#drains.size === 0 && tasks.length > 0) this.#evictor.see(this.#parts.cluster.budgets());
    for (const { node, order } of tasks) this.#keepOne(node, order);
    if (tasks.length > 0) this.#wake();
    await Promise.all(stopped.map((drain) => drain.stop(patienceMs)));
    if (this.#drains.size === 0) this.#evictor.forget();
  }

  /** Says what becomes of the surges in the records of all Nodes; call it before `keep`. null: nothing may be written. */
  keepSurges(orders: SurgeOrders | null): void {
    if (orders === null) void this.#surges.stop();
    else this.#surges.keep(orders);
  }

  /** Keys of the surges that were put back or given up. */
  settledSurges(): ReadonlySet<string> {
    return this.#surges.settled();
  }

  /** Progress of the drains, by UID of the Node. */
  progress(): ReadonlyMap<string, DrainProgress> {
    return new Map([...this.#drains].map(([uid, drain]) => [uid, drain.progress()]));
  }

  /** Calls the listener soon after a drain has news, not once for each pod. */
  onProgress(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Stops all drains, like `keep([])`. */
  async stop(): Promise<void> {
    await Promise.all([this.keep([]), this.#surges.stop()]);
    this.#ended.clear();
    this.#cancelLook?.();
    this.#awake = false;
  }

  #keepOne(node: NodeView, order: DrainOrder): void {
    const drain = this.#drains.get(node.uid);
    if (drain !== undefined) {
      drain.node = node;
      drain.order = order;
      return;
    }
    this.#drains.set(node.uid, this.#endedDrain(node, order) ?? this.#newDrain(node, order));
  }

  #end(drain: NodeDrain): void {
    const { uid } = drain.node;
    this.#drains.delete(uid);
    this.#surges.forget(uid);
    this.#told.delete(uid);
    if (drain.emptied) this.#ended.set(uid, { drain, until: this.#parts.clock.monotonic() + emptyMs });
  }

  #forgetOldEnds(): void {
    const now = this.#parts.clock.monotonic();
    for (const [uid, { until }] of this.#ended) if (until <= now) this.#ended.delete(uid);
  }

  /** The ended drain of the same attempt, if it saw the node empty just before. */
  #endedDrain({ uid }: NodeView, order: DrainOrder): NodeDrain | undefined {
    const drain = this.#ended.get(uid)?.drain;
    return drain?.isAbout(order) === true ? drain : undefined;
  }

  #newDrain(node: NodeView, order: DrainOrder): NodeDrain {
    const { cluster, clock, log, settings, ownPod } = this.#parts;
    const parts = {
      cluster,
      clock,
      log,
      settings,
      ownPod,
      evictor: this.#evictor,
      daemonSets: this.#daemonSets,
      volumes: this.#volumes,
      surges: this.#surges.of(node.uid),
      mayEvictOwnPod: (): boolean => this.#mayEvictOwnPod(),
      wake: (): void => this.#wake(),
    };
    return new NodeDrain(node, order, parts);
  }

  /** Schedules a look at once. Changes that come together share one look, and later changes do not delay it. */
  #wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#lookAfter(0);
  }

  /** Schedules the next look for the time at which time alone changes something, unless one is due at once. */
  #sleep(delay: number): void {
    if (this.#awake) return;
    this.#lookAfter(Math.min(delay, longestWaitMs));
  }

  #lookAfter(delay: number): void {
    this.#cancelLook?.();
    this.#cancelLook = this.#parts.clock.after(delay, () => this.#look());
  }

  #look(): void {
    this.#awake = false;
    this.#cancelLook = undefined;
    if (this.#drains.size === 0) return;
    const looks = [...this.#drains.values()].map((drain) => drain.look());
    const offered = this.#evictor.offer(looks.map(({ list }) => list));
    this.#sleep(Math.min(offered, ...looks.map(({ lookAgainIn }) => lookAgainIn)));
    this.#tell();
  }

  #tell(): void {
    const now = this.progress();
    const before = this.#told;
    const news = [...now].filter(([uid, progress]) => !isOld(progress, before.get(uid)));
    if (news.length === 0) return;
    const isOver = news.some(([, { state }]) => state !== 'running');
    if (isOver) this.#tellNow();
    else this.#tellSoon();
  }

  #tellSoon(): void {
    this.#cancelTelling ??= this.#parts.clock.after(gatherMs, () => this.#tellNow());
  }

  #tellNow(): void {
    this.#cancelTelling?.();
    this.#cancelTelling = undefined;
    this.#told = new Map(this.progress());
    for (const listener of this.#listeners) listener();
  }

  /**
   * The own pod is evicted last, and only after the lease was given away: the next leader finishes the node. If this process
   * becomes leader again and its pod still exists, no other replica could take over, and the pod is evicted all the same.
   */
  #mayEvictOwnPod(): boolean {
    if (this.#handOver !== 'not asked') return this.#handOver === 'done';
    this.#handOver = 'under way';
    void this.#parts
      .handOver()
      .catch((error: unknown) =>
        this.#parts.log.warn('could not hand the lease over', { reason: String(error) }),
      )
      .finally(() => {
        this.#handOver = 'done';
        this.#wake();
      });
    return false;
  }

  /** Aborts everything: another controller may be draining these nodes by now. */
  #halt(): void {
    for (const drain of this.#drains.values()) drain.halt();
    void this.#surges.stop();
    this.#drains.clear();
    this.#ended.clear();
    this.#evictor.forget();
  }
}

function isOld(now: DrainProgress, before: DrainProgress | undefined): boolean {
  return before !== undefined && saysTheSame(now, before);
}
