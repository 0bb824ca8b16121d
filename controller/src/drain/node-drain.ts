import type { Settings } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { DrainOrder } from '../decide/decision.ts';
import { goneFrom, isGone } from '../decide/step/stillness.ts';
import type { DrainProgress, NodeView, PodLeft } from '../decide/snapshot.ts';
import type { DaemonSets } from './daemon-sets.ts';
import { type DrainPlan, isEmptied, isHopeless, planDrain } from './drain-plan.ts';
import { drainMessage } from './drain-progress.ts';
import { DrainTimes } from './drain-times.ts';
import type { Log } from '../log.ts';
import type { Evictor, Wish, WishList } from './evictor.ts';
import { held, overdueAt } from '../decide/pods/held.ts';
import { finishing, podLeft } from './pod-left.ts';
import { PodTask } from './pod-task.ts';
import { unknownWish } from '../decide/pods/pod-treatment.ts';
import type { PodView, PodWatch, PodsAndBudgets } from './ports.ts';
import { ReturningOwners } from './returning-owners.ts';

/** The pod this controller runs in. */
export interface OwnPod {
  readonly namespace: string;
  readonly name: string;
}

export interface NodeDrainParts {
  readonly cluster: PodsAndBudgets;
  readonly evictor: Evictor;
  readonly daemonSets: DaemonSets;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings['drain'];
  readonly ownPod: OwnPod | null;
  /** Whether the own pod may be evicted yet; if not, sees to it that it soon may. */
  readonly mayEvictOwnPod: () => boolean;
  /** Something changed: look again. */
  readonly wake: () => void;
}

/** The scheduler may have bound a pod just before it saw the cordon. */
const settleMs = 2_000;
const refreshRetryMs = 1_000;
/** So many pods that ask for what nobody understands are named. */
const mostNotes = 3;

/**
 * One node on its way to being empty. It holds what was tried with each pod, and no will of its own: on each look it reads
 * the pods as they are and says which should be asked to go, when to look again, and how far it is.
 */
export class NodeDrain {
  /** The Node as last seen. */
  node: NodeView;
  readonly #parts: NodeDrainParts;
  readonly #abort = new AbortController();
  readonly #watch: PodWatch;
  readonly #tasks = new Map<string, PodTask>();
  readonly #returning = new ReturningOwners();
  #order: DrainOrder;
  #synced = false;
  #plan: DrainPlan | undefined;
  #state: DrainProgress['state'] = 'running';
  #podsEverLeaving = 0;
  /** Wall clock. */
  #lastWentAt: number;
  #refreshing = false;
  /** When the cordon had been seen: it may have taken effect long after it was decided. Monotonic. */
  readonly #beganAt: number;
  /** Monotonic. */
  #refreshNotBefore = -Infinity;

