import type { NodeState, Status } from '@mechanic/contract/status';

/** What a person reads of each state. */
export const stateLabels: Readonly<Record<NodeState, string>> = {
  idle: 'idle',
  ignored: 'ignored',
  foreign: 'handled by another program',
  scheduled: 'announced',
  waiting: 'waiting',
  refused: 'not permitted',
  draining: 'draining',
  paused: 'paused',
  failed: 'failed, tried again later',
  drained: 'drained',
  overridden: 'left to a person',
  unknown: 'not known',
};

/** Which state each node is in that is not idle. */
export function statesByNode({ nodes }: Pick<Status, 'nodes'>): ReadonlyMap<string, NodeState> {
  return new Map(nodes.map(({ node, state }) => [node, state]));
}
