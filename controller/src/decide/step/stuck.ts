import type { MaintenanceRecord } from '@mechanic/contract';
import type { Need } from '../decision.ts';
import { attemptStart } from './record.ts';
import type { NodeView } from '../snapshot.ts';
import type { Situation } from './step.ts';

/** So long is waited for a kubelet that does not answer; it may only restart. In milliseconds. */
const goneMs = 60_000;

/** A drain past its deadline from which no pod has left for so long may have to give way; in milliseconds. */
const stuckMs = 180_000;

/** Whether the kubelet of the node has not answered for so long that none of its pods can be expected to end. */
export function isGone(node: NodeView, now: number): boolean {
  const at = goneFrom(node);
  return at !== null && at <= now;
}

/** Whether a running drain can do nothing more. It had a minute of its own first, to ask every pod to go. */
export function isUnreachable(situation: Situation, record: MaintenanceRecord): boolean {
  return unreachableFrom(situation, record).some((at) => at <= situation.now);
}

/** When that will be so, if nothing changes; milliseconds since the epoch. */
export function unreachableFrom({ node }: Situation, record: MaintenanceRecord): number[] {
  const at = goneFrom(node);
  return at === null ? [] : [Math.max(at, attemptStart(record) + goneMs)];
}

/** Whether a drain past its deadline gets nowhere: it may have to give its slot to another urgent one. */
export function isStuck(situation: Situation, record: MaintenanceRecord, need: Need): boolean {
  return stuckFrom(situation, record, need).some((at) => at <= situation.now);
}

/** When it will be so, if no pod leaves; milliseconds since the epoch. */
export function stuckFrom({ progress }: Situation, record: MaintenanceRecord, need: Need): number[] {
  if (need.deadline === null) return [];
  return [Math.max(need.deadline, progress?.pace?.lastWentAt ?? 0, attemptStart(record)) + stuckMs];
}

/** From when on the kubelet counts as gone; milliseconds since the epoch, null while it answers. */
export function goneFrom({ conditions }: Pick<NodeView, 'conditions'>): number | null {
  const ready = conditions.Ready;
  return ready?.status === 'Unknown' ? ready.lastTransitionTime + goneMs : null;
}
