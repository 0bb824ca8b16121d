import type { NodeEntry, Status } from '@mechanic/contract/status';
import { filterForm } from './filter-form.ts';
import { type Html, html } from './html.ts';
import { count } from '../../decide/reasons.ts';
import { moment, told } from './moments.ts';
import { type NodeFilter, type PlacedNode, filtered } from './node-filter.ts';
import { stateLabels } from './node-states.ts';

/** Maximum number of rows; a narrower filter shows the others. */
const ROWS = 500;

/** All nodes that match a filter, each with a link to its page. */
export function nodeList(status: Status, filter: NodeFilter): Html {
  const found = filtered(status, filter);
  const entries = new Map(status.nodes.map((entry) => [entry.node, entry]));
  const hidden = found.length - ROWS;
  return html`<main>
    <h2 id="nodes-title">Nodes</h2>
    ${filterForm(status, filter)}
    <div id="content">
      <p role="status">${found.length} of ${count(status.nodesTotal, 'node')} match.</p>
      ${found.length > 0 && table(found.slice(0, ROWS), entries)}
      ${hidden > 0 && html`<p>and ${hidden} more: narrow the filter to see them.</p>`}
    </div>
  </main>`;
}

function table(nodes: readonly PlacedNode[], entries: ReadonlyMap<string, NodeEntry>): Html {
  return html`<div id="nodes" class="wide" role="group" aria-labelledby="nodes-title" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Pool</th>
          <th scope="col">Zone</th>
          <th scope="col">State</th>
          <th scope="col">For</th>
          <th scope="col">Due</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        ${nodes.map((node) => row(node, entries.get(node.node)))}
      </tbody>
    </table>
  </div>`;
}

function row({ node, pool, zone, state }: PlacedNode, entry: NodeEntry | undefined): Html {
  const due = entry?.deadline ?? null;
  return html`<tr>
    <th scope="row">
      <a href="nodes/${encodeURIComponent(node)}"><code>${node}</code></a>
    </th>
    <td>${pool}</td>
    <td>${zone}</td>
    <td class="${state}">${stateLabels[state]}</td>
    <td>${entry?.reason ?? ''}</td>
    <td>${due !== null && moment(due)}</td>
    <td>${told(entry?.note ?? '')}</td>
  </tr>`;
}
