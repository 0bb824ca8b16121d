import type { NodeState, Status } from '@mechanic/contract/status';

/** The label of each state for people. */
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

/** The state of each node that is not idle. */
export function statesByNode({ nodes }: Pick<Status, 'nodes'>): ReadonlyMap<string, NodeState> {
  return new Map(nodes.map(({ node, state }) => [node, state]));
}
