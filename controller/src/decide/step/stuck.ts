import type { MaintenanceRecord } from '@mechanic/contract';
import type { Need } from '../decision.ts';
import { attemptStart } from './record.ts';
import type { NodeView } from '../snapshot.ts';
import type { Situation } from './step.ts';

/** A kubelet that does not answer counts as gone after this time, because it may only restart; in milliseconds. */
const goneMs = 60_000;

/** A drain past its deadline counts as stuck when no pod has left for this long; in milliseconds. */
const stuckMs = 180_000;

/** Whether the kubelet has not answered for so long that no pod of the node can be expected to end. */
export function isGone(node: NodeView, now: number): boolean {
  const at = goneFrom(node);
  return at !== null && at <= now;
}

/**
 * Whether a running drain can do nothing more because the kubelet is gone. Each attempt first gets one minute to evict
 * every pod.
 */
export function isUnreachable(situation: Situation, record: MaintenanceRecord): boolean {
  return unreachableFrom(situation, record).some((at) => at <= situation.now);
}

/** When `isUnreachable` becomes true if nothing changes; milliseconds since the epoch. */
export function unreachableFrom({ node }: Situation, record: MaintenanceRecord): number[] {
  const at = goneFrom(node);
  return at === null ? [] : [Math.max(at, attemptStart(record) + goneMs)];
}

/** Whether a drain past its deadline makes no progress: it may then be paused for another urgent node. */
export function isStuck(situation: Situation, record: MaintenanceRecord, need: Need): boolean {
  return stuckFrom(situation, record, need).some((at) => at <= situation.now);
}

/** When `isStuck` becomes true if no pod leaves; milliseconds since the epoch. */
export function stuckFrom({ progress }: Situation, record: MaintenanceRecord, need: Need): number[] {
  if (need.deadline === null) return [];
  return [Math.max(need.deadline, progress?.pace?.lastWentAt ?? 0, attemptStart(record)) + stuckMs];
}

/** When the kubelet counts as gone; milliseconds since the epoch, null while it answers. */
export function goneFrom({ conditions }: Pick<NodeView, 'conditions'>): number | null {
  const ready = conditions.Ready;
  return ready?.status === 'Unknown' ? ready.lastTransitionTime + goneMs : null;
}
