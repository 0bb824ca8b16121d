import type { Decision, NodeState, NodeStatus } from '../decide/decision.ts';
import { requestType } from '../decide/need/event-type.ts';
import type { NodeView, Snapshot } from '../decide/snapshot.ts';
import type { ClusterGauges } from './metrics.ts';
import { volumesAwaited } from './volume-waits.ts';

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
    cordonedWithoutNeed: cordonedWithoutNeed(snapshot, decision.statuses),
    nextDeadline: nextDeadline(decision.statuses),
    volumesAwaited: volumesAwaited(snapshot.drains.values()),
    events: [...reportedEvents(snapshot.nodes), ...requests(snapshot.nodes)],
  };
}

/** States in which a node still has to be drained. */
const undrained: ReadonlySet<NodeState> = new Set(['waiting', 'refused', 'draining', 'paused', 'failed']);

function nextDeadline(statuses: readonly NodeStatus[]): number | null {
  const deadlines = statuses.flatMap(({ state, need }) => {
    const deadline = undrained.has(state) ? need?.deadline : null;
    return deadline === null || deadline === undefined ? [] : [deadline];
  });
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}

/** Nodes that carry our record and our cordon, and need nothing: something keeps them from being released. */
function cordonedWithoutNeed({ nodes }: Snapshot, statuses: readonly NodeStatus[]): number {
  const needing = new Set(statuses.filter(({ need }) => need !== null).map(({ node }) => node.uid));
  return nodes.filter(
    ({ uid, record, unschedulable }) =>
      unschedulable &&
      record.kind === 'present' &&
      record.value.nodeUID === uid &&
      !record.value.wasUnschedulable &&
      !needing.has(uid),
  ).length;
}

/** Every event that some node reports, once: Azure names all VMs of a scale set in the same event. */
function reportedEvents(nodes: readonly NodeView[]): ClusterGauges['events'] {
  const events = new Map<string, ClusterGauges['events'][number]>();
  for (const { report } of nodes) {
    if (report.kind !== 'present') continue;
    for (const event of report.value.events) events.set(event.id.toLowerCase(), event);
  }
  return [...events.values()];
}

function requests(nodes: readonly NodeView[]): ClusterGauges['events'] {
  return nodes.flatMap(({ request }) =>
    request.kind === 'present' ? { type: requestType, status: 'Scheduled' } : [],
  );
}
