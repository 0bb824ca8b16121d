import { type DeleteOptions, checkPreconditions } from './deletion.ts';
import { checkBudget, stillProcessed } from './budget-check.ts';
import { isReady, podsOf, withDisruptionCondition, withRenewed } from './disruption.ts';
import { type BudgetObject, type Condition, type PodObject, timeText } from './objects.ts';
import { Refusal } from './refusal.ts';
import { resourceNamed } from './resources.ts';
import type { Outcome, Registry, Write } from './registry.ts';
import type { Store } from './store.ts';
import type { Stored } from './stored.ts';

/** What a budget paid for an eviction. */
export interface Payment {
  readonly before: BudgetObject;
  readonly after: Stored;
}

export interface EvictionParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
  /** Minor version of Kubernetes. */
  readonly minor: number;
}

/**
 * Evictions, as pkg/registry/core/pod/storage/eviction.go grants them. Here nothing comes between its steps, so that
 * none has to be repeated.
 */
export class Evictions {
  readonly #store: Store;
  readonly #registry: Registry;
  readonly #now: () => number;
  readonly #minor: number;

  constructor({ store, registry, now, minor }: EvictionParts) {
    this.#store = store;
    this.#registry = registry;
    this.#now = now;
    this.#minor = minor;
  }

  /**
   * @param onPayment told before the pod is looked at again: with a wrong precondition the budget pays all the same
   * @throws Refusal
   */
  evict(write: Write, options: DeleteOptions, onPayment: (payment: Payment) => void): Outcome {
    const pod = this.#registry.get(write.route);
    const remove = (): Outcome => this.#remove(write, pod, options);
    if (ignoresBudgets(pod.object)) return orConflict(remove, options, triedInVain);
    const budget = this.#budgetOf(pod.object);
    if (budget === undefined) return remove();
    // What goes for free must be what was judged: where it is not, the budget is said to be in the way.
    if (isFree(pod.object, budget)) {
      return orConflict(remove, options, () => stillProcessed(budget.metadata.name));
    }
    this.#charge(write, budget, pod.object, onPayment);
    return remove();
  }

  /** Says in a condition why the pod goes, then deletes it. */
  #remove(write: Write, pod: Stored, options: DeleteOptions): Outcome {
    checkPreconditions(write.route.resource, pod.object, options);
    const told = write.dryRun ? pod : this.#tell(pod);
    return { ...this.#registry.deleteAdmitted(write, told, options), before: pod.object, status: 201 };
  }

  #tell(pod: Stored): Stored {
    const told = withTarget(pod.object, this.#now());
    return told === pod.object ? pod : this.#store.put(resourceNamed('pods'), told);
  }

  #budgetOf(pod: PodObject): BudgetObject | undefined {
    const all: BudgetObject[] = [];
    for (const { object } of this.#store.collection(resourceNamed('poddisruptionbudgets')).values()) {
      if (podsOf(object, [pod]).length > 0) all.push(object);
    }
    if (all.length <= 1) return all[0];
    const message =
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new Refusal(500, '', message);
  }

  #charge(write: Write, before: BudgetObject, pod: PodObject, onPayment: (payment: Payment) => void): void {
    const status = checkBudget(before, this.#minor);
    if (write.dryRun) return;
    const fewer = { ...status, disruptionsAllowed: status.disruptionsAllowed - 1 };
    const judged = fewer.disruptionsAllowed === 0 ? withDisruptionCondition(fewer, this.#now()) : fewer;
    const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: timeText(this.#now()) };
    const paid: BudgetObject = { ...before, status: { ...judged, disruptedPods } };
    onPayment({ before, after: this.#store.put(resourceNamed('poddisruptionbudgets'), paid) });
  }
}

/** A conflict is said in other words, unless the caller asked for one version of the pod. */
function orConflict(
  act: () => Outcome,
  { preconditions }: DeleteOptions,
  say: (conflict: Refusal) => Refusal,
): Outcome {
  try {
    return act();
  } catch (error) {
    const isConflict = error instanceof Refusal && error.code === 409;
    throw isConflict && preconditions?.resourceVersion === undefined ? say(error) : error;
  }
}

/** The real server tries 20 times, half a second apart, although another UID is no passing conflict. */
function triedInVain(conflict: Refusal): Refusal {
  conflict.tookMs = 9_500;
  return conflict;
}

/** Its going disturbs nobody: it does not run yet, or no longer, or is going already. */
function ignoresBudgets({ metadata, status }: PodObject): boolean {
  if (metadata.deletionTimestamp !== undefined) return true;
  return ['Succeeded', 'Failed', 'Pending'].includes(status?.phase ?? '');
}

/** A pod that is not Ready costs its budget nothing, when that allows it. */
function isFree(pod: PodObject, { spec, status }: BudgetObject): boolean {
  if (isReady(pod)) return false;
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

function withTarget(pod: PodObject, now: number): PodObject {
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
  return { ...pod, status: { ...pod.status, conditions: withRenewed(conditions, condition) } };
}
