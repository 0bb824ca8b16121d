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
 * Nodes that share a limit, and the state of that limit: the whole cluster, or the nodes that one budget selects (per value
 * of its topology key). A slot counts as taken from the moment it is given out. It counts as free only when the Nodes show
 * it, so a failed write can never lead to one drain too many.
 */
export class LimitedGroup {
  readonly #name: string;
  readonly #budget: Omit<Budget, 'name'>;
  /** The nodes that have a slot, and the reason of each drain. */
  readonly #holders: string[] = [];
  #size = 0;
  #leaving = 0;
  #reserved = 0;
  #unavailable = 0;
  /** The message for waiting nodes, cached until it changes: thousands of nodes may get the same one. */
  #noSlot: string | null = null;

  constructor(name: string, budget: Omit<Budget, 'name'>) {
    this.#name = name;
    this.#budget = budget;
  }

  /** Counts a node. `unseen` is the record of a write that may have given it a slot. */
  add(node: NodeView, unseen: MaintenanceRecord | undefined): void {
    this.#size += 1;
    if (isDraining(node)) this.#holders.push(holder(node));
    else if (unseen !== undefined) this.#holders.push(sayHolder(node.name, unseen));
    if (isUnavailable(node) || unseen !== undefined) this.#unavailable += 1;
  }

  /** Adds the counts of another group with the same limit, as if its nodes had been added one by one. */
  addAll(other: LimitedGroup): void {
    this.#size += other.#size;
    this.#unavailable += other.#unavailable;
    this.#holders.push(...other.#holders);
  }

  /** Stops counting one node as unavailable. */
  recover(): void {
    this.#unavailable -= 1;
  }

  /** Maximum number of drains at once; Infinity without a limit. */
  get maxDrains(): number {
    return resolve(this.#budget.maxConcurrentDrains, this.#size);
  }

  /** No further drain begins once this many nodes are unavailable; Infinity without a limit. */
  get maxUnavailable(): number {
    return resolve(this.#budget.maxUnavailable, this.#size);
  }

  get drains(): number {
    return this.#holders.length;
  }

  /**
   * How many more drains have to end before one more drain may begin or be reserved. Drains that are already ending are not
   * included.
   */
  get drainsTooMany(): number {
    return Math.max(0, this.drains - this.#leaving + this.#reserved + 1 - this.maxDrains);
  }

  /** Whether one more drain may begin now without taking a reserved slot. */
  get hasSlot(): boolean {
    return this.drains + Math.max(0, this.#reserved - this.#leaving) + 1 <= this.maxDrains;
  }

  /** Whether a node may confirm the slot that it may already have. */
  get keepsSlot(): boolean {
    return this.drains <= this.maxDrains;
  }

  /** Whether one more node may become unavailable. */
  get hasRoom(): boolean {
    return this.#unavailable + 1 <= this.maxUnavailable;
  }

  /** Whether a node that may already be cordoned may confirm the cordon. */
  get keepsRoom(): boolean {
    return this.#unavailable <= this.maxUnavailable;
  }

  /** Counts a drain that begins now. */
  start(name: string, need: Need, becomesUnavailable: boolean): void {
    this.#holders.push(sayHolder(name, about(need)));
    this.#noSlot = null;
    if (becomesUnavailable) this.#unavailable += 1;
  }

  /** Counts a running drain that ends in this pass; its slot is free in the next pass. */
  leave(): void {
    this.#leaving += 1;
    this.#noSlot = null;
  }

  /** Reserves a slot that becomes free for a node that starts in the next pass. */
  reserve(becomesUnavailable: boolean): void {
    this.#reserved += 1;
    this.#noSlot = null;
    if (becomesUnavailable) this.#unavailable += 1;
  }

  /** The limits and their current use. */
  usage(): SlotUsage {
    return {
      total: this.maxDrains,
      used: this.drains,
      unavailable: this.#unavailable,
      maxUnavailable: this.maxUnavailable,
    };
  }

  /** Explains to a person why no drain can begin in this group. */
  sayNoSlot(): string {
    return (this.#noSlot ??= this.#makeNoSlot());
  }

  #makeNoSlot(): string {
    if (this.maxDrains === 0) return `no drain is allowed${this.#name}: maxConcurrentDrains is 0`;
    const holders = this.drains === 0 ? '' : ` by ${list(this.#holders)}`;
    const kept = this.drains < this.maxDrains ? ', the rest is kept for more urgent nodes' : '';
    return `waits for a drain slot${this.#name}: ${this.drains} of ${this.maxDrains} in use${holders}${kept}`;
  }

  /** Explains to a person why no further node of this group may become unavailable. */
  sayNoRoom(): string {
    return `waits for maxUnavailable${this.#name}: ${this.#unavailable} of ${this.maxUnavailable} are unavailable`;
  }
}

/** All limits in force: those of the whole cluster first, then every group of every budget. */
export class Limits {
  readonly cluster: LimitedGroup;
  readonly #budgets: readonly BudgetGroups[];

  /** The groups of a node that no budget selects. */
  readonly #alone: readonly LimitedGroup[];
  readonly #known = new Map<NodeView, readonly LimitedGroup[]>();

  /** @param others counts from the rest of the cluster, added to those of the nodes */
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

  /** Returns every group of the node. A node must satisfy the limits of all of them. */
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
  /** Groups by value of the topology key; nodes without the key form one group. */
  readonly #groups = new Map<string | undefined, LimitedGroup>();

  constructor(budget: Budget) {
    this.#budget = budget;
    this.#selector = budget.nodeSelector === undefined ? null : { matchLabels: budget.nodeSelector };
  }

  /** Returns null when the budget does not select the node. */
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
