import { selects } from '../decide/views/budgets.ts';
import type { Backoff } from '@mechanic/contract';
import type { Random } from '@mechanic/contract/backoff';
import { BudgetGate } from './budget-gate.ts';
import type { BudgetView, PodView } from './ports.ts';

/** The gates of all budgets, by namespace/name. */
export class BudgetGates {
  readonly #backoff: () => Backoff;
  readonly #random: Random;
  readonly #gates = new Map<string, BudgetGate>();
  #views = new Map<string, BudgetView>();
  #byNamespace = new Map<string, BudgetView[]>();

  constructor(backoff: () => Backoff, random: Random) {
    this.#backoff = backoff;
    this.#random = random;
  }

  /** Takes over the budgets from the cache. `now` is monotonic. */
  see(views: readonly BudgetView[], now: number): void {
    this.#views = new Map(views.map((view) => [budgetKey(view), view]));
    this.#byNamespace = Map.groupBy(views, (view) => view.namespace);
    for (const [key, gate] of this.#gates) gate.see(this.#views.get(key), now);
  }

  /** Keys of the budgets that protect this pod, as far as the cache knows. */
  protecting(pod: PodView): string[] {
    return (this.#byNamespace.get(pod.namespace) ?? [])
      .filter((view) => protects(view, pod))
      .map((view) => budgetKey(view));
  }

  /**
   * The gates that a pod with these budgets must pass. Several budgets share one gate more: the API server refuses such
   * pods.
   */
  before(budgets: readonly string[], now: number): BudgetGate[] {
    const gates = budgets.map((key) => this.#gate(key, now));
    if (budgets.length > 1) gates.push(this.jointly(budgets, now));
    return gates;
  }

  /** The gate for pods that exactly these budgets protect. */
  jointly(budgets: readonly string[], now: number): BudgetGate {
    return this.#gate([...budgets].sort().join('+'), now);
  }

  clear(): void {
    this.#gates.clear();
  }

  #gate(key: string, now: number): BudgetGate {
    const known = this.#gates.get(key);
    if (known !== undefined) return known;
    const gate = new BudgetGate(this.#backoff, this.#random);
    gate.see(this.#views.get(key), now);
    this.#gates.set(key, gate);
    return gate;
  }
}

export function budgetKey(budget: { readonly namespace: string; readonly name: string }): string {
  return `${budget.namespace}/${budget.name}`;
}

/**
 * Whether an eviction of the pod counts against the budget. It does not while the pod does not run, nor when the pod is
 * unready and the budget lets unready pods go (`canIgnorePDB` and `unhealthyPodEvictionPolicy` in the API server).
 */
function protects(budget: BudgetView, pod: PodView): boolean {
  if (pod.phase !== 'Running' || !selects(budget, pod)) return false;
  return pod.ready || !freesUnready(budget);
}

function freesUnready(budget: BudgetView): boolean {
  if (budget.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return budget.desiredHealthy > 0 && budget.currentHealthy >= budget.desiredHealthy;
}
