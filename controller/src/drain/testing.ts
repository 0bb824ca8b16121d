import { type PodRule, type Settings, defaultSettings, matchesSelector } from '@mechanic/contract';
import type { V1Node } from '@kubernetes/client-node';
import type { ApiFailure } from '../cluster/failure.ts';
import type { FakeClock } from '@mechanic/contract/fake-clock';
import { FakeVolumes } from './fake-volumes.ts';
import { type Fence, NotLeader } from '../leadership/fence.ts';
import type { Answer } from '../cluster/answer.ts';
import type { NodeRequests, PatchType } from '../nodes/node-requests.ts';
import type {
  BudgetView,
  PodRemoval,
  PodRequests,
  PodView,
  PodWatch,
  PodsAndBudgets,
  VolumeSource,
} from './ports.ts';

/** A running, ready pod of a ReplicaSet, with the fields that a test overrides. */
export function podView(name: string, fields: Partial<PodView> = {}): PodView {
  return {
    namespace: 'default',
    name,
    uid: `uid-${name}`,
    labels: {},
    owner: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'uid-web' },
    mirror: false,
    phase: 'Running',
    ready: true,
    deletionDueAt: null,
    gracePeriodSeconds: 30,
    priorityClassName: '',
    hasEmptyDir: false,
    nodeName: 'a',
    drainWish: null,
    claims: [],
    resourceVersion: '1',
    ...fields,
  };
}

export function pods(count: number, fields: Partial<PodView> = {}): PodView[] {
  return Array.from({ length: count }, (_, index) => podView(`web-${index}`, fields));
}

/** A PodDisruptionBudget for the pods labelled `app: web`. */
export function budgetView(fields: Partial<BudgetView> = {}): BudgetView {
  return {
    namespace: 'default',
    name: 'web',
    uid: 'uid-web',
    resourceVersion: '1',
    selector: { matchLabels: { app: 'web' } },
    disruptionsAllowed: 0,
    observed: true,
    currentHealthy: 3,
    desiredHealthy: 3,
    expectedPods: 3,
    limit: { maxUnavailable: 1 },
    unhealthyPodEvictionPolicy: 'IfHealthyBudget',
    ...fields,
  };
}

export const web = { labels: { app: 'web' } };

export function drainSettings(fields: Partial<Settings['drain']> = {}): Settings['drain'] {
  return { ...defaultSettings.drain, ...fields };
}

export function failure(code: number, fields: Partial<ApiFailure> = {}): ApiFailure {
  return { code, reason: '', message: `HTTP ${code}`, causes: [], ...fields };
}

/** A rule for all pods, with the fields that a test overrides. */
export function podRule(fields: Partial<PodRule> & Pick<PodRule, 'action'>): PodRule {
  return { name: '', namespaces: [], pods: null, events: [], order: 0, ...fields };
}

/** The API server's answer when a PodDisruptionBudget protects a pod. */
export function protectedBy(budget: string): ApiFailure {
  const message = `The disruption budget ${budget} needs 3 healthy pods and has 3 currently`;
  return failure(429, { causes: [{ reason: 'DisruptionBudget', message }] });
}

/** A fence that lets everything through until it is closed. */
export class FakeFence implements Fence {
  closed = false;

  permit(): AbortSignal {
    if (this.closed) throw new NotLeader();
    return new AbortController().signal;
  }
}

export interface RemovalSeen extends PodRemoval {
  readonly verb: 'evict' | 'delete';
  /** Monotonic. */
  readonly at: number;
}

/** Fake nodes with pods and budgets; behaves like an API server. */
export class FakeCluster extends FakeVolumes implements PodsAndBudgets, PodRequests, VolumeSource {
  readonly removals: RemovalSeen[] = [];
  readonly refreshed: string[] = [];
  /** Nodes whose pods were listed and watched, one entry for each time. */
  readonly watched: string[] = [];
  daemonSetsAskedFor = 0;
  /** DaemonSets for which daemonSet() answers 404. */
  readonly goneDaemonSets = new Set<string>();
  /** Answers for single pods, by name; they come before any other rule and are used up one by one. */
  readonly scripted = new Map<string, ApiFailure[]>();
  /** Whether pods may be deleted. */
  mayDelete = true;
  /** While set, requests do not return before release(). */
  hold = false;
  readonly #clock: FakeClock;
  readonly #pods = new Map<string, { readonly node: string; view: PodView }>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #budgetListeners: (() => void)[] = [];
  #held: (() => void)[] = [];
  #budgets: BudgetView[] = [];
  /** Budgets that the API server knows and the cache of the controller does not. */
  hiddenBudgets: BudgetView[] = [];

  constructor(clock: FakeClock) {
    super();
    this.#clock = clock;
  }

  add(node: string, ...views: readonly PodView[]): void {
    for (const view of views) this.#pods.set(view.uid, { node, view });
    this.#changed(node);
  }

  /** Ends the pods whose eviction was accepted. */
  end(matches: (pod: PodView) => boolean = () => true): void {
    for (const [uid, { node, view }] of this.#pods) {
      if (view.deletionDueAt === null || !matches(view)) continue;
      this.#pods.delete(uid);
      this.#changed(node);
    }
  }

