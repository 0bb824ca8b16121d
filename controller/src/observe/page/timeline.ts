import type { HoldStatus, NodeEntry, Status } from '@mechanic/contract/status';
import { formatTime } from '../../decide/times.ts';
import { type Html, html } from './html.ts';
import { moment, span } from './moments.ts';
import { type Scale, place, scaleOf } from './timeline-scale.ts';

/** More rows would show nothing that the numbers do not. */
const ROWS = 60;
/** Size of the drawing in SVG units. */
const WIDTH = 600;
/**
 * A deadline this many times further away than the last end of a drain is left out, because all bars would be too small.
 */
const FAR = 4;

/**
 * For each node: a bar from start to end of its drain, its deadline, and a text that says whether it misses the deadline.
 */
export function timeline(status: Status): Html {
  const foreseen = status.nodes.filter(({ forecast }) => forecast !== null).sort(byBegin);
  if (foreseen.length === 0) return html`<section id="timeline" hidden></section>`;
  const shown = foreseen.slice(0, ROWS);
  const scale = scaleOf(timesOf(shown, Date.parse(status.now)), Date.parse(status.now));
  const hidden = foreseen.length - shown.length;
  return html`<section id="timeline" aria-labelledby="timeline-title">
    <h2 id="timeline-title">Forecast <span class="count">${foreseen.length}</span></h2>
    <p class="quiet">
      ${basisOf(foreseen)} Each bar is a drain, from its begin to its end; the red line its deadline, the blue
      one now; what is shaded is held.
    </p>
    <div class="scale" aria-hidden="true">
      <span>${moment(formatTime(scale.from))}</span><span>${moment(formatTime(scale.to))}</span>
    </div>
    <ol class="rows">
      ${shown.map((entry) => row(entry, scale, status.holds))}
    </ol>
    ${hidden > 0 && html`<p>and ${hidden} more</p>`}
  </section>`;
}

/** Sorts by start of the drain; nodes without a known start come last. */
function byBegin({ forecast: a }: NodeEntry, { forecast: b }: NodeEntry): number {
  return begin(a) - begin(b);
}

function begin(forecast: NodeEntry['forecast']): number {
  const [time = Number.MAX_SAFE_INTEGER] = times(forecast?.startsAt);
  return time;
}

/** The times that the scale has to include. */
function timesOf(entries: readonly NodeEntry[], now: number): number[] {
  const bars = entries.flatMap(({ forecast }) => times(forecast?.startsAt, forecast?.endsAt));
  const deadlines = entries.flatMap(({ deadline }) => times(deadline));
  if (bars.length === 0) return deadlines;
  const far = now + FAR * (Math.max(...bars) - now);
  return [...bars, ...deadlines.filter((deadline) => deadline <= far)];
}

function times(...given: readonly (string | null | undefined)[]): number[] {
  return given.flatMap((time) => (typeof time === 'string' ? [Date.parse(time)] : []));
}

function basisOf([first]: readonly NodeEntry[]): string {
  const basis = first?.forecast?.basis ?? '';
  return basis === '' ? 'If nothing changes.' : `If nothing changes (${basis}).`;
}

function row(entry: NodeEntry, scale: Scale, holds: readonly HoldStatus[]): Html {
  const { node, forecast, heldBy } = entry;
  const late = forecast?.missesDeadline === true;
  const hold = holds.find(({ name }) => name === heldBy);
  return html`<li class="${late && 'late'}">
    <a href="#node-${node}"><code>${node}</code></a>
    ${drawing(entry, scale, hold)}
    <span class="said">${heldBy !== null && `held by ${heldBy}; `}${verdict(entry)}</span>
  </li>`;
}

/** Compares the end of the drain with the deadline. The text does not change while only time passes. */
function verdict({ forecast, deadline }: NodeEntry): Html | string {
  if (forecast === null) return '';
  const { endsAt, missesDeadline } = forecast;
  const missed = html`<strong>misses its deadline</strong>`;
  if (endsAt === null) return missesDeadline ? html`${missed}: no end in sight` : 'no end in sight';
  if (deadline === null) return missesDeadline ? missed : 'no deadline';
  const spare = (Date.parse(deadline) - Date.parse(endsAt)) / 1_000;
  if (missesDeadline) return spare < 0 ? html`${missed} by ${span(-spare)}` : missed;
  return spare < 0 ? 'drained' : `drained ${span(spare)} before its deadline`;
}

/** The drawing, hidden from screen readers: the text beside it says the same. The script moves the line of the present. */
function drawing({ forecast, deadline }: NodeEntry, scale: Scale, hold: HoldStatus | undefined): Html {
  const at = (time: number): number => place(time, scale, WIDTH);
  const [start = scale.from] = times(forecast?.startsAt);
  const [end = scale.to] = times(forecast?.endsAt);
  const x = at(start);
  const [due] = times(deadline);
  return html`<svg
    viewBox="0 0 ${WIDTH} 20"
    preserveAspectRatio="none"
    aria-hidden="true"
    data-from="${scale.from}"
    data-to="${scale.to}"
  >
    ${scale.marks.map((mark) => html`<path class="mark" d="M${at(mark)} 0v20" />`)}
    ${hold !== undefined && html`<rect class="held" x="0" y="0" width="${at(holdEnd(hold, scale))}" height="20" />`}
    <rect class="${endClass(forecast)}" x="${x}" y="5" width="${Math.max(at(end) - x, 3)}" height="10" />
    ${due !== undefined && due <= scale.to && html`<path class="due" d="M${at(due)} 0v20" />`}
    <path class="now" d="M0 0v20" />
  </svg>`;
}

function endClass(forecast: NodeEntry['forecast']): string {
  return forecast?.endsAt === null ? 'bar endless' : 'bar';
}

function holdEnd({ until }: HoldStatus, { to }: Scale): number {
  return until === null ? to : Date.parse(until);
}
