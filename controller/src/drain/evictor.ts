import type { Settings } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { NodeRef } from '../decide/decision.ts';
import type { Fence } from '../leadership/fence.ts';
import type { Log } from '../log.ts';
import { type Random, backoffDelay, quarter } from '@mechanic/contract/backoff';
import { type BudgetGate } from './budget-gate.ts';
import { BudgetGates, budgetKey } from './budget-gates.ts';
import { type EvictOutcome, evictOutcomeOf } from './evict-outcome.ts';
import { gracePeriodFor } from './grace-period.ts';
import type { PodTask } from './pod-task.ts';
import type { BudgetView, PodRemoval, PodRequests } from './ports.ts';
import { Throttle } from './throttle.ts';

/** Result of one request, as the metric `mechanic_evictions_total` counts it. */
export type EvictionResult = 'evicted' | 'gone' | 'blocked' | 'throttled' | 'error';

/** One pod that a drain wants to remove. */
export interface Wish {
  readonly task: PodTask;
  /** `delete` ignores the budgets. */
  readonly verb: 'evict' | 'delete';
}

/** The pods that one node's drain wants to remove, in order. */
export interface WishList {
  readonly node: NodeRef;
  readonly wishes: readonly Wish[];
  readonly deadline: number | null;
  /** Aborts the requests for this node. */
  readonly signal: AbortSignal;
}

type Failure = Extract<EvictOutcome, { readonly message: string }>;

export interface EvictorParts {
  readonly pods: PodRequests;
  readonly fence: Fence;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly settings: () => Settings['drain'];
  readonly onEviction: (result: EvictionResult) => void;
  /** Called after each answer; there may be more to do. */
  readonly onAnswer: () => void;
  /** Called when nothing was sent because this process no longer leads. */
  readonly onNotLeader: () => void;
}

/** Timeout of one request: the API server may make an eviction wait for others of the same budget. */
const requestTimeoutMs = 15_000;
/** An accepted eviction is repeated after this long if our cache still shows the pod alive. */
const agreedMs = 10_000;

/** The only place that evicts or deletes pods. Limits the requests at once, shares them between nodes, waits for budgets. */
export class Evictor {
  readonly #parts: EvictorParts;
  readonly #gates: BudgetGates;
  /** Requests under way, by UID of the Node. */
  readonly #inFlight = new Map<string, Set<Promise<void>>>();
  #total = 0;
  readonly #throttle = new Throttle();

  constructor(parts: EvictorParts) {
    this.#parts = parts;
    this.#gates = new BudgetGates(() => parts.settings().evictionBackoff, parts.random);
  }

  /** Takes over the PodDisruptionBudgets as they are now. */
  see(budgets: readonly BudgetView[]): void {
    this.#gates.see(budgets, this.#parts.clock.monotonic());
  }

