import type { Settings } from '@mechanic/contract';
import type { Action } from './decision.ts';
import { sameId } from './events.ts';
import { ownRecord } from './ownership.ts';
import type { NodeView, Snapshot } from './snapshot.ts';
import { refOf } from './step.ts';
import { vmNamesOf } from './vm-name.ts';

/**
 * Which node's probe may approve which event. An approval counts for every VM that the event names, so all of them that
 * are nodes of this cluster must be drained for it first; one probe is enough to say it, the first by name.
 */
export function acknowledgements(
  nodes: readonly NodeView[],
  snapshot: Snapshot,
  settings: Settings,
): Action[] {
  const approved = settings.acknowledgeEvents ? approvals(nodes, snapshot) : new Map<string, string[]>();
  return nodes.flatMap((node) => {
    const events = approved.get(node.uid) ?? [];
    if (node.ignored || (node.acknowledge ?? '') === events.join(',')) return [];
    return [{ kind: 'acknowledge', node: refOf(node), events } as const];
  });
}

/** Ids of the events to approve, by the UID of the Node whose probe does it. */
function approvals(nodes: readonly NodeView[], snapshot: Snapshot): Map<string, string[]> {
  const owners = new VMs(nodes);
  const seen = new Set<string>();
  const approved = new Map<string, string[]>();
  for (const node of nodes) {
    for (const event of pendingEvents(node, snapshot)) {
      const id = event.id.toLowerCase();
      if (seen.has(id) || node.ignored) continue;
      seen.add(id);
      if (owners.areDrained(event.resources, event.id)) {
        approved.set(node.uid, [...(approved.get(node.uid) ?? []), event.id].toSorted());
      }
    }
  }
  return approved;
}

/** Events that wait for approval, as a probe reports them that can give it. */
function pendingEvents(
  node: NodeView,
  snapshot: Snapshot,
): { readonly id: string; readonly resources: readonly string[] }[] {
  if (node.report.kind !== 'present' || !snapshot.probedNodes.has(node.name)) return [];
  if (node.report.value.imds !== 'ok') return [];
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
  return record?.phase === 'Drained' && node.unschedulable && record.events.some((id) => sameId(id, event));
}
