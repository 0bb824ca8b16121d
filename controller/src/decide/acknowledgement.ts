import { groupBy } from './group-by.ts';
import type { Settings } from '@mechanic/contract';
import type { Action } from './decision.ts';
import { sameId } from './need/events.ts';
import type { NodeStep } from './node-step.ts';
import { isUntouchable, ownRecord } from './step/ownership.ts';
import type { NodeView } from './snapshot.ts';
import { refOf } from './step/step.ts';
import { reportedEvents } from './need/event-sources.ts';
import { isPlainId } from './need/untrusted-words.ts';
import { vmKey, vmNamesOf } from './need/vm-name.ts';

/**
 * Decides which probe may approve which event. An approval counts for every VM of the event, so all of those that are nodes
 * of this cluster must be drained for it first. All reports of an event count together: a false report may delay an
 * approval, but neither cause nor prevent one.
 */
export function acknowledgements(
  steps: readonly NodeStep[],
  probedNodes: ReadonlySet<string>,
  settings: Settings,
): Action[] {
  const nodes = steps.map(({ situation }) => situation.node);
  const approved = settings.acknowledgeEvents ? approvals(nodes, probedNodes) : new Map<string, string[]>();
  return steps.flatMap(({ situation: { node, refusal } }): Action[] => {
    const events = approved.get(node.uid) ?? [];
    const settled = (node.acknowledge ?? '') === events.join(',');
    if (settled || isUntouchable(node) || refusal !== undefined) return [];
    return [{ kind: 'acknowledge', node: refOf(node), events }];
  });
}

/** What one node reports about an event. */
interface Statement {
  readonly node: NodeView;
  readonly id: string;
  readonly isPending: boolean;
  /** The VMs that the report names. */
  readonly vms: ReadonlySet<string>;
  /** The report left nothing out for lack of space. */
  readonly isWhole: boolean;
}

/** Ids of the events to approve, by the UID of the Node whose probe approves them. */
function approvals(nodes: readonly NodeView[], probedNodes: ReadonlySet<string>): Map<string, string[]> {
  const vms = new VMs(nodes);
  const approved = new Map<string, string[]>();
  for (const statements of groupBy(nodes.flatMap(statementsOf), ({ id }) => id.toLowerCase()).values()) {
    if (!isEmptied(statements, vms)) continue;
    const able = statements.filter((statement) => mayApprove(statement, probedNodes));
    // One probe is enough to approve. Where reports differ, one of them is false, and its probe may never approve: all of
    // them are asked.
    const approvers = agree(statements) ? able.slice(0, 1) : able;
    for (const { node, id } of approvers) {
      approved.set(node.uid, [...(approved.get(node.uid) ?? []), id].toSorted());
    }
  }
  return approved;
}

function statementsOf(node: NodeView): Statement[] {
  const { events, firstHand, isWhole } = reportedEvents(node);
  return events.map(({ id, status, resources }) => ({
    node,
    id,
    isPending: firstHand && /^scheduled$/i.test(status),
    vms: new Set(resources.map(vmKey)),
    isWhole,
  }));
}

/** Whether every VM that any report of the event names is drained for it, and at least one report is complete. */
function isEmptied(statements: readonly Statement[], vms: VMs): boolean {
  if (!statements.some(({ isWhole, vms: named }) => isWhole && named.size > 0)) return false;
  return statements.every(({ id, vms: named }) => [...named].every((vm) => vms.isDrained(vm, id)));
}

/**
 * Whether the probe of this node can approve the event: it reported the pending event itself, and the id can stand in a
 * comma-separated list.
 */
function mayApprove({ node, id, isPending, isWhole }: Statement, probedNodes: ReadonlySet<string>): boolean {
  if (!isPending || !isWhole || !isPlainId(id) || isUntouchable(node)) return false;
  return probedNodes.has(node.name) && isDrainedFor(node, id);
}

function agree([first, ...others]: readonly Statement[]): boolean {
  return others.every(({ vms }) => vms.size === first?.vms.size && [...vms].every((vm) => first.vms.has(vm)));
}

/** Finds nodes by the names of their VMs. */
class VMs {
  readonly #nodes = new Map<string, NodeView[]>();
  /** Whether the VM of every node is known. A node with an unknown VM may be any of those that an event names. */
  readonly #complete: boolean;

  constructor(nodes: readonly NodeView[]) {
    let complete = true;
    for (const node of nodes) {
      const names = vmNamesOf(node);
      complete &&= names.length > 0;
      for (const name of names) this.#nodes.set(name, [...(this.#nodes.get(name) ?? []), node]);
    }
    this.#complete = complete;
  }

  /** Whether every node that may be this VM is drained for the event. A VM that is no node does not count. */
  isDrained(vm: string, event: string): boolean {
    const nodes = this.#nodes.get(vm);
    return nodes === undefined ? this.#complete : nodes.every((node) => isDrainedFor(node, event));
  }
}

function isDrainedFor(node: NodeView, event: string): boolean {
  const record = ownRecord(node);
  if (node.ignored || !node.unschedulable || record?.phase !== 'Drained') return false;
  return record.events.some((id) => sameId(id, event));
}
