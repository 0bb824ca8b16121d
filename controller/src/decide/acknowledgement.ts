import type { ReportedEvent, Settings } from '@mechanic/contract';
import type { Action } from './decision.ts';
import { sameId } from './events.ts';
import type { Move } from './move.ts';
import { isUntouchable, ownRecord } from './ownership.ts';
import type { NodeView } from './snapshot.ts';
import { refOf } from './step.ts';
import { vmNamesOf } from './vm-name.ts';

/**
 * Which node's probe may approve which event. An approval counts for every VM that the event names, so all of them that
 * are nodes of this cluster must be drained for it first; one probe is enough to say it, the first by name.
 */
export function acknowledgements(
  moves: readonly Move[],
  probedNodes: ReadonlySet<string>,
  settings: Settings,
): Action[] {
  const nodes = moves.map(({ situation }) => situation.node);
  const approved = settings.acknowledgeEvents ? approvals(nodes, probedNodes) : new Map<string, string[]>();
  return moves.flatMap(({ situation: { node, refusal } }): Action[] => {
    const events = approved.get(node.uid) ?? [];
    const settled = (node.acknowledge ?? '') === events.join(',');
    if (settled || isUntouchable(node) || refusal !== undefined) return [];
    return [{ kind: 'acknowledge', node: refOf(node), events }];
  });
}

/** Ids of the events to approve, by the UID of the Node whose probe does it. */
function approvals(nodes: readonly NodeView[], probedNodes: ReadonlySet<string>): Map<string, string[]> {
  const vms = new VMs(nodes);
  const seen = new Set<string>();
  const approved = new Map<string, string[]>();
  for (const node of nodes) {
    for (const event of probedNodes.has(node.name) ? pendingEvents(node) : []) {
      const id = event.id.toLowerCase();
      if (seen.has(id)) continue;
      seen.add(id);
      if (!vms.areDrained(event.resources, event.id)) continue;
      approved.set(node.uid, [...(approved.get(node.uid) ?? []), event.id].toSorted());
    }
  }
  return approved;
}

/** Events that wait for approval, as a probe reports them that reads IMDS and so can give it. */
function pendingEvents(node: NodeView): Pick<ReportedEvent, 'id' | 'resources'>[] {
  if (isUntouchable(node) || node.report.kind !== 'present' || node.report.value.imds !== 'ok') return [];
  // The annotation separates ids by commas.
  return node.report.value.events.filter(
    ({ id, status }) => /^scheduled$/i.test(status) && !id.includes(','),
  );
}

/** The nodes behind the names of VMs. */
class VMs {
  readonly #nodes = new Map<string, NodeView[]>();
  /** A node whose VM nobody can name might be any of those that an event names. */
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

  areDrained(resources: readonly string[], event: string): boolean {
    return resources.length > 0 && resources.every((name) => this.#isDrained(name, event));
  }

  #isDrained(vm: string, event: string): boolean {
    const nodes = this.#nodes.get(vm.toLowerCase());
    return nodes === undefined ? this.#complete : nodes.every((node) => isDrainedFor(node, event));
  }
}

function isDrainedFor(node: NodeView, event: string): boolean {
  const record = ownRecord(node);
  if (node.ignored || !node.unschedulable || record?.phase !== 'Drained') return false;
  return record.events.some((id) => sameId(id, event));
}
