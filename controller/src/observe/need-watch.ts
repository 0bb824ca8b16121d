import type { Need, NodeRef, NodeStatus } from '../decide/decision.ts';
import type { NodeView } from '../decide/snapshot.ts';
import { formatTime } from '../decide/times.ts';
import type { Statement } from './event-recorder.ts';
import { type Maintenance, maintenanceCancelled, maintenanceScheduled } from './node-events.ts';
import type { Pass } from './pass.ts';

/** Where changes are told. */
export interface NeedWatchPorts {
  log(message: string, node: NodeRef, fields: Readonly<Record<string, unknown>>): void;
  say(node: NodeRef, statement: Statement): void;
}

interface Known {
  readonly node: NodeRef;
  need: Need;
  /** Ids of every event of this maintenance that was ever told. */
  readonly told: Set<string>;
}

/** States that an action of ours brings about; the action says so itself. */
const actedStates: ReadonlySet<string> = new Set(['draining', 'paused', 'failed', 'drained', 'overridden']);

/** Notices what appears, changes and vanishes from pass to pass, and tells each change once. */
export class NeedWatch {
  readonly #ports: NeedWatchPorts;
  readonly #known = new Map<string, Known>();
  readonly #states = new Map<string, NodeStatus>();

  constructor(ports: NeedWatchPorts) {
    this.#ports = ports;
  }

  take({ snapshot, decision }: Pass): void {
    const nodes = new Map(snapshot.nodes.map((node) => [node.uid, node]));
    const statuses = new Map(decision.statuses.map((status) => [status.node.uid, status]));
    for (const status of decision.statuses) {
      const node = nodes.get(status.node.uid);
      if (node === undefined) continue;
      const told = status.need !== null && this.#tellNew(status, status.need, node);
      if (!told && !isSilent(status, node)) this.#tellState(status);
      this.#states.set(node.uid, status);
    }
    for (const known of [...this.#known.values()]) this.#tellGone(known, nodes, statuses);
    for (const uid of [...this.#states.keys()]) if (!statuses.has(uid)) this.#states.delete(uid);
  }

  /** When the need of a node became known, in milliseconds since the epoch; null when it has none. */
  knownSince(uid: string): number | null {
    return this.#known.get(uid)?.need.since ?? null;
  }

  /** The end of this maintenance has been told. */
  released(uid: string): void {
    this.#known.delete(uid);
  }

  clear(): void {
    this.#known.clear();
    this.#states.clear();
  }

  /** Tells of events not told before. A maintenance that an earlier leader began is logged, without another Event. */
  #tellNew(status: NodeStatus, need: Need, node: NodeView): boolean {
    const known = this.#known.get(node.uid) ?? { node: status.node, need, told: new Set<string>() };
    this.#known.set(node.uid, known);
    known.need = need;
    if (need.events.every((id) => known.told.has(id))) return false;
    for (const id of need.events) known.told.add(id);
    const record = node.record.kind === 'present' ? node.record.value : null;
    const begun = need.events.every((id) => record?.events.includes(id) === true);
    if (!begun) this.#ports.say(status.node, maintenanceScheduled(maintenanceOf(need), status.reason));
    this.#ports.log(begun ? 'maintenance continues' : 'maintenance scheduled', status.node, fieldsOf(status));
    return true;
  }

  #tellState(status: NodeStatus): void {
    const before = this.#states.get(status.node.uid);
    if (before?.state === status.state || status.state === 'idle' || actedStates.has(status.state)) return;
    this.#ports.log('node state changed', status.node, {
      from: before?.state ?? 'idle',
      ...fieldsOf(status),
    });
  }

  /** A need that vanishes before the node was cordoned was over or cancelled; Azure never says which. */
  #tellGone(
    known: Known,
    nodes: ReadonlyMap<string, NodeView>,
    statuses: ReadonlyMap<string, NodeStatus>,
  ): void {
    const node = nodes.get(known.node.uid);
    if (node === undefined) {
      this.#known.delete(known.node.uid);
      this.#ports.log('node gone', known.node, {
        reason: known.need.reason,
        events: known.need.events,
      });
      return;
    }
    if (statuses.has(node.uid) || node.record.kind === 'present') return;
    this.#known.delete(node.uid);
    const why = 'vanished before the node was cordoned: over or cancelled';
    this.#ports.say(known.node, maintenanceCancelled(maintenanceOf(known.need), why));
    this.#ports.log('maintenance cancelled', known.node, {
      reason: known.need.reason,
      events: known.need.events,
      why,
    });
  }
}

/** That nobody tells anything about a node is no news: so it is with every node until its probe is Ready. */
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
