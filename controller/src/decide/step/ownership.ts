import { CORDONED, type MaintenanceRecord, WAITING_TAINT } from '@mechanic/contract';
import type { NodeView } from '../snapshot.ts';

/** Taints by which other tools say that they are taking the node away or maintaining it. */
const foreignTaints: ReadonlySet<string> = new Set([
  'ToBeDeletedByClusterAutoscaler',
  'karpenter.sh/disrupted',
  'karpenter.sh/disruption',
  'remediator.kubernetes.azure.com/unschedulable',
  'remediator.aks.microsoft.com/unschedulable',
]);

/** What makes the node somebody else's for now, for a person; null when nothing does. */
export function foreignClaim(node: NodeView): string | null {
  if (node.deleting) return 'it is being deleted';
  const taint = node.taints.find(({ key }) => foreignTaints.has(key));
  return taint === undefined ? null : `another tool has tainted it with ${taint.key}`;
}

/** Nothing at all is written: the user forbids it, or what we did there before cannot be told. */
export function isUntouchable(node: NodeView): boolean {
  return node.ignored || node.record.kind === 'unreadable';
}

/** The record, if it was written for this very Node and not for an earlier one of the same name. */
export function ownRecord(node: NodeView): MaintenanceRecord | null {
  if (node.record.kind !== 'present') return null;
  return node.record.value.nodeUID === node.uid ? node.record.value : null;
}

/**
 * Whether the node holds a slot. A record for an earlier Node counts until it is taken away; where nothing may be written
 * it stays, and so counts for nothing: no drain of ours can run there, and the slot would never be free again.
 */
export function isDraining(node: NodeView): boolean {
  if (node.record.kind !== 'present' || node.record.value.phase !== 'Draining') return false;
  return !node.ignored || ownRecord(node) !== null;
}

/** Whether pods cannot be expected to find a place there, whoever caused it. */
export function isUnavailable(node: NodeView): boolean {
  return node.unschedulable || node.ready !== 'True' || foreignClaim(node) !== null;
}

/**
 * Cordoned by an earlier mechanic, which set its label in the same write and left no record. The label alone is no title:
 * one may be left over on a node that a person cordons later.
 */
export function isOrphan(node: NodeView): boolean {
  return node.record.kind === 'absent' && node.unschedulable && node.cordonedWithLabel;
}

/** Labels by which AKS and Karpenter say that a VM is a spot VM. */
const spotLabels = [
  ['kubernetes.azure.com/scalesetpriority', 'spot'],
  ['karpenter.sh/capacity-type', 'spot'],
] as const;

/**
 * Whether the node is lost anyway, so that sparing its availability saves nothing. Only a spot VM can be preempted: a node
 * that says so of itself and is none would pass by every limit.
 */
export function losesTheNode(node: NodeView, reason: string): boolean {
  return reason === 'Terminate' || (reason === 'Preempt' && isSpot(node));
}

/** Whether AKS or Karpenter says that its VM is a spot VM. */
export function isSpot({ labels }: NodeView): boolean {
  return spotLabels.some(([label, value]) => labels[label] === value);
}

export function isLabelled({ labels }: NodeView): boolean {
  return labels[CORDONED] === 'true';
}

export function hasWaitingTaint(node: NodeView): boolean {
  return node.taints.some(({ key }) => key === WAITING_TAINT);
}