  setBudgets(...budgets: BudgetView[]): void {
    this.#budgets = budgets;
    for (const listener of this.#budgetListeners) listener();
  }

  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const resolve of held) resolve();
  }

  /** Names of the pods asked to go, in order. */
  asked(): string[] {
    return this.removals.map(({ name }) => name);
  }

  get inFlight(): number {
    return this.#held.length;
  }

  watchPods(node: string): PodWatch {
    this.watched.push(node);
    const listeners = this.#listeners.get(node) ?? new Set();
    this.#listeners.set(node, listeners);
    const own: (() => void)[] = [];
    return {
      pods: () => this.#on(node),
      onChange: (listener) => {
        own.push(listener);
        listeners.add(listener);
      },
      synced: Promise.resolve(),
      refresh: () => {
        this.refreshed.push(node);
        return Promise.resolve(this.#on(node));
      },
      stop: () => {
        for (const listener of own) listeners.delete(listener);
      },
    };
  }

  budgets(): readonly BudgetView[] {
    return this.#budgets;
  }

  onBudgetChange(listener: () => void): void {
    this.#budgetListeners.push(listener);
  }

  evict(removal: PodRemoval, signal: AbortSignal): Promise<Answer<void>> {
    return this.#remove('evict', removal, signal);
  }

  delete(removal: PodRemoval, signal: AbortSignal): Promise<Answer<void>> {
    return this.#remove('delete', removal, signal);
  }

  daemonSet(_namespace: string, name: string): Promise<Answer<void>> {
    this.daemonSetsAskedFor += 1;
    return Promise.resolve(
      this.goneDaemonSets.has(name) ? { ok: false, failure: failure(404) } : { ok: true, value: undefined },
    );
  }

  async #remove(verb: RemovalSeen['verb'], removal: PodRemoval, signal: AbortSignal): Promise<Answer<void>> {
    this.removals.push({ ...removal, verb, at: this.#clock.monotonic() });
    if (this.hold) await this.#held_(signal);
    if (signal.aborted) return { ok: false, failure: failure(0, { reason: 'Aborted' }) };
    const refusal = this.scripted.get(removal.name)?.shift() ?? this.#refusal(verb, removal);
    if (refusal !== undefined) return { ok: false, failure: refusal };
    const pod = this.#pods.get(removal.uid);
    if (pod === undefined) return { ok: false, failure: failure(404) };
    const { gracePeriodSeconds = pod.view.gracePeriodSeconds } = removal;
    pod.view = { ...pod.view, deletionDueAt: this.#clock.now() + gracePeriodSeconds * 1_000 };
    this.#changed(pod.node);
    return { ok: true, value: undefined };
  }

  #held_(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#held.push(resolve);
      signal.addEventListener('abort', () => resolve());
    });
  }

  #refusal(verb: RemovalSeen['verb'], { uid, name }: PodRemoval): ApiFailure | undefined {
    if (verb === 'delete' && !this.mayDelete) return failure(403, { message: `pods "${name}" is forbidden` });
    const pod = this.#pods.get(uid);
    if (pod === undefined || verb === 'delete') return undefined;
    const budgets = [...this.#budgets, ...this.hiddenBudgets].filter(
      ({ selector }) => selector !== null && matchesSelector(selector, pod.view.labels),
    );
    if (budgets.length > 1) {
      return failure(500, { message: 'This pod has more than one PodDisruptionBudget, which ...' });
    }
    const [budget] = budgets;
    if (budget === undefined) return undefined;
    if (budget.disruptionsAllowed === 0) return protectedBy(budget.name);
    const left = { ...budget, disruptionsAllowed: budget.disruptionsAllowed - 1 };
    this.setBudgets(...this.#budgets.map((other) => (other === budget ? left : other)));
    this.hiddenBudgets = this.hiddenBudgets.map((other) => (other === budget ? left : other));
    return undefined;
  }

  #on(node: string): PodView[] {
    return [...this.#pods.values()].filter((pod) => pod.node === node).map(({ view }) => view);
  }

  #changed(node: string): void {
    for (const listener of this.#listeners.get(node) ?? []) listener();
  }
}

export interface PatchSeen {
  readonly name: string;
  readonly body: unknown;
  readonly type: PatchType | 'status';
}

/** Fake nodes that take any patch, unless a rule refuses it. */
export class FakeNodes implements NodeRequests {
  readonly patches: PatchSeen[] = [];
  /** The node that the answer to a patch shows. */
  node: V1Node = {};
  /** Checks the body of a patch and may refuse it. */
  rule: (patch: PatchSeen) => ApiFailure | undefined = () => undefined;

  patchStatus(name: string, body: object): Promise<Answer<V1Node>> {
    return this.patch(name, body, 'status');
  }

  patch(name: string, body: object, type: PatchSeen['type']): Promise<Answer<V1Node>> {
    const patch = { name, body, type };
    this.patches.push(patch);
    const refusal = this.rule(patch);
    return Promise.resolve(
      refusal === undefined ? { ok: true, value: this.node } : { ok: false, failure: refusal },
    );
  }
}
