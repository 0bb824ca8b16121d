import { type FleetGroup, type NodeState, type Status, nodeStates } from '@mechanic/contract/status';
import { type Html, html } from './html.ts';
import { count } from '../../decide/reasons.ts';

import { nodesAddress } from './node-filter.ts';
import { stateLabels, statesByNode } from './node-states.ts';

/** Squares in a row of the map; large groups have longer rows. */
const COLUMNS = 24;
const MANY = 480;

/**
 * All nodes by pool and zone: as text, and as a map with one square per node in the order of names. Neighbouring nodes in
 * the same state are one dashed line, so that a map of thousands takes a few lines of text.
 */
export function fleetMap(status: Status): Html {
  const states = statesByNode(status);
  return html`<section id="fleet" aria-labelledby="fleet-title" ${status.fleet.length === 0 && html`hidden`}>
    <h2 id="fleet-title">All nodes <span class="count">${status.nodesTotal}</span></h2>
    <ul class="groups">
      ${status.fleet.map((group) => groupItem(group, states))}
    </ul>
  </section>`;
}

function groupItem(group: FleetGroup, states: ReadonlyMap<string, NodeState>): Html {
  const { pool, zone, nodes } = group;
  return html`<li data-pool="${pool}" data-zone="${zone}">
    <h3>${poolWords(pool)}${zone !== '' && `, ${zone}`}</h3>
    <p>${count(nodes.length, 'node')}: ${stateLinks(group)}</p>
    ${squares(nodes, states)}
  </li>`;
}

function poolWords(pool: string): string {
  return pool === '' ? 'no pool' : `pool ${pool}`;
}

function stateLinks({ pool, zone, states }: FleetGroup): Html[] {
  return nodeStates
    .filter((state) => (states[state] ?? 0) > 0)
    .map((state, index) => {
      const address = nodesAddress({ text: '', pool, zone, state });
      return html`${index > 0 && ', '}<a class="state ${state}" href="${address}"
          >${states[state] ?? 0} ${stateLabels[state]}</a
        >`;
    });
}

/** Draws squares of ten units, of which two are the gap to the next. */
function squares(nodes: readonly string[], states: ReadonlyMap<string, NodeState>): Html {
  const columns = nodes.length > MANY ? COLUMNS * 2 : COLUMNS;
  const size = nodes.length > MANY ? 6 : 12;
  const rows = Math.ceil(nodes.length / columns);
  const lines = linesByState(nodes, states, columns);
  return html`<svg
    class="squares"
    aria-hidden="true"
    data-columns="${columns}"
    width="${columns * size}"
    height="${rows * size}"
    viewBox="0 0 ${columns * 10} ${rows * 10}"
  >
    ${[...lines].map(([state, path]) => html`<path class="${state}" d="${path}" />`)}
  </svg>`;
}

function linesByState(
  nodes: readonly string[],
  states: ReadonlyMap<string, NodeState>,
  columns: number,
): ReadonlyMap<NodeState, string> {
  const lines = new Map<NodeState, string>();
  let begin = 0;
  for (let at = 1; at <= nodes.length; at++) {
    const state = stateAt(nodes, begin, states);
    if (at < nodes.length && at % columns !== 0 && stateAt(nodes, at, states) === state) continue;
    const [row, column] = [Math.floor(begin / columns), begin % columns];
    const line = `M${column * 10} ${row * 10 + 4}h${(at - begin) * 10 - 2}`;
    lines.set(state, (lines.get(state) ?? '') + line);
    begin = at;
  }
  return lines;
}

function stateAt(nodes: readonly string[], index: number, states: ReadonlyMap<string, NodeState>): NodeState {
  return states.get(nodes[index] ?? '') ?? 'idle';
}
