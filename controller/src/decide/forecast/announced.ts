import type { Report, ReportedEvent } from '@mechanic/contract';
import type { NodeView, Snapshot } from '../snapshot.ts';
import { formatTime } from '../times.ts';

/** An event as Azure would announce it. */
export interface Announcement {
  readonly type: string;
  /** When it may begin; milliseconds since the epoch. */
  readonly notBefore: number;
}

/** The cluster as it would be if Azure announced such an event for these nodes now and their probes reported it. */
export function announcedTo(
  snapshot: Snapshot,
  uids: ReadonlySet<string>,
  event: Announcement,
  now: number,
): Snapshot {
  const probedNodes = new Set(snapshot.probedNodes);
  const nodes = snapshot.nodes.map((node) => {
    if (!uids.has(node.uid)) return node;
    probedNodes.add(node.name);
    return { ...node, report: { kind: 'present' as const, value: withEvent(node, event, now) } };
  });
  return { ...snapshot, nodes, probedNodes };
}

function withEvent(node: NodeView, { type, notBefore }: Announcement, now: number): Report {
  const known = node.report.kind === 'present' ? node.report.value : null;
  const vm = known === null || known.vm === '' ? node.name : known.vm;
  const event: ReportedEvent = {
    id: `plan-${node.uid}`,
    type,
    status: 'Scheduled',
    notBefore: formatTime(notBefore),
    durationSeconds: -1,
    source: 'Platform',
    description: '',
    liveMigration: type === 'Freeze',
    resources: [vm],
  };
  return {
    version: 1,
    vm,
    imds: 'ok',
    incarnation: known?.incarnation ?? '',
    changedAt: formatTime(now),
    events: [...(known?.events ?? []), event],
  };
}
