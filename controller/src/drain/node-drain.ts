import type { Settings } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { DrainOrder } from '../decide/decision.ts';
import { sayDetaching } from '../decide/reasons.ts';
import { goneFrom, isGone } from '../decide/step/stuck.ts';
import type { DrainProgress, NodeView, PodLeft } from '../decide/snapshot.ts';
import type { DaemonSets } from './daemon-sets.ts';
import { type DrainPlan, isEmptied, isHopeless, planDrain } from './drain-plan.ts';
import { drainMessage } from './drain-progress.ts';
import { DrainTimes } from './drain-times.ts';
import type { Log } from '../log.ts';
import type { Evictor, Wish, WishList } from './evictor.ts';
import { MovedWorkloads } from './moved-workloads.ts';
import { LastLook } from './last-look.ts';
import { held, overdueAt } from '../decide/pods/held.ts';
import { awaiting, finishing, podLeft } from './pod-left.ts';
import { PodTask } from './pod-task.ts';
import { unknownWish } from '../decide/pods/pod-treatment.ts';
import type { PodView, PodWatch, PodsAndBudgets } from './ports.ts';
import { ReturningOwners } from './returning-owners.ts';
import type { Volumes } from './volumes.ts';
import type { NodeSurges } from './surge/node-surges.ts';

/** The pod this controller runs in. */
export interface OwnPod {
  readonly namespace: string;
  readonly name: string;
}

export interface NodeDrainParts {
  readonly cluster: PodsAndBudgets;
  readonly evictor: Evictor;
  readonly daemonSets: DaemonSets;
  readonly volumes: Volumes;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings['drain'];
  readonly ownPod: OwnPod | null;
  /** Decides which pods need their successors first. */
  readonly surges: NodeSurges;
  /** Whether the own pod may be evicted yet; if not, starts what is needed. */
  readonly mayEvictOwnPod: () => boolean;
  /** Asks for another look because something changed. */
  readonly wake: () => void;
}

/** After the wait for volumes has ended, the fresh list may take this long. */
const confirmMs = 30_000;
/** How many pods with an unknown drain wish are named. */
const mostNotes = 3;

/**
 * The drain of one node. Keeps what was tried with each pod and decides nothing about the node: on each look it reads the
 * pods as they are and says which to evict, when to look again, and how far the drain is.
 *
 *
 * | state | what leads on |
 * |---|---|
 * | running, before the first list of its pods | the list is in: running |
 * | running | no pod is left that has to go: detaching, or emptied when there is no volume to wait for. Only pods are left that never go: stuck |
 * | detaching | a pod that has to go appears: running. The volumes are detached, or the time for them is over, and a fresh list shows no pod: emptied |
 * | emptied, stuck | nothing: the decision ends the drain |
 */
export class NodeDrain {
  /** The Node as last seen. */
  node: NodeView;
  readonly #parts: NodeDrainParts;
  readonly #abort = new AbortController();
  readonly #watch: PodWatch;
  readonly #tasks = new Map<string, PodTask>();
  readonly #returning = new ReturningOwners();
  readonly #moved = new MovedWorkloads();
  #order: DrainOrder;
  #synced = false;
  #plan: DrainPlan | undefined;
  #state: DrainProgress['state'] = 'running';
  #podsEverLeaving = 0;
  /** When the last pod left or began to end; wall clock. */
  #lastWentAt: number;
  readonly #lastLook: LastLook;
  #volumes: readonly string[] = [];

