import type { HoldStatus } from '@mechanic/contract/status';
import type { Decision } from '../decision.ts';
import { formatTime } from '../times.ts';

/** The holds of the settings, with their state in this decision. */
export function holdStatuses({ restraints }: Pick<Decision, 'restraints'>): HoldStatus[] {
  return restraints
    .filter(({ kind }) => kind === 'hold')
    .map(({ name, applies, until, nodes, reason }) => ({
      name,
      applies,
      until: until === null ? null : formatTime(until),
      nodes: [...nodes],
      message: reason,
    }));
}
