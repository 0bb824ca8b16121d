import type { Surge } from '@mechanic/contract';
import type { FakeClock } from '@mechanic/contract/fake-clock';
import type { ApiFailure } from '../../cluster/failure.ts';
import type { Answer } from '../../cluster/answer.ts';
import { failure } from '../testing.ts';
import type { AutoscalerView, DeploymentView, ReplicaSetView, Writer } from './scalable.ts';
import type { NumberChange, SurgeRequests } from './surge-requests.ts';
import type { SurgeOutcome, SurgeTeller } from './surges.ts';

/** One Deployment with one ReplicaSet of the same name; both have UIDs of that name. */
export function deploymentView(name: string, fields: Partial<DeploymentView> = {}): DeploymentView {
  return {
    namespace: 'default',
    name,
    uid: `uid-deployment-${name}`,
    resourceVersion: '1',
    replicas: 1,
    readyReplicas: 1,
    maySurge: true,
    isRollingOut: false,
    writer: 'another',
    ...fields,
  };
}

export function autoscalerView(target: string, fields: Partial<AutoscalerView> = {}): AutoscalerView {
  return {
    name: `${target}-autoscaler`,
    uid: `uid-autoscaler-${target}`,
    resourceVersion: '1',
    targetKind: 'Deployment',
    targetName: target,
    minReplicas: 1,
    maxReplicas: 10,
    isOfKeda: false,
    writer: 'another',
    ...fields,
  };
}

/** Fake Deployments and autoscalers, as an API server shows and changes them. Records what was told of surges. */
export class FakeDeployments implements SurgeRequests, SurgeTeller {
  /** All requests: reads, e.g. `replicaset web`, and writes, e.g. `scale web 2`. */
  readonly requests: string[] = [];
  readonly said: string[] = [];
  /** Budgets that Azure's eviction-autoscaler manages. */
  readonly tended = new Set<string>();
  /** Answers to requests that begin with this text; they come before any other rule and are used up one by one. */
  readonly scripted = new Map<string, (ApiFailure | 'lost')[]>();
  /** While set, requests do not return before release(). */
  hold = false;
  readonly #clock: FakeClock;
  readonly #deployments = new Map<string, DeploymentView>();
  readonly #autoscalers = new Map<string, AutoscalerView>();
  #held: (() => void)[] = [];
  #version = 1;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  add(...views: (DeploymentView | AutoscalerView)[]): void {
    for (const view of views) {
      if ('targetName' in view) this.#autoscalers.set(view.name, view);
      else this.#deployments.set(view.name, view);
    }
  }

  remove(name: string): void {
    this.#deployments.delete(name);
  }

  /** Changes the Deployment as another client would. */
  edit(name: string, fields: Partial<DeploymentView>, writer: Writer = 'another'): void {
    const view = this.#deployments.get(name);
    if (view !== undefined)
      this.#deployments.set(name, {
        ...view,
        ...(fields.replicas !== undefined && { writer }),
        ...fields,
        resourceVersion: this.#next(),
      });
  }

  replicas(name: string): number | undefined {
    return this.#deployments.get(name)?.replicas;
  }

  minimum(name: string): number | undefined {
    return this.#autoscalers.get(name)?.minReplicas;
  }

  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const resolve of held) resolve();
  }

  /** The write requests. */
  get writes(): string[] {
    return this.requests.filter((request) => /^(scale|minimum) /.test(request));
  }

  replicaSet(_namespace: string, name: string): Promise<Answer<ReplicaSetView>> {
    const { uid, resourceVersion, readyReplicas } =
      this.#deployments.get(name) ?? deploymentView(name, { readyReplicas: 99 });
    const deployment = this.#deployments.has(name) ? { name, uid } : null;
    return this.#answer(`replicaset ${name}`, () => ({
      name,
      uid: `uid-${name}`,
      resourceVersion,
      deployment,
      readyReplicas,
    }));
  }

  deployment(_namespace: string, name: string): Promise<Answer<DeploymentView>> {
    return this.#answer(`deployment ${name}`, () => this.#deployments.get(name));
  }

  autoscalers(_namespace: string, name?: string): Promise<Answer<readonly AutoscalerView[]>> {
    const all = (): AutoscalerView[] =>
      [...this.#autoscalers.values()].filter((view) => name === undefined || view.name === name);
    return this.#answer(`autoscalers ${name ?? ''}`.trim(), all);
  }

  hasEvictionAutoscaler(_namespace: string, budget: string): Promise<Answer<boolean>> {
    return this.#answer(`eviction-autoscaler ${budget}`, () => this.tended.has(budget));
  }

  scale(change: NumberChange): Promise<Answer<void>> {
    return this.#change(`scale ${change.name} ${change.number}`, change, this.#deployments, 'replicas');
  }

  setMinimum(change: NumberChange): Promise<Answer<void>> {
    return this.#change(`minimum ${change.name} ${change.number}`, change, this.#autoscalers, 'minReplicas');
  }

  started({ name }: Surge): void {
    this.said.push(`started ${name}`);
  }

  ended({ name }: Surge, outcome: SurgeOutcome, message: string): void {
    this.said.push(`ended ${name} ${outcome}: ${message}`);
  }

  #change<T extends DeploymentView | AutoscalerView>(
    request: string,
    { name, resourceVersion, number }: NumberChange,
    views: Map<string, T>,
    field: 'replicas' | 'minReplicas',
  ): Promise<Answer<void>> {
    return this.#answer(request, () => {
      const view = views.get(name);
      if (view === undefined) return undefined;
      if (view.resourceVersion !== resourceVersion) return failure(409);
      views.set(name, { ...view, [field]: number, writer: 'we', resourceVersion: this.#next() });
      return null;
    }) as Promise<Answer<void>>; // null stands for done
  }

  async #answer<T>(request: string, value: () => T | ApiFailure | undefined): Promise<Answer<T>> {
    this.requests.push(request);
    if (this.hold) await new Promise<void>((resolve) => this.#held.push(resolve));
    await new Promise<void>((resolve) => this.#clock.after(0, resolve));
    const script = [...this.scripted].find(([begin]) => request.startsWith(begin))?.[1].shift();
    if (script !== undefined && script !== 'lost') return { ok: false, failure: script };
    const result = value();
    if (script === 'lost') return { ok: false, failure: failure(0, { reason: 'Timeout' }) };
    if (result === undefined) return { ok: false, failure: failure(404) };
    return isFailure(result) ? { ok: false, failure: result } : { ok: true, value: result };
  }

  #next(): string {
    this.#version += 1;
    return String(this.#version);
  }
}

function isFailure(value: unknown): value is ApiFailure {
  return typeof value === 'object' && value !== null && 'causes' in value;
}
