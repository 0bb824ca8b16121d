import type { Need, NodeRef, NodeStatus } from '../decide/decision.ts';
import type { NodeView } from '../decide/snapshot.ts';
import { formatTime } from '../decide/times.ts';
import type { Statement } from './event-recorder.ts';
import { type Maintenance, maintenanceCancelled, maintenanceScheduled } from './node-events.ts';
import { NodeRateLimit } from './node-rate-limit.ts';
import type { Pass } from './pass.ts';

/** Where changes are reported. */
export interface NeedWatchPorts {
  log(message: string, node: NodeRef, fields: Readonly<Record<string, unknown>>): void;
  say(node: NodeRef, statement: Statement): void;
}

interface Known {
  readonly node: NodeRef;
  need: Need;
  /** Ids of events of this maintenance that were reported; at most the newest. */
  readonly told: Set<string>;
}

/** The state of all nodes in one pass. */
interface Present {
  readonly nodes: ReadonlyMap<string, NodeView>;
  readonly statuses: ReadonlyMap<string, NodeStatus>;
  readonly now: number;
}

/** Maximum number of ids that are remembered for one node. */
const MOST_TOLD = 256;

/** States that follow from an action of mechanic, which is reported itself. */
const actedStates: ReadonlySet<string> = new Set(['draining', 'paused', 'failed', 'drained', 'overridden']);

/**
 * Compares each pass with the last one, and reports each change once. Memory and reports for one node are bounded, whatever
 * the node says.
 */
export class NeedWatch {
  readonly #ports: NeedWatchPorts;
  readonly #known = new Map<string, Known>();
  readonly #states = new Map<string, NodeStatus>();
  readonly #pace = new NodeRateLimit();

  constructor(ports: NeedWatchPorts) {
    this.#ports = ports;
  }

  take({ snapshot, decision, now }: Pass): void {
    const nodes = new Map(snapshot.nodes.map((node) => [node.uid, node]));
    const statuses = new Map(decision.statuses.map((status) => [status.node.uid, status]));
    for (const status of decision.statuses) {
      const node = nodes.get(status.node.uid);
      if (node !== undefined && this.#takeOne(status, node, now)) this.#states.set(node.uid, status);
    }
    for (const known of [...this.#known.values()]) this.#takeGone(known, { nodes, statuses, now });
    for (const uid of [...this.#states.keys()]) if (!statuses.has(uid)) this.#states.delete(uid);
    this.#pace.keep(nodes);
  }

  /** When the need of a node became known, in milliseconds since the epoch; null without a need. */
  knownSince(uid: string): number | null {
    return this.#known.get(uid)?.need.since ?? null;
  }

  /** The need of a node in the last pass; null without a need. */
  needOf(uid: string): Need | null {
    return this.#known.get(uid)?.need ?? null;
  }

  /** The end of this maintenance was reported. */
  released(uid: string): void {
    this.#known.delete(uid);
  }

  clear(): void {
    this.#known.clear();
    this.#states.clear();
    this.#pace.clear();
  }

  /** Returns false when there was a change that could not be reported: it is still new in the next pass. */
  #takeOne(status: NodeStatus, node: NodeView, now: number): boolean {
    const isNew = status.need !== null && this.#isNew(status.node, status.need);
    if (!isNew && (isSilent(status, node) || !this.#isOtherState(status))) return true;
    if (!this.#pace.allows(node.uid, now)) return false;
    if (isNew) this.#tellNew(status, status.need, node);
    else this.#tellState(status);
    return true;
  }

  #isNew(node: NodeRef, need: Need): boolean {
    const known = this.#known.get(node.uid) ?? { node, need, told: new Set<string>() };
    this.#known.set(node.uid, known);
    known.need = need;
    return need.events.some((id) => !known.told.has(id));
  }

  /** Reports new events. For a maintenance that an earlier leader began it only writes a log line, without an Event. */
  #tellNew(status: NodeStatus, need: Need, node: NodeView): void {
    this.#remember(node.uid, need.events);
    const record = node.record.kind === 'present' ? node.record.value : null;
    const begun = need.events.every((id) => record?.events.includes(id) === true);
    if (!begun)
      this.#ports.say(status.node, maintenanceScheduled(maintenanceOf(need), status.reason, need.since));
    this.#ports.log(begun ? 'maintenance continues' : 'maintenance scheduled', status.node, fieldsOf(status));
  }

  #remember(uid: string, events: readonly string[]): void {
    const told = this.#known.get(uid)?.told ?? new Set<string>();
    for (const id of events) {
      told.delete(id);
      told.add(id);
    }
    for (const id of told) {
      if (told.size <= Math.max(MOST_TOLD, events.length)) return;
      told.delete(id);
    }
  }

  #isOtherState({ node, state }: NodeStatus): boolean {
    const before = this.#states.get(node.uid);
    return before?.state !== state && state !== 'idle' && !actedStates.has(state);
  }

  #tellState(status: NodeStatus): void {
    const from = this.#states.get(status.node.uid)?.state ?? 'idle';
    this.#ports.log('node state changed', status.node, { from, ...fieldsOf(status) });
  }

  #takeGone(known: Known, { nodes, statuses, now }: Present): void {
    const node = nodes.get(known.node.uid);
    const { reason, events } = known.need;
    if (node === undefined) {
      this.#known.delete(known.node.uid);
      this.#ports.log('node gone', known.node, { reason, events });
      return;
    }
    if (statuses.has(node.uid) || node.record.kind === 'present') return;
    this.#known.delete(node.uid);
    if (this.#pace.allows(node.uid, now)) this.#tellCancelled(known);
  }

  /** Reports a need that vanished before the node was cordoned. Azure does not tell whether it was over or cancelled. */
  #tellCancelled({ node, need }: Known): void {
    const why = 'vanished before the node was cordoned: over or cancelled';
    this.#ports.say(node, maintenanceCancelled(maintenanceOf(need), why));
    this.#ports.log('maintenance cancelled', node, { reason: need.reason, events: need.events, why });
  }
}

/**
 * Whether the state is unknown only because no source reports on the node. This is not reported: it is so for every node
 * until its probe is Ready.
 */
function isSilent({ state }: NodeStatus, { record }: NodeView): boolean {
  return state === 'unknown' && record.kind === 'absent';
}

function maintenanceOf(need: Need): Maintenance {
  const { reason, events, deadline } = need;
  return { reason, events, deadline: deadline === null ? null : formatTime(deadline) };
}

function fieldsOf(status: NodeStatus): Readonly<Record<string, unknown>> {
  const need = status.need === null ? {} : maintenanceOf(status.need);
  return { state: status.state, ...need, why: status.reason };
}
