import type { MaintenanceRecord } from '@mechanic/contract';
import type { Forecast, NodeEntry, NodeState, QueueEntry } from '@mechanic/contract/status';
import type { Need, NodeStatus } from '../decision.ts';
import { sourceOf } from '../need/event-sources.ts';
import type { DrainProgress, NodeView } from '../snapshot.ts';
import { surgeKey } from '../step/surge-key.ts';
import { formatOptionalTime, parseTime } from '../times.ts';
import { eventEntries } from './event-entries.ts';
import { undrainedStates } from './node-status.ts';
import { noteOf } from './note.ts';

/** What is known of one node besides its decision. */
export interface NodeFacts {
  readonly node: NodeView;
  readonly probed: boolean;
  /** undefined when this replica does not drain it. */
  readonly drain: DrainProgress | undefined;
  readonly forecast: Forecast | null;
  /** Name of the hold that delays its drain. */
  readonly heldBy: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Plan {
  readonly reason: string | null;
  readonly events: readonly string[];
  readonly deadline: string | null;
}

/** The queue entry of a node; null when it does not wait. */
export function queueEntry(status: NodeStatus, heldBy: string | null): QueueEntry | null {
  const { node, need, position, state, reason } = status;
  if (position === null) return null;
  return {
    node: node.name,
    position,
    reason: need?.reason ?? '',
    deadline: formatOptionalTime(need?.deadline),
    since: formatOptionalTime(need?.since),
    state,
    waitsFor: reason,
    heldBy,
  };
}

/** The entry of a node that is not idle. */
export function nodeEntry(status: NodeStatus, facts: NodeFacts): NodeEntry {
  const { node, probed, now } = facts;
  const record = node.record.kind === 'present' ? node.record.value : null;
  const plan = planOf(status.need, record);
  return {
    node: status.node.name,
    state: status.state,
    why: status.reason,
    note: noteOf(status),
    reason: plan.reason,
    started: status.need?.started === true,
    events: eventEntries(facts, plan.events),
    source: sourceOf(node, probed),
    deadline: plan.deadline,
    ...lateness(status.state, plan, now),
    ...attemptsOf(record),
    position: status.position,
    heldBy: facts.heldBy,
    cordoned: node.unschedulable,
    ...podsOf(facts.drain),
    surges: surgesOf(record, facts.drain),
    blockedBy: status.blockedBy.map(({ pod, budgets = [], reason }) => ({ pod, budgets, reason })),
    forecast: facts.forecast,
  };
}

function lateness(state: NodeState, plan: Plan, now: number): Pick<NodeEntry, 'undrained' | 'overdue'> {
  const undrained = undrainedStates.has(state);
  const due = parseTime(plan.deadline);
  return { undrained, overdue: undrained && due !== null && due <= now };
}

function attemptsOf(
  record: MaintenanceRecord | null,
): Pick<NodeEntry, 'startedAt' | 'attemptStartedAt' | 'attempts'> {
  if (record === null) return { startedAt: null, attemptStartedAt: null, attempts: 0 };
  const { startedAt, attemptStartedAt = startedAt, attempts } = record;
  return { startedAt, attemptStartedAt, attempts };
}

function podsOf(drain: DrainProgress | undefined): Pick<NodeEntry, 'podsTotal' | 'podsLeft' | 'volumes'> {
  if (drain === undefined) return { podsTotal: null, podsLeft: [], volumes: [] };
  const { podsTotal, podsLeft, volumes = [] } = drain;
  return { podsTotal, podsLeft, volumes };
}

/** The surges in the record, and those about to be written to it. */
function surgesOf(record: MaintenanceRecord | null, drain: DrainProgress | undefined): NodeEntry['surges'] {
  const surges = new Map(
    [...(record?.surges ?? []), ...(drain?.surges ?? [])].map((surge) => [surgeKey(surge), surge]),
  );
  return [...surges.values()].map(({ namespace, name, from, to, startedAt, raised = false }) => ({
    namespace,
    deployment: name,
    from,
    to,
    raised,
    startedAt,
  }));
}

/** The announced events; without any, the events that the node was cordoned for. */
function planOf(need: Need | null, record: MaintenanceRecord | null): Plan {
  if (need !== null) return { ...need, deadline: formatOptionalTime(need.deadline) };
  return record ?? { reason: null, events: [], deadline: null };
}
