import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeStatus } from '../../decide/decision.ts';
import type { DrainProgress, NodeView } from '../../decide/snapshot.ts';

/** What one pass shows of one node. */
export interface NodeObservation {
  readonly node: NodeView;
  /** The record of this very Node; null without one. */
  readonly record: MaintenanceRecord | null;
  readonly status: NodeStatus | undefined;
  readonly drain: DrainProgress | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}
