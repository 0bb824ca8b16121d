import type { NodeStatus } from '../decision.ts';
import { sayDraining, sayNeed } from '../reasons.ts';

/** What is said of a node beyond its state, what it is needed for and when that is due; empty when nothing is. */
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
