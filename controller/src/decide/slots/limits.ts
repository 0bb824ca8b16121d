import {
  type Budget,
  type LabelSelector,
  type MaintenanceRecord,
  type Quantity,
  type Settings,
  matchesSelector,
  resolveQuantity,
} from '@mechanic/contract';
import type { Need, SlotUsage } from '../decision.ts';
import { isDraining, isUnavailable } from '../step/ownership.ts';
import { list, sayHolder } from '../reasons.ts';
import { about } from '../step/record.ts';
import type { NodeView, Snapshot } from '../snapshot.ts';

/**
 * Nodes that share a limit: the whole cluster, or those that one budget selects (per value of its topology key), with
 * the state of the limit. A slot that is given away counts at once; one that becomes free counts as taken until the
 * Nodes themselves say that it is free, so that no failed write can lead to one drain too many.
 */
export class LimitedGroup {
  readonly #name: string;
  readonly #budget: Omit<Budget, 'name'>;
  /** Who has a slot, and for what. */
  readonly #holders: string[] = [];
  #size = 0;
  #leaving = 0;
  #reserved = 0;
  #unavailable = 0;
  /** Thousands may wait for the same: what is said to them is made once, until it changes. */
  #noSlot: string | null = null;

  constructor(name: string, budget: Omit<Budget, 'name'>) {
    this.#name = name;
    this.#budget = budget;
  }

  /** Counts a node as it is; `unseen` is the record of a write that may have given it a slot. */
  add(node: NodeView, unseen: MaintenanceRecord | undefined): void {
    this.#size += 1;
    if (isDraining(node)) this.#holders.push(holder(node));
    else if (unseen !== undefined) this.#holders.push(sayHolder(node.name, unseen));
    if (isUnavailable(node) || unseen !== undefined) this.#unavailable += 1;
  }

  /** Counts what another group of the same limit counts, as if its nodes had been added one by one. */
  addAll(other: LimitedGroup): void {
    this.#size += other.#size;
    this.#unavailable += other.#unavailable;
    this.#holders.push(...other.#holders);
  }

  /** A node that was counted as unavailable is so no longer. */
  recover(): void {
    this.#unavailable -= 1;
  }

