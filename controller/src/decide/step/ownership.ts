import { CORDONED, type MaintenanceRecord, WAITING_TAINT } from '@mechanic/contract';
import { sayType } from '../need/untrusted-words.ts';
import type { ConditionView, NodeView } from '../snapshot.ts';

/** Taints by which other tools say that they remove or maintain the node. */
const foreignTaints: ReadonlySet<string> = new Set([
  'ToBeDeletedByClusterAutoscaler',
  'karpenter.sh/disrupted',
  'karpenter.sh/disruption',
  'remediator.kubernetes.azure.com/unschedulable',
  'remediator.aks.microsoft.com/unschedulable',
]);

/** Label and taint of the nodes in the managed system pool of AKS, which only AKS may change. */
const HOSTED = 'kubernetes.azure.com/hostedvm';

/** The condition of KEP-5683 by which any tool, mechanic included, says that it drains the node. */
export const foreignDrain = 'DrainInProgress';

/** Whether mechanic set this maintenance condition. */
export function isOwnCondition({ reason }: Pick<ConditionView, 'reason'>): boolean {
  return reason.startsWith('Mechanic');
}

/** Tells a person which other tool has a claim on the node; null when none has. */
export function foreignClaim(node: NodeView): string | null {
  if (node.labels[HOSTED] !== undefined || node.taints.some(({ key }) => key === HOSTED))
    return `AKS itself keeps it (${HOSTED})`;
  return passingClaim(node);
}

/** Tells a person which other tool removes or maintains the node now; null when none does. */
function passingClaim(node: NodeView): string | null {
  if (node.deleting) return 'it is being deleted';
  const taint = node.taints.find(({ key }) => foreignTaints.has(key));
  if (taint !== undefined) return `another tool has tainted it with ${taint.key}`;
  const drain = node.conditions[foreignDrain];
  if (drain?.status !== 'True' || isOwnCondition(drain)) return null;
  return `another tool drains it (condition ${foreignDrain}, reason ${sayType(drain.reason)})`;
}

/** Whether mechanic writes nothing at all: the user excluded the node, or its record cannot be read. */
export function isUntouchable(node: NodeView): boolean {
  return node.ignored || node.record.kind === 'unreadable';
}

/** The record, if it was written for this very Node and not for an earlier Node with the same name. */
export function ownRecord(node: NodeView): MaintenanceRecord | null {
  if (node.record.kind !== 'present') return null;
  return node.record.value.nodeUID === node.uid ? node.record.value : null;
}

/**
 * Whether the node holds a slot. A record of an earlier Node holds one until it is removed. On an ignored node such a
 * record can never be removed, so it does not count: otherwise its slot would never become free.
 */
export function isDraining(node: NodeView): boolean {
  if (node.record.kind !== 'present' || node.record.value.phase !== 'Draining') return false;
  return !node.ignored || ownRecord(node) !== null;
}

/** Whether pods cannot be expected to find a place on the node, whatever the cause. */
export function isUnavailable(node: NodeView): boolean {
  return node.unschedulable || node.ready !== 'True' || passingClaim(node) !== null;
}

/**
 * Whether an earlier mechanic cordoned the node: it set its label in the same write and left no record. The label alone is
 * no proof, since it may remain on a node that a person cordons later.
 */
export function isOrphan(node: NodeView): boolean {
  return node.record.kind === 'absent' && node.unschedulable && node.cordonedWithLabel;
}

/** Labels by which AKS and Karpenter mark a spot VM. */
const spotLabels = [
  ['kubernetes.azure.com/scalesetpriority', 'spot'],
  ['karpenter.sh/capacity-type', 'spot'],
] as const;

/**
 * Whether the node is lost in any case, so that keeping it available saves nothing. A Preempt counts only on a spot VM:
 * otherwise any node could claim one and bypass every limit.
 */
export function losesTheNode(node: NodeView, reason: string): boolean {
  return reason === 'Terminate' || (reason === 'Preempt' && isSpot(node));
}

/** Whether AKS or Karpenter marks the VM as a spot VM. */
export function isSpot({ labels }: NodeView): boolean {
  return spotLabels.some(([label, value]) => labels[label] === value);
}

export function isLabelled({ labels }: NodeView): boolean {
  return labels[CORDONED] === 'true';
}

export function hasWaitingTaint(node: NodeView): boolean {
  return node.taints.some(({ key }) => key === WAITING_TAINT);
}
