import { timeText } from './clock-text.ts';
import type { DeleteOptions } from './deletion.ts';
import { checkPreconditions } from './deletion.ts';
import { isReady, podsOf, withDisruptionCondition } from './disruption.ts';
import type { BudgetObject, Condition, PodObject } from './objects.ts';
import { Refusal, forbidden, tooManyRequests } from './refusal.ts';
import { resourceNamed } from './resources.ts';
import type { Outcome, Registry, Write } from './registry.ts';
import type { Store } from './store.ts';
import type { Stored } from './stored.ts';

/** So many granted evictions may wait for their pods to go. */
const MOST_DISRUPTED = 2_000;

export interface Evicted extends Outcome {
  /** The budget that paid for it. */
  readonly budget: { readonly before: BudgetObject; readonly after: BudgetObject } | undefined;
}

/**
 * Evicts a pod, as pkg/registry/core/pod/storage/eviction.go does. Here nothing comes between its steps.
 * @throws Refusal
 */
export class Evictions {
  readonly #store: Store;
  readonly #registry: Registry;
  readonly #now: () => number;

  constructor(store: Store, registry: Registry, now: () => number) {
    this.#store = store;
    this.#registry = registry;
    this.#now = now;
  }

  evict(write: Write, options: DeleteOptions): Evicted {
    const pod = this.#registry.get(write.route);
    if (ignoresBudgets(pod.object)) return { ...this.#remove(write, pod, options), budget: undefined };
    const budget = this.#budgetOf(pod.object);
    if (budget === undefined || isFree(pod.object, budget)) {
      return { ...this.#remove(write, pod, options), budget: undefined };
    }
    // The budget pays before the pod is looked at again: a wrong precondition costs it one disruption all the same.
    const paid = this.#pay(write, budget, pod.object);
    return { ...this.#remove(write, pod, options), budget: paid };
  }

  /** Says why it goes, then deletes it. */
  #remove(write: Write, pod: Stored, options: DeleteOptions): Outcome {
    checkPreconditions(write.route.resource, pod.object, options);
    const told = write.dryRun ? pod : this.#put(pod, withCondition(pod.object, this.#now()));
    return { ...this.#registry.deleteAdmitted(write, told, options), before: pod.object };
  }

  #put(current: Stored, object: PodObject): Stored {
    return object === current.object ? current : this.#store.put(resourceNamed('pods'), object);
  }

  #budgetOf(pod: PodObject): BudgetObject | undefined {
    const all: BudgetObject[] = [];
    for (const { object } of this.#store.collection(resourceNamed('poddisruptionbudgets')).values()) {
      if (podsOf(object, [pod]).length > 0) all.push(object);
    }
    if (all.length > 1) {
      const message =
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
      throw new Refusal(500, '', message);
    }
    return all[0];
  }

  #pay(write: Write, budget: BudgetObject, pod: PodObject): Evicted['budget'] {
    const { status } = budget;
    if (status === undefined) throw new Error('a budget has a status from its creation on');
    check(budget);
    const fewer = { ...status, disruptionsAllowed: status.disruptionsAllowed - 1 };
    const judged = fewer.disruptionsAllowed === 0 ? withDisruptionCondition(fewer, this.#now()) : fewer;
    const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: timeText(this.#now()) };
    const after: BudgetObject = { ...budget, status: { ...judged, disruptedPods } };
    if (write.dryRun) return { before: budget, after: budget };
    return { before: budget, after: this.#store.put(resourceNamed('poddisruptionbudgets'), after).object };
  }
}

/** Its going disturbs nobody: it does not run yet, or no longer, or is going already. */
function ignoresBudgets({ metadata, status }: PodObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined ||
    ['Succeeded', 'Failed', 'Pending'].includes(status?.phase ?? '')
  );
}

/** A pod that is not Ready costs its budget nothing, when that allows it. */
function isFree(pod: PodObject, { spec, status }: BudgetObject): boolean {
  if (isReady(pod)) return false;
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

const violated = "Cannot evict pod as it would violate the pod's disruption budget.";

/** @throws Refusal when the budget allows no disruption */
function check({ metadata: { name, generation = 0 }, status }: BudgetObject): void {
  const { observedGeneration = 0, disruptionsAllowed = 0, disruptedPods = {} } = status ?? {};
  if (observedGeneration < generation) {
    const message = `The disruption budget ${name} is still being processed by the server.`;
    throw tooManyRequests(violated, 10, [{ reason: 'DisruptionBudget', message }]);
  }
  const budgets = resourceNamed('poddisruptionbudgets');
  if (disruptionsAllowed < 0) throw forbidden(budgets, name, 'pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods).length > MOST_DISRUPTED) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw forbidden(budgets, name, why);
  }
  if (disruptionsAllowed === 0) {
    throw tooManyRequests(violated, 0, [{ reason: 'DisruptionBudget', message: reasonOf(name, status) }]);
  }
}

function reasonOf(name: string, status: BudgetObject['status']): string {
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  const condition = status?.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  const { reason = '', message = '' } = condition?.status === 'False' ? condition : {};
  if (message !== '' && reason === 'SyncFailed') {
    return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${message}`;
  }
  if (currentHealthy <= desiredHealthy) {
    return `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  if (message !== '') {
    return `The disruption budget ${name} does not allow evicting pods currently (${reason}): ${message}`;
  }
  return `The disruption budget ${name} does not allow evicting pods currently`;
}

function withCondition(pod: PodObject, now: number): PodObject {
  const conditions = pod.status?.conditions ?? [];
  const known = conditions.find(({ type }) => type === 'DisruptionTarget');
  if (known?.status === 'True' && known.reason === 'EvictionByEvictionAPI') return pod;
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastTransitionTime: timeText(now),
  };
  const others = conditions.filter(({ type }) => type !== 'DisruptionTarget');
  return { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
}