  /** Most drains at once; infinite when not limited. */
  get maxDrains(): number {
    return resolve(this.#budget.maxConcurrentDrains, this.#size);
  }

  /** Most nodes unavailable before no more are taken; infinite when not limited. */
  get maxUnavailable(): number {
    return resolve(this.#budget.maxUnavailable, this.#size);
  }

  get drains(): number {
    return this.#holders.length;
  }

  /** How many drains have to end, besides those that are ending, before one more may begin or be reserved. */
  get drainsTooMany(): number {
    return Math.max(0, this.drains - this.#leaving + this.#reserved + 1 - this.maxDrains);
  }

  /** Whether one more drain may begin now, without taking a slot that is reserved. */
  get hasSlot(): boolean {
    return this.drains + Math.max(0, this.#reserved - this.#leaving) + 1 <= this.maxDrains;
  }

  /** Whether a node that may have a slot already may make sure of it. */
  get keepsSlot(): boolean {
    return this.drains <= this.maxDrains;
  }

  /** Whether one more node may become unavailable. */
  get hasRoom(): boolean {
    return this.#unavailable + 1 <= this.maxUnavailable;
  }

  /** Whether a node that may have been cordoned already may be. */
  get keepsRoom(): boolean {
    return this.#unavailable <= this.maxUnavailable;
  }

  /** A drain begins now. */
  start(name: string, need: Need, becomesUnavailable: boolean): void {
    this.#holders.push(sayHolder(name, about(need)));
    this.#noSlot = null;
    if (becomesUnavailable) this.#unavailable += 1;
  }

  /** A running drain ends in this pass; its slot is free in the next. */
  leave(): void {
    this.#leaving += 1;
    this.#noSlot = null;
  }

  /** Keeps a slot that becomes free for a node that starts in the next pass. */
  reserve(becomesUnavailable: boolean): void {
    this.#reserved += 1;
    this.#noSlot = null;
    if (becomesUnavailable) this.#unavailable += 1;
  }

  /** The limits and how far they are used now. */
  usage(): SlotUsage {
    return {
      total: this.maxDrains,
      used: this.drains,
      unavailable: this.#unavailable,
      maxUnavailable: this.maxUnavailable,
    };
  }

  /** For a person: why no drain can begin here. */
  sayNoSlot(): string {
    return (this.#noSlot ??= this.#makeNoSlot());
  }

  #makeNoSlot(): string {
    if (this.maxDrains === 0) return `no drain is allowed${this.#name}: maxConcurrentDrains is 0`;
    const holders = this.drains === 0 ? '' : ` by ${list(this.#holders)}`;
    const kept = this.drains < this.maxDrains ? ', the rest is kept for more urgent nodes' : '';
    return `waits for a drain slot${this.#name}: ${this.drains} of ${this.maxDrains} in use${holders}${kept}`;
  }

  /** For a person: why no further node may become unavailable here. */
  sayNoRoom(): string {
    return `waits for maxUnavailable${this.#name}: ${this.#unavailable} of ${this.maxUnavailable} are unavailable`;
  }
}

/** All limits in force: those of the whole cluster first, then every group of every budget. */
export class Limits {
  readonly cluster: LimitedGroup;
  readonly #budgets: readonly BudgetGroups[];

  /** What a node without budgets belongs to. */
  readonly #alone: readonly LimitedGroup[];
  readonly #known = new Map<NodeView, readonly LimitedGroup[]>();

  /** @param others counts besides the nodes: what was made of the rest of the cluster */
  constructor(
    { nodes, unseenSlots }: Pick<Snapshot, 'nodes' | 'unseenSlots'>,
    settings: Pick<Settings, 'budgets' | 'maxConcurrentDrains' | 'maxUnavailable'>,
    others?: Limits,
  ) {
    const { maxConcurrentDrains, maxUnavailable } = settings;
    this.cluster = new LimitedGroup('', { maxConcurrentDrains, maxUnavailable });
    this.#alone = [this.cluster];
    this.#budgets = settings.budgets.map((budget) => new BudgetGroups(budget));
    for (const node of nodes) {
      for (const group of this.groupsOf(node)) group.add(node, unseenSlots.get(node.uid));
    }
    if (others !== undefined) this.#addAll(others);
  }

  #addAll(others: Limits): void {
    this.cluster.addAll(others.cluster);
    this.#budgets.forEach((groups, index) => {
      const more = others.#budgets[index];
      if (more !== undefined) groups.addAll(more);
    });
  }

  /** Every group that the node belongs to. A node must satisfy the limits of all of them. */
  groupsOf(node: NodeView): readonly LimitedGroup[] {
    if (this.#budgets.length === 0) return this.#alone;
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const groups = this.#groupsOf(node);
    this.#known.set(node, groups);
    return groups;
  }

  #groupsOf(node: NodeView): readonly LimitedGroup[] {
    const groups = [this.cluster];
    for (const budget of this.#budgets) {
      const group = budget.groupOf(node);
      if (group !== null) groups.push(group);
    }
    return groups;
  }
}

/** The groups of one budget. */
class BudgetGroups {
  readonly #budget: Budget;
  readonly #selector: LabelSelector | null;
  /** By value of the topology key; nodes without it are a group of their own. */
  readonly #groups = new Map<string | undefined, LimitedGroup>();

  constructor(budget: Budget) {
    this.#budget = budget;
    this.#selector = budget.nodeSelector === undefined ? null : { matchLabels: budget.nodeSelector };
  }

  /** null: the budget is not about this node. */
  groupOf({ labels }: NodeView): LimitedGroup | null {
    if (this.#selector !== null && !matchesSelector(this.#selector, labels)) return null;
    const { topologyKey } = this.#budget;
    return this.#group(topologyKey === undefined ? undefined : labels[topologyKey]);
  }

  addAll(other: BudgetGroups): void {
    for (const [value, group] of other.#groups) this.#group(value).addAll(group);
  }

  #group(value: string | undefined): LimitedGroup {
    const known = this.#groups.get(value);
    if (known !== undefined) return known;
    const group = new LimitedGroup(groupName(this.#budget, value), this.#budget);
    this.#groups.set(value, group);
    return group;
  }
}

function holder(node: NodeView): string {
  return node.record.kind === 'present' ? sayHolder(node.name, node.record.value) : node.name;
}

function groupName({ name, topologyKey }: Budget, value: string | undefined): string {
  if (topologyKey === undefined) return ` in budget ${name}`;
  const domain = value === undefined ? `no ${topologyKey}` : `${topologyKey}=${value}`;
  return ` in budget ${name} (${domain})`;
}

function resolve(quantity: Quantity | undefined, size: number): number {
  return quantity === undefined ? Number.POSITIVE_INFINITY : resolveQuantity(quantity, size);
}
