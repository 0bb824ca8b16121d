import type { HistoryEntry } from '@mechanic/contract/status';
import { type Html, html } from './html.ts';
import { moment, span, told } from './moments.ts';

/** Ended drains, the newest first. */
export function historyTable(entries: readonly HistoryEntry[], isLeader: boolean): Html {
  if (entries.length === 0) {
    const why = isLeader ? 'No drain has ended yet.' : 'The leader has the history.';
    return html`<p id="history">${why}</p>`;
  }
  return html`<div id="history" class="wide" role="group" aria-labelledby="history-title" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Ended</th>
          <th scope="col">Node</th>
          <th scope="col">For</th>
          <th scope="col">Outcome</th>
          <th scope="col">Took</th>
          <th scope="col">Pods</th>
          <th scope="col">Attempt</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(historyRow)}
      </tbody>
    </table>
  </div>`;
}

function historyRow(entry: HistoryEntry): Html {
  const { endedAt, node, reason, outcome, durationSeconds, pods, attempts, message } = entry;
  return html`<tr>
    <td>${moment(endedAt)}</td>
    <th scope="row"><code>${node}</code></th>
    <td>${reason}</td>
    <td class="${outcome}">${outcome}</td>
    <td>${span(durationSeconds)}</td>
    <td>${pods ?? ''}</td>
    <td>${attempts}</td>
    <td>${told(message)}</td>
  </tr>`;
}
