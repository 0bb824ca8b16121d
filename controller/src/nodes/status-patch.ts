import type { OwnCondition } from '../decide/decision.ts';
import type { NodeView } from '../decide/snapshot.ts';
import { formatTime } from '../decide/times.ts';

/** Body of a strategic merge patch to the status of a Node: conditions merge by type, and other conditions stay. */
export interface StatusPatch {
  readonly metadata: { readonly uid: string; readonly resourceVersion: string };
  readonly status: { readonly conditions: readonly (OwnCondition & ConditionTimes)[] };
}

interface ConditionTimes {
  /** RFC 3339. */
  readonly lastHeartbeatTime: string;
  readonly lastTransitionTime: string;
}

/** `now`: milliseconds since the epoch. */
export function statusPatch(
  { uid, resourceVersion, conditions: present }: Pick<NodeView, 'uid' | 'resourceVersion' | 'conditions'>,
  conditions: readonly OwnCondition[],
  now: number,
): StatusPatch {
  const own = conditions.map((condition) => {
    const before = present[condition.type];
    const since = before?.status === condition.status ? before.lastTransitionTime : now;
    return { ...condition, lastHeartbeatTime: formatTime(now), lastTransitionTime: formatTime(since) };
  });
  return { metadata: { uid, resourceVersion }, status: { conditions: own } };
}