  /**
   * Sends what may be sent now, one of each node in turn. Returns in how many milliseconds the next may be sent; Infinity:
   * after an answer.
   */
  offer(lists: readonly WishList[]): number {
    let soonest = Infinity;
    const queues = lists.map((list) => ({ list, next: 0 }));
    for (;;) {
      const queue = this.#leastServed(queues);
      if (queue === undefined || this.#total >= this.#throttle.width) return soonest;
      const wish = queue.list.wishes[queue.next];
      queue.next += 1;
      if (wish === undefined) continue;
      const delay = this.#delayOf(wish);
      if (delay > 0) soonest = Math.min(soonest, delay);
      else if (!this.#send(queue.list, wish)) return Infinity;
    }
  }

  /** Budgets of this pod that refused an eviction and have not allowed one since. */
  exhaustedBudgets(task: PodTask): string[] {
    if (task.pod.deletionDueAt !== null) return [];
    const now = this.#parts.clock.monotonic();
    const budgets = this.#budgetsOf(task);
    const refused = budgets.filter((key) => this.#gates.before([key], now).some((gate) => gate.exhausted));
    if (refused.length === 0 && budgets.length > 1 && this.#gates.jointly(budgets, now).exhausted)
      return budgets;
    return refused;
  }

  /** Resolves when no request for this node is under way. */
  async idle({ uid }: NodeRef): Promise<void> {
    await Promise.all([...(this.#inFlight.get(uid) ?? [])]);
  }

  /** Forgets all budgets; call it when no node is drained any more. A pause that the API server asked for stays. */
  forget(): void {
    this.#gates.clear();
  }

  #leastServed<T extends { list: WishList; next: number }>(queues: readonly T[]): T | undefined {
    let least: T | undefined;
    let fewest = Infinity;
    for (const queue of queues) {
      if (queue.next >= queue.list.wishes.length) continue;
      const served = this.#inFlight.get(queue.list.node.uid)?.size ?? 0;
      if (served < fewest) [least, fewest] = [queue, served];
    }
    return least;
  }

  #delayOf({ task, verb }: Wish): number {
    if (task.asking) return Infinity;
    const now = this.#parts.clock.monotonic();
    const gates = verb === 'delete' ? [] : this.#gates.before(this.#budgetsOf(task), now);
    return Math.max(task.notBefore, this.#throttle.pausedUntil, ...gates.map((gate) => gate.nextAt)) - now;
  }

  #budgetsOf(task: PodTask): string[] {
    return [...new Set([...this.#gates.protecting(task.pod), ...task.named])];
  }

  /** Returns false when this process may not send anything. */
  #send(list: WishList, { task, verb }: Wish): boolean {
    const { clock, fence, onNotLeader } = this.#parts;
    let permit: AbortSignal;
    try {
      permit = fence.permit(requestTimeoutMs);
    } catch {
      onNotLeader();
      return false;
    }
    const now = clock.monotonic();
    const gates = verb === 'delete' ? [] : this.#gates.before(this.#budgetsOf(task), now);
    for (const gate of gates) gate.ask();
    task.asking = true;
    task.lastAskedAt = now;
    const request = this.#request(list, { task, verb }, permit).then((outcome) => {
      this.#forgetRequest(list.node.uid, request);
      this.#tellGates(task, gates, outcome);
      const before = saidOf(task);
      this.#tellTask({ task, verb }, outcome);
      const isAborted = list.signal.aborted || permit.aborted;
      if (!isAborted) this.#report(list, { task, verb }, [outcome, before]);
      this.#parts.onAnswer();
    });
    this.#remember(list.node.uid, request);
    return true;
  }

  async #request(list: WishList, { task, verb }: Wish, permit: AbortSignal): Promise<EvictOutcome> {
    const { clock, pods, settings } = this.#parts;
    const { namespace, name, uid, gracePeriodSeconds: own } = task.pod;
    const limits = { capMs: settings().maxPodGracePeriodMs, deadline: list.deadline };
    const gracePeriodSeconds = gracePeriodFor(own, limits, clock.now());
    const removal: PodRemoval = {
      namespace,
      name,
      uid,
      ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
    };
    const signal = AbortSignal.any([permit, list.signal]);
    return evictOutcomeOf(await pods[verb](removal, signal));
  }

  #report({ node }: WishList, { task, verb }: Wish, [outcome, before]: [EvictOutcome, string]): void {
    const { log, onEviction } = this.#parts;
    onEviction(resultOf[outcome.kind]);
    const fields = { node: node.name, namespace: task.pod.namespace, pod: task.pod.name };
    const isNews = saidOf(task) !== before;
    if (outcome.kind === 'evicted' && verb === 'delete') log.warn('deleted a pod past its budget', fields);
    else if (outcome.kind === 'evicted') log.info('evicted a pod', fields);
    else if ('message' in outcome && isNews)
      log.warn(failureOf[verb], { ...fields, reason: outcome.message });
    else log.debug('a pod was not evicted', { ...fields, outcome: outcome.kind });
  }

  #tellGates(task: PodTask, gates: readonly BudgetGate[], outcome: EvictOutcome): void {
    const now = this.#parts.clock.monotonic();
    if (outcome.kind === 'blocked') {
      this.#blocked(task, gates, outcome.budget);
      return;
    }
    for (const gate of gates) {
      if (outcome.kind === 'evicted') gate.granted(now);
      else gate.released();
    }
    // The combination of the budgets is refused; each budget alone may have room.
    if (outcome.kind === 'misconfigured' && gates.length > 1) gates.at(-1)?.shut(now, 'longest');
  }

  /** Closes the gate of the budget that the answer names, even if the cache did not know that it protects this pod. */
  #blocked(task: PodTask, gates: readonly BudgetGate[], budget: string | null): void {
    const now = this.#parts.clock.monotonic();
    if (budget !== null) {
      task.named = [...new Set([...task.named, budgetKey({ namespace: task.pod.namespace, name: budget })])];
    }
    for (const gate of gates) gate.refused(now);
    for (const gate of this.#gates.before(task.named, now)) if (!gates.includes(gate)) gate.shut(now);
  }

  #tellTask({ task, verb }: Wish, outcome: EvictOutcome): void {
    const now = this.#parts.clock.monotonic();
    const { evictionBackoff } = this.#parts.settings();
    task.asking = false;
    task.reason = '';
    switch (outcome.kind) {
      case 'evicted':
      case 'gone':
        this.#throttle.succeeded();
        task.agreed = true;
        task.failures = 0;
        task.notBefore = now + agreedMs;
        return;
      case 'throttled':
        this.#throttle.pause(outcome.retryAfterMs, now);
        return;
      case 'blocked':
        if (this.#budgetsOf(task).length === 0) this.#putOff(task, 'protected by a PodDisruptionBudget');
        return;
      case 'misconfigured':
        this.#misconfigured(task);
        return;
      case 'namespace-terminating':
        task.reason = 'its namespace is being deleted';
        task.notBefore = now + evictionBackoff.maxMs;
        return;
      case 'forbidden':
      case 'failed':
        this.#failed({ task, verb }, outcome);
    }
  }

  #misconfigured(task: PodTask): void {
    const { clock, settings } = this.#parts;
    task.reason = 'protected by more than one PodDisruptionBudget, which Kubernetes does not support';
    // If the cache knows these budgets, their common gate holds the pod back, and opens when one budget is deleted.
    const isKnown = this.#budgetsOf(task).length > 1;
    if (!isKnown) task.notBefore = clock.monotonic() + 2 * settings().evictionBackoff.maxMs;
  }

  /** A controller that may not delete the pod may still evict it when its budgets allow it. */
  #failed({ task, verb }: Wish, { kind, message }: Failure): void {
    if (verb === 'evict' || kind === 'failed') {
      this.#putOff(task, message);
      return;
    }
    const { clock, settings } = this.#parts;
    task.notDeleted = message;
    task.noDeleteBefore = clock.monotonic() + settings().evictionBackoff.maxMs;
  }