  constructor(node: NodeView, order: DrainOrder, parts: NodeDrainParts) {
    this.node = node;
    this.#order = order;
    this.#parts = parts;
    this.#lastWentAt = parts.clock.now();
    this.#watch = parts.cluster.watchPods(node.name, this.#abort.signal);
    this.#watch.onChange(parts.wake);
    this.#lastLook = new LastLook(this.#watch, parts.clock);
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

  /** Whether the order belongs to the same attempt as this drain. */
  isAbout({ attemptStartedAt }: DrainOrder): boolean {
    return this.#order.attemptStartedAt === attemptStartedAt;
  }

  /** Whether a fresh list showed that no pod is left that has to go. */
  get emptied(): boolean {
    return this.#state === 'emptied';
  }

  /** Reads the pods as they are. Returns which to evict now, and in how many milliseconds time alone changes that. */
  look(): { readonly list: WishList; readonly lookAgainIn: number } {
    if (!this.#synced || this.#isOver) return { list: this.#list([]), lookAgainIn: Infinity };
    const pods = this.#watch.pods();
    this.#returning.see(pods);
    this.#parts.surges.see(pods);
    const plan = this.#makePlan(pods);
    this.#plan = plan;
    this.#keepTasks(plan);
    if (isEmptied(plan)) return { list: this.#list([]), lookAgainIn: this.#finish(pods) };
    this.#state = 'running';
    this.#parts.volumes.release(this.node);
    if (isHopeless(plan)) this.#end('stuck');
    return { list: this.#list(this.#wishes(plan)), lookAgainIn: this.#nextTurn(plan) };
  }

  progress(): DrainProgress {
    const podsLeft = this.#podsLeft();
    const kubeletSilent = this.#kubeletIsSilent();
    const { kept = [], returning = [] } = this.#plan ?? {};
    return {
      nodeUID: this.node.uid,
      state: this.#state,
      message:
        this.#state === 'detaching'
          ? sayDetaching(this.#volumes)
          : drainMessage(this.#state, podsLeft, kubeletSilent),
      podsTotal: this.#podsEverLeaving + kept.length + returning.length,
      podsLeft,
      moved: this.#moved.all(),
      kubeletSilent,
      volumes: this.#volumes,
      lastCallMs:
        this.#state === 'detaching' ? confirmMs : this.#times().lastCallMs(this.#plan?.finishers ?? []),
      notes: (this.#plan?.leaving ?? []).flatMap((pod) => unknownWish(pod) ?? []).slice(0, mostNotes),
      ...this.#wantedSurges(),
      pace: { lastWentAt: this.#lastWentAt, graceMs: this.#graceMs() },
    };
  }

  /** The surges this node needs; unknown before the first look. */
  #wantedSurges(): Pick<DrainProgress, 'surges'> {
    if (this.#plan === undefined) return {};
    return { surges: this.#parts.surges.wantedBeside(this.#order.surges) };
  }

  get #isOver(): boolean {
    return this.#state === 'emptied' || this.#state === 'stuck';
  }

  /** Sends nothing more. Resolves when no request is under way; aborts what takes longer than `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    this.#watch.stop();
    this.#parts.volumes.release(this.node);
    const cancel = this.#parts.clock.after(patienceMs, () => this.#abort.abort());
    await this.#parts.evictor.idle(this.node);
    cancel();
    this.#abort.abort();
  }

  /** Aborts everything at once. */
  halt(): void {
    this.#watch.stop();
    this.#parts.volumes.release(this.node);
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

  /** Whether the pod was asked to go and something blocks it. */
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
    this.#moved.add(pod);
    this.#podsEverLeaving += 1;
  }

  #list(wishes: readonly Wish[]): WishList {
    const { deadline } = this.#order;
    return { node: this.node, wishes, deadline, signal: this.#abort.signal };
  }

  /** Sorts the pods asked least recently first, so that the pods of an exhausted budget take turns in probing it. */
  #wishes(plan: DrainPlan): Wish[] {
    const { evictor, mayEvictOwnPod, settings } = this.#parts;
    const force = settings().onDeadline === 'delete' && this.#times().budgetsMayEnd;
    const now = this.#parts.clock.monotonic();
    const others = plan.due.filter((pod) => !this.#isOwn(pod));
    const free = this.#parts.surges.holdBack(others, this.#times());
    return plan.due
      .filter((pod) => (this.#isOwn(pod) ? mayEvictOwnPod() : free.includes(pod)))
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

  /** No pod is left in the cache: waits until the volumes are detached, then takes a fresh list to confirm. */
  #finish(pods: readonly PodView[]): number {
    const waits = this.#waitsForVolumes();
    const awaited = waits ? this.#parts.volumes.awaited(this.node, pods) : [];
    if (awaited === undefined) return this.#times().untilVolumesAreLeft;
    // After the wait has ended, `#volumes` keeps those that were left.
    if (waits) {
      this.#volumes = awaited;
      this.#state = awaited.length > 0 ? 'detaching' : 'running';
    }
    if (awaited.length > 0) return this.#times().untilVolumesAreLeft;
    return this.#lastLook.take({
      onPods: (fresh) => {
        if (isEmptied(this.#makePlan(fresh))) this.#end('emptied');
      },
      onEnd: this.#parts.wake,
    });
  }

  /** Whether to wait for volumes. Not on a node whose kubelet is silent: nobody unmounts anything there. */
  #waitsForVolumes(): boolean {
    if (this.#parts.settings().volumes === 'ignore') return false;
    return this.#times().untilVolumesAreLeft > 0 && !this.#kubeletIsSilent();
  }

  #end(state: 'emptied' | 'stuck'): void {
    this.#state = state;
    this.#parts.volumes.release(this.node);
  }

  /** When time alone opens another turn, makes budgets no longer count, or changes the message. */
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

  /** The longest grace period of the pods that do not terminate yet. */
  #graceMs(): number {
    const times = this.#times();
    const going = [...this.#tasks.values()].filter(({ pod }) => pod.deletionDueAt === null);
    return Math.max(0, ...going.map(({ pod }) => times.graceMs(pod)));
  }

  #leaving(task: PodTask): PodLeft {
    const { clock, evictor, surges } = this.#parts;
    if (this.#plan?.finishing.includes(task.pod) === true)
      return finishing(task.pod, this.#times().finishUntil(task.pod));
    const reason = surges.whyHeld(task.pod);
    if (reason !== undefined && task.state === 'pending') return awaiting(task.pod, reason);
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
