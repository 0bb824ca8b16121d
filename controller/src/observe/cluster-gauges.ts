import type { ReportedEvent } from '@mechanic/contract';
import type { Decision, NodeState } from '../decide/decision.ts';
import type { NodeView, Snapshot } from '../decide/snapshot.ts';
import type { ClusterGauges } from './metrics.ts';

/** What the gauges show after a decision. */
export function gaugesOf(pass: { readonly snapshot: Snapshot; readonly decision: Decision }): ClusterGauges {
  const { snapshot, decision } = pass;
  const nodes: Partial<Record<NodeState, number>> = {
    idle: snapshot.nodes.length - decision.statuses.filter(({ state }) => state !== 'idle').length,
  };
  for (const { state } of decision.statuses) {
    if (state !== 'idle') nodes[state] = (nodes[state] ?? 0) + 1;
  }
  return {
    drainsInProgress: decision.slots.used,
    drainSlots: decision.slots.total,
    queueLength: decision.statuses.filter(({ position }) => position !== null).length,
    nodes,
    events: reportedEvents(snapshot.nodes),
  };
}

/** Every event that some node reports, once: Azure names all VMs of a scale set in the same event. */
function reportedEvents(nodes: readonly NodeView[]): ReportedEvent[] {
  const events = new Map<string, ReportedEvent>();
  for (const { report } of nodes) {
    if (report.kind !== 'present') continue;
    for (const event of report.value.events) events.set(event.id.toLowerCase(), event);
  }
  return [...events.values()];
}
