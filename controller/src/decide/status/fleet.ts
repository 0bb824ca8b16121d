import { compareText } from '@mechanic/contract';
import type { FleetGroup, NodeState } from '@mechanic/contract/status';
import { poolOf, zoneOf } from '../check/notice.ts';
import type { NodeStatus } from '../decision.ts';
import type { NodeView } from '../snapshot.ts';

/**
 * All nodes by pool and zone: one list of names and a few counts each, because it is made for thousands of nodes once a
 * second.
 */
export function fleetOf(nodes: readonly NodeView[], statuses: readonly NodeStatus[]): FleetGroup[] {
  const states = new Map(statuses.map(({ node, state }) => [node.uid, state]));
  const groups = new Map<string, { pool: string; zone: string; nodes: string[]; counts: Counts }>();
  for (const node of nodes) {
    const [pool, zone] = [poolOf(node), zoneOf(node)];
    // A line break is a safe separator: label values cannot contain one.
    const key = `${pool}\n${zone}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { pool, zone, nodes: [], counts: new Map() }));
    const state = states.get(node.uid) ?? 'idle';
    group.nodes.push(node.name);
    group.counts.set(state, (group.counts.get(state) ?? 0) + 1);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { pool, zone, nodes: names, counts }]) => ({
      pool,
      zone,
      nodes: names.sort(compareText),
      states: Object.fromEntries(counts),
    }));
}

type Counts = Map<NodeState, number>;
