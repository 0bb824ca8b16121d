import type { NodeStatus } from '../decision.ts';
import { sayDraining, sayNeed } from '../reasons.ts';

/** The part of a node's reason that its state, need and deadline do not tell; empty when there is none. */
export function noteOf({ reason, need }: Pick<NodeStatus, 'reason' | 'need'>): string {
  if (need === null) return reason;
  for (const said of [sayDraining(need), sayNeed(need)]) {
    if (reason === said) return '';
    for (const end of ['; ', ': ']) {
      if (reason.startsWith(said + end)) return reason.slice(said.length + end.length);
    }
  }
  return reason;
}
