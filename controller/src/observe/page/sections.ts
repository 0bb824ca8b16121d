import type { ShownSettings } from '@mechanic/contract';
import type { NodeEntry, NodeState, Status } from '@mechanic/contract/status';
import { fleetMap } from './fleet-map.ts';
import { historyTable } from './history-table.ts';
import { holdList } from './holds.ts';
import { type Html, html } from './html.ts';
import { count } from '../../decide/reasons.ts';
import { moment, told } from './moments.ts';
import { type CardPlace, nodeCard } from './node-card.ts';
import { readinessList } from './readiness.ts';
import { timeline } from './timeline.ts';

/** The page as pieces that change separately: each piece is one element, stored under its id. */
export interface Rendered {
  readonly parts: ReadonlyMap<string, Html>;
  /** Ids of the pieces in each list, in order, by the id of the list. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** Maximum number of cards in one list; the JSON has all nodes. */
const CARDS = 500;

/** Renders everything on the page that depends on the status. */
export function renderParts(status: Status): Rendered {
  const parts = new Map<string, Html>();
  const lists = new Map<string, readonly string[]>();
  const add = (id: string, part: Html): string => {
    parts.set(id, part);
    return id;
  };
  add('leader', leader(status));
  add('summary', summary(status));
  add('attention', attention(status));
  add('slots', slots(status));
  add('timeline', timeline(status));
  add('holds', holdList(status.holds));
  add('fleet', fleetMap(status));
  add('readiness', readinessList(status));
  const placed = placesOf(status);
  for (const [id, title, nodes] of groups(status)) {
    const shown = nodes.slice(0, CARDS);
    add(`${id}-title`, groupTitle(`${id}-title`, title, nodes.length));
    lists.set(
      id,
      shown.map((entry) => add(`node-${entry.node}`, nodeCard(entry, placed.get(entry.node) ?? nowhere))),
    );
    add(`${id}-more`, more(`${id}-more`, nodes.length - shown.length));
  }
  add('history', historyTable(status.history, status.leader.isLeader));
  add('settings', settings(status));
  return { parts, lists };
}

const nowhere: CardPlace = { pool: '', zone: '' };

/** Pool and zone of each node that has a card. */
function placesOf({ fleet, nodes }: Status): ReadonlyMap<string, CardPlace> {
  const shown = new Set(nodes.map(({ node }) => node));
  return new Map(
    fleet.flatMap(({ pool, zone, nodes: names }) =>
      names.filter((name) => shown.has(name)).map((name) => [name, { pool, zone }] as const),
    ),
  );
}

/** The lists of nodes: id, heading and entries. */
function groups({ nodes }: Status): [string, string, readonly NodeEntry[]][] {
  const draining = nodes.filter(({ state }) => state === 'draining');
  const queue = nodes.filter(({ state, position }) => state !== 'draining' && position !== null);
  const others = nodes.filter(({ state, position }) => state !== 'draining' && position === null);
  return [
    ['draining', 'Draining now', draining],
    ['queue', 'Waiting for their turn', queue],
    ['others', 'Other nodes in maintenance', others],
  ];
}

function leader({ leader, version }: Status): Html {
  if (leader.isLeader) {
    return html`<p id="leader">
      <code>${leader.self}</code> leads${leader.since !== null && html`, since ${moment(leader.since)}`}.
      <span class="quiet">Version ${version}</span>
    </p>`;
  }
  const who =
    leader.identity === null ? html`Nobody is known to lead.` : html`<code>${leader.identity}</code> leads.`;
  return html`<p id="leader" class="standby">
    <strong>Standby.</strong> ${who} This is <code>${leader.self}</code>.
    <span class="quiet">Version ${version}</span>
  </p>`;
}

function summary(status: Status): Html {
  return html`<p id="summary">${sentence(status)}</p>`;
}

function sentence({ nodes, nodesTotal, queue, synced }: Status): string {
  if (!synced) return 'The state of the cluster is not known yet.';
  const inState = (state: NodeState): number => nodes.filter((node) => node.state === state).length;
  const announced = nodes.filter(({ reason }) => reason !== null).length;
  if (announced === 0) return `All quiet: nothing is announced for any of ${count(nodesTotal, 'node')}.`;
  const steps: [number, string][] = [
    [inState('draining'), 'draining'],
    [queue.length, 'waiting'],
    [inState('drained'), 'drained'],
    [inState('failed'), 'failed'],
  ];
  const told = steps.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
  return `Maintenance for ${announced} of ${count(nodesTotal, 'node')}${told.length > 0 ? `: ${told.join(', ')}` : ''}.`;
}

/** Further nodes are counted, not named. */
const NAMED = 5;

function attention({ attention: items }: Status): Html {
  return html`<ul id="attention">
    ${items.map(({ level, text, nodes }) => html`<li class="${level}">${told(text)}${named(nodes)}.</li>`)}
  </ul>`;
}

function named(nodes: readonly string[]): Html | null {
  if (nodes.length === 0) return null;
  const links = nodes
    .slice(0, NAMED)
    .map((node, index) => html`${index > 0 && ', '}<a href="#node-${node}"><code>${node}</code></a>`);
  return html`: ${links}${nodes.length > NAMED && ` and ${nodes.length - NAMED} more`}`;
}

function slots({ slots, nodesTotal }: Status): Html {
  return html`<dl id="slots">
    <div>
      <dt>Drain slots</dt>
      <dd>${slots.used} of ${slots.total} in use</dd>
    </div>
    <div>
      <dt>Nodes unavailable</dt>
      <dd>${slots.unavailable} of ${nodesTotal}, at most ${slots.maxUnavailable}</dd>
    </div>
  </dl>`;
}

function groupTitle(id: string, title: string, amount: number): Html {
  return html`<h2 id="${id}">${title} <span class="count">${amount}</span></h2>`;
}

function more(id: string, hidden: number): Html {
  return html`<p id="${id}" ${hidden <= 0 && html`hidden`}>
    ${hidden > 0 && html`and ${hidden} more: <a href="api/v1/status">all of them as JSON</a>`}
  </p>`;
}

function settings({ settings }: Status): Html {
  const states = {
    ok: 'As in the ConfigMap.',
    default: 'Defaults: there is no ConfigMap with the key mechanic.yaml.',
    invalid: 'The newest edit is refused; these still hold.',
  };
  return html`<details id="settings">
    <summary id="settings-summary">${states[settings.state]}</summary>
    <pre tabindex="0" aria-label="Settings in force">${lines(settings.inForce, '')}</pre>
  </details>`;
}

/** Formats settings as in mechanic.yaml. */
function lines(value: ShownSettings, indent: string): string {
  return Object.entries(value)
    .map(([key, item]) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) {
        return `${indent}${key}: ${typeof item === 'string' ? item : JSON.stringify(item)}\n`;
      }
      // A plain object of settings from showSettings.
      return `${indent}${key}:\n${lines(item as ShownSettings, `${indent}  `)}`;
    })
    .join('');
}
