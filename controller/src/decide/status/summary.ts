import { type EventStatusLabel, type EventTypeLabel, labelOfStatus, labelOfType } from '@mechanic/contract';
import type { NodeState, Summary } from '@mechanic/contract/status';
import type { Decision, NodeStatus } from '../decision.ts';
import { reportedEvents } from '../need/event-sources.ts';
import type { NodeView, Snapshot } from '../snapshot.ts';
import { ownRecord } from '../step/ownership.ts';
import { formatTime } from '../times.ts';
import { undrainedStates } from './node-status.ts';

/** The cluster in numbers. `atRisk` comes from the forecast; null without one. */
export function summaryOf(
  { nodes }: Pick<Snapshot, 'nodes'>,
  { statuses }: Pick<Decision, 'statuses'>,
  atRisk: number | null = null,
): Summary {
  const deadline = nextDeadline(statuses);
  return {
    queued: statuses.filter(({ position }) => position !== null).length,
    states: countStates(nodes.length, statuses),
    nextDeadline: deadline === null ? null : formatTime(deadline),
    cordonedWithoutNeed: cordonedWithoutNeed(nodes, statuses),
    atRisk,
    events: countEvents(nodes),
  };
}

function countStates(total: number, statuses: readonly NodeStatus[]): Summary['states'] {
  const counts = new Map<NodeState, number>();
  for (const { state } of statuses) counts.set(state, (counts.get(state) ?? 0) + 1);
  counts.delete('idle');
  const busy = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { idle: total - busy, ...Object.fromEntries(counts) };
}

function nextDeadline(statuses: readonly NodeStatus[]): number | null {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { state, need } of statuses) {
    if (undrainedStates.has(state)) earliest = Math.min(earliest, need?.deadline ?? Number.POSITIVE_INFINITY);
  }
  return Number.isFinite(earliest) ? earliest : null;
}

/** Nodes with our record and our cordon but no need: something delays their release. */
function cordonedWithoutNeed(nodes: readonly NodeView[], statuses: readonly NodeStatus[]): number {
  const needing = new Set(statuses.filter(({ need }) => need !== null).map(({ node }) => node.uid));
  return nodes.filter(
    (node) => node.unschedulable && ownRecord(node)?.wasUnschedulable === false && !needing.has(node.uid),
  ).length;
}

/** Counts every reported event once: Azure names all VMs of a scale set in the same event. */
function countEvents(nodes: readonly NodeView[]): Summary['events'] {
  const events = new Map<string, { readonly type: EventTypeLabel; readonly status: EventStatusLabel }>();
  for (const node of nodes) {
    for (const { id, type, status, resources } of reportedEvents(node).events)
      events.set(resources.length === 0 ? `${node.uid} ${id}` : id.toLowerCase(), {
        type: labelOfType(type),
        status: labelOfStatus(status),
      });
  }
  const series = new Map<string, Summary['events'][number]>();
  for (const { type, status } of events.values()) {
    const { count } = series.get(`${type} ${status}`) ?? { count: 0 };
    series.set(`${type} ${status}`, { type, status, count: count + 1 });
  }
  return [...series.values()];
}
