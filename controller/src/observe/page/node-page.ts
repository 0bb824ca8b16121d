import {
  type NodeFacts,
  type Section,
  type Words,
  conditionWords,
  entryOf,
  explain,
  placeWords,
} from '../../decide/status/explanation.ts';
import { type Html, html } from './html.ts';
import { span, told } from './moments.ts';
import { stateLabels } from './node-states.ts';

/** Times stay unformatted here: told() makes elements of them that the browser updates. */
const words: Words = { at: (time) => time, span: (ms) => span(ms / 1_000) };

/** The same explanation as `kubectl mechanic explain`. */
export function nodeExplanation(facts: NodeFacts): Html {
  const entry = entryOf(facts);
  const state = entry?.state ?? 'idle';
  const place = placeWords(entry, facts.status);
  const standing = [...(place === '' ? [] : [place]), ...conditionWords(facts.node)].join(', ');
  return html`<main id="content">
    <h2 class="${state}"><code>${facts.node.name}</code> <span class="tag">${stateLabels[state]}</span></h2>
    <p>${standing}</p>
    ${explain(facts, words).map(part)}
  </main>`;
}

function part({ heading, items }: Section): Html {
  return html`<h3>${heading}</h3>
    <ul>
      ${items.map((item) => html`<li>${told(item)}</li>`)}
    </ul> `;
}

/** The page for a name without a Node. */
export function noSuchNode(name: string): Html {
  return html`<main id="content">
    <h2>There is no such node</h2>
    <p>The cluster has no Node with the name <code>${name}</code>, or has none any more.</p>
    <p><a href="../nodes">All nodes</a></p>
  </main>`;
}
