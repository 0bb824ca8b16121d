import { isSpot } from '../step/ownership.ts';
import type { NodeView } from '../snapshot.ts';

/** Azure tells this long before it takes a spot VM away. */
const SPOT_SECONDS = 30;
/** And this long before other maintenance, most of the time. */
const USUAL_SECONDS = 15 * 60;

/** How long pods of this node can have to end, from Azure's notice on. */
export function noticeSeconds(node: NodeView): number {
  return isSpot(node) ? SPOT_SECONDS : USUAL_SECONDS;
}

/** The node pool, as AKS or Karpenter names it; empty when nobody does. */
export function poolOf({ labels }: NodeView): string {
  return (
    labels['kubernetes.azure.com/agentpool'] ?? labels.agentpool ?? labels['karpenter.sh/nodepool'] ?? ''
  );
}

/** Empty where there are none. AKS numbers regions without zones from 0. */
export function zoneOf({ labels }: NodeView): string {
  return labels['topology.kubernetes.io/zone'] ?? '';
}
