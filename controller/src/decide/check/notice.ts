import { isSpot } from '../step/ownership.ts';
import type { NodeView } from '../snapshot.ts';

/** Azure announces the loss of a spot VM this long before. */
const SPOT_SECONDS = 30;
/** Azure announces other maintenance usually this long before. */
const USUAL_SECONDS = 15 * 60;

/** The grace period that pods of this node can have between Azure's notice and its action. */
export function noticeSeconds(node: NodeView): number {
  return isSpot(node) ? SPOT_SECONDS : USUAL_SECONDS;
}

/** The node pool by the label of AKS or Karpenter; empty without one. */
export function poolOf({ labels }: NodeView): string {
  return (
    labels['kubernetes.azure.com/agentpool'] ?? labels.agentpool ?? labels['karpenter.sh/nodepool'] ?? ''
  );
}

/** The zone; empty without one. AKS numbers nodes in regions without zones from 0. */
export function zoneOf({ labels }: NodeView): string {
  return labels['topology.kubernetes.io/zone'] ?? '';
}