  #putOff(task: PodTask, reason: string): void {
    const { clock, random, settings } = this.#parts;
    task.reason = reason;
    task.failures += 1;
    task.notBefore =
      clock.monotonic() + backoffDelay(settings().evictionBackoff, task.failures, quarter(random));
  }

  #remember(uid: string, request: Promise<void>): void {
    const requests = this.#inFlight.get(uid) ?? new Set();
    this.#inFlight.set(uid, requests.add(request));
    this.#total += 1;
  }

  #forgetRequest(uid: string, request: Promise<void>): void {
    const requests = this.#inFlight.get(uid);
    requests?.delete(request);
    if (requests?.size === 0) this.#inFlight.delete(uid);
    this.#total -= 1;
  }
}

const failureOf = { evict: 'could not evict a pod', delete: 'could not delete a pod' } as const;

const resultOf: Readonly<Record<EvictOutcome['kind'], EvictionResult>> = {
  evicted: 'evicted',
  gone: 'gone',
  'namespace-terminating': 'gone',
  blocked: 'blocked',
  misconfigured: 'blocked',
  throttled: 'throttled',
  forbidden: 'error',
  failed: 'error',
};

/** The failures of the last answers, as shown to a person. */
function saidOf({ reason, notDeleted }: PodTask): string {
  return `${reason}\n${notDeleted}`;
}
