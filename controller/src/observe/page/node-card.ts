import type { EventEntry, NodeEntry, PodLeft } from '@mechanic/contract/status';
import { type Html, html } from './html.ts';
import { count } from '../../decide/reasons.ts';
import { moment, span, told } from './moments.ts';
import { stateLabels } from './node-states.ts';

/** Pool and zone of a node, for the filter. */
export interface CardPlace {
  readonly pool: string;
  readonly zone: string;
}

const PODS_SHOWN = 100;

/** One node: its announcement, its progress, and what it waits for. The id is derived from its name. */
export function nodeCard(entry: NodeEntry, { pool, zone }: CardPlace): Html {
  const { node, state, position, note } = entry;
  const place = position === null ? '' : html`<span class="place">${position}.</span>`;
  return html`<li
    id="node-${node}"
    class="card ${state}${entry.overdue && ' overdue'}"
    data-name="${node}"
    data-pool="${pool}"
    data-zone="${zone}"
    data-state="${state}"
  >
    <h3>
      ${place} <a href="nodes/${encodeURIComponent(node)}"><code>${node}</code></a>
      <span class="tag">${stateLabels[state]}</span>
    </h3>
    ${announced(entry)} ${note !== '' && html`<p class="why">${told(note)}</p>`} ${forecast(entry)}
    ${progress(entry)} ${podsLeft(entry)} ${surges(entry)} ${volumes(entry)} ${events(entry)}
  </li>`;
}

function announced({ reason, deadline, attemptStartedAt, attempts, state }: NodeEntry): Html | null {
  if (reason === null) return null;
  const due = deadline === null ? 'no date' : html`due ${moment(deadline)}`;
  const began =
    attemptStartedAt === null || state !== 'draining' ? '' : html`, drain began ${moment(attemptStartedAt)}`;
  const again = attempts > 1 ? `, attempt ${attempts}` : '';
  return html`<p class="what"><strong>${reason}</strong>, ${due}${began}${again}</p>`;
}

/** When it will be drained. Text repeats what colours show. */
function forecast({ forecast: foreseen, state }: NodeEntry): Html | null {
  if (foreseen === null) return null;
  const { startsAt, endsAt, missesDeadline } = foreseen;
  const begin = state === 'draining' || startsAt === null ? '' : html`begins ${moment(startsAt)}, `;
  const end = endsAt === null ? 'no end in sight' : html`drained ${moment(endsAt)}`;
  const late = missesDeadline && html`, <strong>misses its deadline</strong>`;
  return html`<p class="forecast">Expected: ${begin}${end}${late}</p>`;
}

function progress({ podsTotal, podsLeft, state }: NodeEntry): Html | null {
  if (podsTotal === null || podsTotal === 0 || state !== 'draining') return null;
  const gone = podsTotal - podsLeft.length;
  return html`<p class="progress">
    <progress max="${podsTotal}" value="${gone}" aria-label="Pods gone"></progress> ${gone} of
    ${count(podsTotal, 'pod')} gone
  </p>`;
}

/** Pods that are left; for a node that is not being drained, the pods that delayed its last drain. */
function podsLeft(entry: NodeEntry): Html | null {
  const pods = entry.podsTotal === null ? entry.blockedBy.map(lastHeld) : entry.podsLeft;
  if (pods.length === 0) return null;
  const blocked = pods.filter(({ state }) => state === 'blocked').length;
  const hidden = pods.length - PODS_SHOWN;
  const summary = `${count(pods.length, 'pod')} left${blocked > 0 ? `, ${blocked} blocked` : ''}`;
  return html`<details id="pods-${entry.node}" class="${blocked > 0 && 'blocked'}">
    <summary id="pods-of-${entry.node}">${summary}</summary>
    <ul>
      ${[...pods].sort(blockedFirst).slice(0, PODS_SHOWN).map(podLine)}
      ${hidden > 0 && html`<li>and ${hidden} more</li>`}
    </ul>
  </details>`;
}

/** Deployments that run an extra replica for a while, so that their pods have successors. */
function surges({ node, surges: asked }: NodeEntry): Html | null {
  if (asked.length === 0) return null;
  return html`<details id="surges-${node}">
    <summary id="surges-of-${node}">${count(asked.length, 'Deployment')} with one replica more</summary>
    <ul>
      ${asked.map(
        ({ namespace, deployment, from, to, startedAt }) =>
          html`<li>
            <code>${namespace}/${deployment}</code> from ${from} to
            ${to}${startedAt !== null && html`, ${moment(startedAt)}`}
          </li>`,
      )}
    </ul>
  </details>`;
}

/** Volumes of evicted pods that are still attached. */
function volumes({ node, volumes: awaited }: NodeEntry): Html | null {
  if (awaited.length === 0) return null;
  const hidden = awaited.length - PODS_SHOWN;
  return html`<details id="volumes-${node}">
    <summary id="volumes-of-${node}">${count(awaited.length, 'volume')} still attached</summary>
    <ul>
      ${awaited.slice(0, PODS_SHOWN).map((name) => html`<li><code>${name}</code></li>`)}
      ${hidden > 0 && html`<li>and ${hidden} more</li>`}
    </ul>
  </details>`;
}

function lastHeld(held: NodeEntry['blockedBy'][number]): PodLeft {
  const [namespace = '', name = ''] = held.pod.split('/');
  return { namespace, name, state: 'blocked', budgets: held.budgets, reason: '' };
}

function blockedFirst(a: PodLeft, b: PodLeft): number {
  return Number(b.state === 'blocked') - Number(a.state === 'blocked');
}

function podLine({ namespace, name, state, budgets, reason }: PodLeft): Html {
  const by = budgets.map((budget) => html` <code>${budget}</code>`);
  const held = by.length > 0 && html` by PodDisruptionBudget${by}`;
  return html`<li>
    <code>${namespace}/${name}</code> ${state}${held}${reason !== '' && html` (${told(reason)})`}
  </li>`;
}

function events(entry: NodeEntry): Html | null {
  if (entry.events.length === 0) return null;
  return html`<details id="events-${entry.node}">
    <summary id="events-of-${entry.node}">${count(entry.events.length, 'announcement')}</summary>
    <ul>
      ${entry.events.map(eventLine)}
    </ul>
  </details>`;
}

function eventLine(event: EventEntry): Html {
  const { id, type, status, notBefore, durationSeconds, source, description } = event;
  return html`<li>
    <strong>${type}</strong> ${status}${notBefore !== null && html`, not before ${moment(notBefore)}`}${
      durationSeconds !== null && `, expected to last ${span(durationSeconds)}`
    }${source !== '' && `, from ${source}`}${description !== '' && html`: <q>${description}</q>`}
    ${id !== type && html`<code class="id">${id}</code>`}
  </li>`;
}
