import { CORDONED } from '@mechanic/contract';
import type { NodeView } from '../snapshot.ts';
import { hasPath } from './managed-fields.ts';
import type { ManagedFields } from './objects.ts';

/** The fields of a Node that tell who owns its cordon. */
type Claimed = Pick<NodeView, 'labels' | 'unschedulable'>;

/**
 * Whether one writer set both the cordon and the label `mechanic.cordoned`. The original mechanic sets both in one write,
 * while a person who cordons a node with an old label appears in the managed fields as another writer. False when the
 * managed fields are missing: the writer is then unknown.
 */
export function isCordonedWithLabel(node: Claimed, notes: readonly ManagedFields[] = []): boolean {
  if (!node.unschedulable || !isLabelled(node)) return false;
  const writers = (...path: string[]): (string | undefined)[] =>
    notes.filter(({ fieldsV1 }) => hasPath(fieldsV1, path)).map(({ manager }) => manager);
  const labelled = writers('f:metadata', 'f:labels', `f:${CORDONED}`);
  return writers('f:spec', 'f:unschedulable').some((manager) => labelled.includes(manager));
}

/** A label that was seen without the cordon is older than the cordon, even if one program writes for several people. */
export function rememberLabel(view: NodeView, before: NodeView): NodeView {
  const isOlder = isLabelled(before) && !before.cordonedWithLabel;
  return view.cordonedWithLabel && isOlder ? { ...view, cordonedWithLabel: false } : view;
}

function isLabelled({ labels }: Pick<NodeView, 'labels'>): boolean {
  return labels[CORDONED] === 'true';
}