  constructor(node: NodeView, order: DrainOrder, parts: NodeDrainParts) {
    this.node = node;
    this.#order = order;
    this.#parts = parts;
    this.#lastWentAt = parts.clock.now();
    this.#beganAt = parts.clock.monotonic();
    this.#watch = parts.cluster.watchPods(node.name, this.#abort.signal);
    this.#watch.onChange(parts.wake);
    void this.#watch.synced.then(
      () => {
        this.#synced = true;
        parts.wake();
      },
      () => undefined, // stopped before the first list was in
    );
  }

  set order(order: DrainOrder) {
    this.#order = order;
  }

  /** Whether an order is about the attempt that this drain is. */
  isAbout({ attemptStartedAt }: DrainOrder): boolean {
    return this.#order.attemptStartedAt === attemptStartedAt;
  }

  /** It saw in a fresh look that no pod is left that has to go. */
  get emptied(): boolean {
    return this.#state === 'emptied';
  }

  /** Reads the pods as they are. Returns what it wants evicted now, and in how many milliseconds time alone changes that. */
  look(): { readonly list: WishList; readonly lookAgainIn: number } {
    if (!this.#synced || this.#state !== 'running') return { list: this.#list([]), lookAgainIn: Infinity };
    const pods = this.#watch.pods();
    this.#returning.see(pods);
    const plan = this.#makePlan(pods);
    this.#plan = plan;
    this.#keepTasks(plan);
    if (isEmptied(plan)) return { list: this.#list([]), lookAgainIn: this.#confirm() };
    if (isHopeless(plan)) this.#state = 'stuck';
    return { list: this.#list(this.#wishes(plan)), lookAgainIn: this.#nextTurn(plan) };
  }

  progress(): DrainProgress {
    const podsLeft = this.#podsLeft();
    const kubeletSilent = this.#kubeletIsSilent();
    const { kept = [], returning = [] } = this.#plan ?? {};
    return {
      nodeUID: this.node.uid,
      state: this.#state,
      message: drainMessage(this.#state, podsLeft, kubeletSilent),
      podsTotal: this.#podsEverLeaving + kept.length + returning.length,
      podsLeft,
      kubeletSilent,
      lastCallMs: this.#times().lastCallMs(this.#plan?.finishers ?? []),
      notes: (this.#plan?.leaving ?? []).flatMap((pod) => unknownWish(pod) ?? []).slice(0, mostNotes),
      pace: { lastWentAt: this.#lastWentAt, graceMs: this.#graceMs() },
    };
  }

  /** Asks for nothing more. Resolves when nothing is under way; what takes longer than `patienceMs` is broken off. */
  async stop(patienceMs: number): Promise<void> {
    this.#watch.stop();
    const cancel = this.#parts.clock.after(patienceMs, () => this.#abort.abort());
    await this.#parts.evictor.idle(this.node);
    cancel();
    this.#abort.abort();
  }

  /** Breaks everything off. */
  halt(): void {
    this.#watch.stop();
    this.#abort.abort();
  }

  #makePlan(pods: readonly PodView[]): DrainPlan {
    const { daemonSets, settings } = this.#parts;
    const times = this.#times();
    return planDrain(pods, {
      policy: { ...settings(), about: this.#order.about },
      daemonSetOf: (pod) => daemonSets.stateOf(pod),
      keepsReturning: (pod) => this.#returning.keepsReturning(pod),
      isOwn: (pod) => this.#isOwn(pod),
      hurry: times.hurry,
      isPressed: (pod) => times.isPressed(pod),
      patienceIsOver: times.patienceIsOver,
      isGivenUp: (pod) => times.isLastMoment || this.#isHeld(pod),
    });
  }

  #isOwn(pod: PodView): boolean {
    const own = this.#parts.ownPod;
    return own !== null && pod.name === own.name && pod.namespace === own.namespace;
  }

  /** It was asked to go, and something keeps it. */
  #isHeld({ uid }: PodView): boolean {
    const task = this.#tasks.get(uid);
    return task !== undefined && this.#leaving(task).state === 'blocked';
  }

  #times(): DrainTimes {
    return new DrainTimes(this.#order, this.#parts.settings().maxPodGracePeriodMs, this.#parts.clock.now());
  }

  #keepTasks(plan: DrainPlan): void {
    const uids = new Set(plan.leaving.map((pod) => pod.uid));
    for (const uid of this.#tasks.keys()) if (!uids.has(uid)) this.#forget(uid);
    for (const pod of plan.leaving) {
      const task = this.#tasks.get(pod.uid);
      if (task === undefined) this.#addTask(pod);
      else this.#renew(task, pod);
    }
  }

  #forget(uid: string): void {
    this.#tasks.delete(uid);
    this.#lastWentAt = this.#parts.clock.now();
  }

  #renew(task: PodTask, pod: PodView): void {
    if (task.pod.deletionDueAt === null && pod.deletionDueAt !== null)
      this.#lastWentAt = this.#parts.clock.now();
    task.pod = pod;
  }

  #addTask(pod: PodView): void {
    const words = unknownWish(pod);
    if (words !== undefined)
      this.#parts.log.warn('a pod asks to be drained in a way that is not known', {
        node: this.node.name,
        reason: words,
      });
    this.#tasks.set(pod.uid, new PodTask(pod));
    this.#podsEverLeaving += 1;
  }

  #list(wishes: readonly Wish[]): WishList {
    const { deadline } = this.#order;
    return { node: this.node, wishes, deadline, signal: this.#abort.signal };
  }

  /** Those asked least recently first, so that the pods of one exhausted budget take turns in probing it. */
  #wishes(plan: DrainPlan): Wish[] {
    const { evictor, mayEvictOwnPod, settings } = this.#parts;
    const force = settings().onDeadline === 'delete' && this.#times().budgetsMayEnd;
    const now = this.#parts.clock.monotonic();
    return plan.due
      .filter((pod) => !this.#isOwn(pod) || mayEvictOwnPod())
      .flatMap((pod) => this.#tasks.get(pod.uid) ?? [])
      .sort((a, b) => a.lastAskedAt - b.lastAskedAt)
      .map((task) => ({
        task,
        verb:
          force && task.noDeleteBefore <= now && evictor.exhaustedBudgets(task).length > 0
            ? 'delete'
            : 'evict',
      }));
  }

  /** Nothing is left to be seen; a fresh list has to say the same, once nothing can still be on its way here. */
  #confirm(): number {
    const { clock } = this.#parts;
    const settled = this.#beganAt + settleMs - clock.monotonic();
    const wait = Math.max(settled, this.#refreshNotBefore - clock.monotonic());
    if (wait > 0) return wait;
    if (!this.#refreshing) void this.#refresh();
    return Infinity;
  }

  async #refresh(): Promise<void> {
    this.#refreshing = true;
    this.#refreshNotBefore = this.#parts.clock.monotonic() + refreshRetryMs;
    try {
      if (isEmptied(this.#makePlan(await this.#watch.refresh()))) this.#state = 'emptied';
    } catch {
      // The next look tries again.
    }
    this.#refreshing = false;
    this.#parts.wake();
  }

  /** When the clock alone opens another turn, lets budgets no longer count, or changes what is to be said. */
  #nextTurn(plan: DrainPlan): number {
    const now = this.#parts.clock.now();
    const overdue = plan.leaving.map((pod) => overdueAt(pod) - now);
    const gone = (goneFrom(this.node) ?? Infinity) - now;
    const turns = this.#times().turns(plan.leaving, plan.finishing);
    return Math.min(...[...turns, gone, ...overdue].filter((delay) => delay > 0));
  }

  #podsLeft(): PodLeft[] {
    const { leaving = [], kept = [], returning = [] } = this.#plan ?? {};
    if (this.#state === 'emptied') return [];
    return [
      ...leaving.flatMap((pod) => this.#tasks.get(pod.uid) ?? []).map((task) => this.#leaving(task)),
      ...kept.map(({ pod, reason }) => held(pod, reason)),
      ...returning.map((pod) => held(pod, 'comes back to this node each time it is evicted')),
    ];
  }

  /** The longest grace period of the pods that have not agreed to go. */
  #graceMs(): number {
    const times = this.#times();
    const going = [...this.#tasks.values()].filter(({ pod }) => pod.deletionDueAt === null);
    return Math.max(0, ...going.map(({ pod }) => times.graceMs(pod)));
  }

  #leaving(task: PodTask): PodLeft {
    const { clock, evictor } = this.#parts;
    if (this.#plan?.finishing.includes(task.pod) === true)
      return finishing(task.pod, this.#times().finishUntil(task.pod));
    return podLeft(task, {
      budgets: evictor.exhaustedBudgets(task),
      kubeletSilent: this.#kubeletIsSilent(),
      now: clock.now(),
    });
  }

  #kubeletIsSilent(): boolean {
    return isGone(this.node, this.#parts.clock.now());
  }
}
