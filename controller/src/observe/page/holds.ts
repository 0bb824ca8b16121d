import type { HoldStatus } from '@mechanic/contract/status';
import { type Html, html } from './html.ts';
import { count } from '../../decide/reasons.ts';
import { moment, told } from './moments.ts';

/** The holds of the settings: which apply, why, until when, and for how many nodes. Empty without holds. */
export function holdList(holds: readonly HoldStatus[]): Html {
  if (holds.length === 0) return html`<section id="holds" hidden></section>`;
  return html`<section id="holds" aria-labelledby="holds-title">
    <h2 id="holds-title">Holds <span class="count">${holds.length}</span></h2>
    <ul class="lines">
      ${holds.map(holdLine)}
    </ul>
  </section>`;
}

function holdLine({ name, applies, until, nodes, message }: HoldStatus): Html {
  const keeps = nodes.length > 0 && html`, keeps ${count(nodes.length, 'node')} waiting`;
  // For a calendar the end says everything; for a query the message does.
  const why = until === null ? message !== '' && html`: ${told(message)}` : html`, ${moment(until, true)}`;
  return html`<li class="${applies !== false && 'warning'}">
    <strong>${name}</strong> ${verdicts[String(applies)]}${keeps}${why}
  </li>`;
}

const verdicts: Readonly<Record<string, string>> = {
  true: 'applies: what can wait does not begin',
  false: 'does not apply now',
  null: 'cannot be told, so that what can wait does not begin',
};
