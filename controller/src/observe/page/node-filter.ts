import { type NodeState, type Status, nodeStates } from '@mechanic/contract/status';
import { statesByNode } from './node-states.ts';

/** Which nodes somebody wants to see; empty: whatever. */
export interface NodeFilter {
  /** Part of the name, whatever the case. */
  readonly text: string;
  /** null: whatever; the empty text is nodes without one. */
  readonly pool: string | null;
  readonly zone: string | null;
  readonly state: NodeState | null;
}

/** A node with its place and state. */
export interface PlacedNode {
  readonly node: string;
  readonly pool: string;
  readonly zone: string;
  readonly state: NodeState;
}

/** No name is longer, so that nothing longer can be looked for. */
const LONGEST = 253;
/** How an address says that a node is to have no pool or zone. */
const NONE = '-';

/** What the query of an address asks for; what it should not have is ignored. */
export function readFilter(address: string): NodeFilter {
  const query = new URLSearchParams(address.split('?')[1] ?? '');
  const state = query.get('state');
  return {
    text: (query.get('text') ?? '').trim().slice(0, LONGEST),
    pool: placeOf(query.get('pool')),
    zone: placeOf(query.get('zone')),
    state: nodeStates.find((each) => each === state) ?? null,
  };
}

/** The address of the list of these nodes, relative to the page. */
export function nodesAddress({ text, pool, zone, state }: NodeFilter): string {
  const query = new URLSearchParams();
  if (text !== '') query.set('text', text);
  if (pool !== null) query.set('pool', pool === '' ? NONE : pool);
  if (zone !== null) query.set('zone', zone === '' ? NONE : zone);
  if (state !== null) query.set('state', state);
  return `nodes?${query.toString()}`;
}

/** All nodes that it lets through, those in maintenance first. */
export function filtered(status: Pick<Status, 'fleet' | 'nodes'>, filter: NodeFilter): PlacedNode[] {
  const states = statesByNode(status);
  const wanted = filter.text.toLowerCase();
  const found = status.fleet
    .filter(({ pool, zone }) => isPlace(filter.pool, pool) && isPlace(filter.zone, zone))
    .flatMap(({ pool, zone, nodes }) =>
      nodes.map((node) => ({ node, pool, zone, state: states.get(node) ?? ('idle' as const) })),
    )
    .filter(({ node, state }) => isPlace(filter.state, state) && node.toLowerCase().includes(wanted));
  return [...found.filter(({ state }) => state !== 'idle'), ...found.filter(({ state }) => state === 'idle')];
}

function placeOf(given: string | null): string | null {
  if (given === null || given === '') return null;
  return given === NONE ? '' : given.slice(0, LONGEST);
}

function isPlace(wanted: string | null, place: string): boolean {
  return wanted === null || wanted === place;
}
