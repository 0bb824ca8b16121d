import { type NodeState, type Status, nodeStates } from '@mechanic/contract/status';
import { statesByNode } from './node-states.ts';

/** A filter for nodes; an empty one matches all. */
export interface NodeFilter {
  /** Part of the name, in any case. */
  readonly text: string;
  /** null matches any pool; an empty text matches nodes without a pool. */
  readonly pool: string | null;
  readonly zone: string | null;
  readonly state: NodeState | null;
}

/** A node with its pool, zone and state. */
export interface PlacedNode {
  readonly node: string;
  readonly pool: string;
  readonly zone: string;
  readonly state: NodeState;
}

/** Longest possible name of a node. */
const LONGEST = 253;
/** The value in an address for nodes without a pool or zone. */
const NONE = '-';

/** The query of an address, or of the path of a request. */
export function queryOf(address: string): URLSearchParams {
  return new URLSearchParams(address.split('?')[1] ?? '');
}

/** Reads the filter from the query of an address; invalid parts are ignored. */
export function readFilter(address: string): NodeFilter {
  const query = queryOf(address);
  const state = query.get('state');
  return {
    text: (query.get('text') ?? '').trim().slice(0, LONGEST),
    pool: placeOf(query.get('pool')),
    zone: placeOf(query.get('zone')),
    state: nodeStates.find((each) => each === state) ?? null,
  };
}

/** The value in an address for a pool or zone. */
export function placeValue(place: string): string {
  return place === '' ? NONE : place;
}

/** The address of the list for this filter, relative to the page. */
export function nodesAddress({ text, pool, zone, state }: NodeFilter): string {
  const query = new URLSearchParams();
  if (text !== '') query.set('text', text);
  if (pool !== null) query.set('pool', placeValue(pool));
  if (zone !== null) query.set('zone', placeValue(zone));
  if (state !== null) query.set('state', state);
  return `nodes?${query.toString()}`;
}

/** All nodes that match the filter, those in maintenance first. */
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
