import type { Action } from '../decision.ts';
import type { NodeView } from '../snapshot.ts';

/** The Node after an action has taken effect, in the fields that later decisions read. */
export function afterAction(node: NodeView, action: Action): NodeView {
  switch (action.kind) {
    case 'cordon':
      return {
        ...node,
        record: { kind: 'present', value: action.record },
        unschedulable: true,
        uncordonSeen: false,
      };
    case 'record':
      return { ...node, record: { kind: 'present', value: action.record }, uncordonSeen: false };
    case 'release':
      return {
        ...node,
        record: { kind: 'absent' },
        unschedulable: node.unschedulable && !action.uncordon,
        uncordonSeen: false,
        cordonedWithLabel: false,
      };
    case 'out-of-service':
      return { ...node, record: { kind: 'present', value: action.record } };
    case 'mark':
    case 'conditions':
    case 'acknowledge':
    case 'drain':
      return node;
  }
}
