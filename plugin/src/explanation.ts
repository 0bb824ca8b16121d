import type { BudgetView } from '../../controller/src/decide/views/budgets.ts';
import type { NodeState } from '@mechanic/contract/status';
import { sourceOf } from '../../controller/src/decide/need/tidings.ts';
import { ownRecord } from '../../controller/src/decide/step/ownership.ts';
import type { NodeView } from '../../controller/src/decide/snapshot.ts';
import type { EventEntry, NodeEntry, Status } from '@mechanic/contract/status';
import { requestType } from '@mechanic/contract';
import { cleanDeep } from './clean-text.ts';
import {
  blockers,
  blockersInShort,
  heldByBudgetsAlone,
  podsWord,
  stateTones,
  timeLeft,
} from './node-words.ts';
import { type View, source } from './overview.ts';
import { clockTime, count, fromNow, span } from './span.ts';
import type { Answer } from './status-source.ts';
import { wrap } from './table.ts';
import { waits } from './waits.ts';

/** Everything that is known of one node. */
export interface NodeAnswer extends Answer {
  readonly node: NodeView;
  /** Whether its probe pod is Ready; null when that could not be read. */
  readonly probed: boolean | null;
  /** The PodDisruptionBudgets that hold its pods, as they are now. */
  readonly budgets: readonly BudgetView[];
}

/** What `kubectl mechanic explain` prints, as lines. */
export function explanation(answer: NodeAnswer, view: View): string[] {
  const clean = cleanDeep(answer);
  const entry = clean.status.nodes.find(({ node }) => node === clean.node.name);
  return [
    ...title(clean, entry, view),
    ...section('Announced', announced(entry, view.now), view),
    ...section('How mechanic knows', sources(clean, view.now), view),
    ...section('Why', entry === undefined ? [] : entry.why.split('; '), view),
    ...section('What blocks it', entry === undefined ? [] : blocks(clean, entry), view),
    ...section('What it waits for', entry === undefined ? [] : waits(entry), view),
    ...section('Forecast', foreseen(entry, view.now), view),
    ...section('What comes next', next(clean, entry, view.now), view),
    '',
    ...source(clean.origin, view),
  ];
}

function title({ node, status }: NodeAnswer, entry: NodeEntry | undefined, { paint, now }: View): string[] {
  const state = entry?.state ?? 'idle';
  const left = entry === undefined ? null : timeLeft(entry, now);
  const parts = [
    paint(stateTones[state], state),
    ...(typeof entry?.position === 'number'
      ? [`${ordinal(entry.position)} of ${status.queue.length} in the queue`]
      : []),
    ...(left === null || left.text === '' ? [] : [paint(left.tone, leftWords(left.text))]),
    node.unschedulable ? 'cordoned' : 'not cordoned',
    ...(node.ready === 'True' ? [] : [paint('danger', 'not Ready')]),
  ];
  return [`${paint('strong', node.name)}: ${parts.join(', ')}`];
}

function leftWords(left: string): string {
  return /^(late|since)/.test(left) ? left : `${left} left`;
}

function section(heading: string, items: readonly string[], { paint, width }: View): string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap((item) =>
    wrap(item, width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`),
  );
  return ['', paint('strong', heading), ...lines];
}

function announced(entry: NodeEntry | undefined, now: number): string[] {
  if (entry === undefined || entry.events.length === 0) return ['nothing'];
  return entry.events.map((event) => eventLine(event, now));
}

function eventLine(event: EventEntry, now: number): string {
  const { id, type, status, notBefore, durationSeconds, source: from, description } = event;
  const parts = [
    `${type} ${status}`.trim(),
    notBefore === null
      ? ''
      : `${type === requestType ? 'by' : 'not before'} ${clockTime(notBefore)} (${fromNow(notBefore, now)})`,
    durationSeconds === null ? '' : `for ${span(durationSeconds * 1_000)}`,
    from === '' ? '' : `from ${from}`,
    id === type ? '' : `id ${id}`,
  ];
  const text = parts.filter((part) => part !== '').join(', ');
  return description === '' ? text : `${text}: "${description}"`;
}

/** Which source holds for this node, and what the sources say. */
function sources(from: NodeAnswer, now: number): string[] {
  const { probed, report, changedAt, conditions } = sourceOf(from.node, from.probed);
  const told = conditions.map(({ type, status }) => `${type} is ${status}`);
  const fallback = told.length === 0 ? 'no condition of AKS tells either' : told.join(', ');
  if (report === 'absent') return [`no probe has reported; ${fallback}`];
  if (report === 'unreadable' || changedAt === null)
    return [`the report of its probe cannot be read; ${fallback}`];
  const age = fromNow(changedAt, now);
  const changed = `its report last changed ${clockTime(changedAt)}${age === '' ? '' : ` (${age})`}`;
  if (probed === true && report === 'ok')
    return [`its probe runs and reads the metadata service; ${changed}`];
  const trouble =
    report === 'ok' ? probeTrouble(probed) : `its probe gets no answer from the metadata service (${report})`;
  return [`${trouble}; ${changed}, and counts until its events expire; ${fallback}`];
}

function probeTrouble(probed: boolean | null): string {
  return probed === null ? 'whether its probe runs could not be read' : 'its probe is not Ready';
}

function blocks({ budgets, status }: NodeAnswer, entry: NodeEntry): string[] {
  if (entry.state === 'waiting' || entry.state === 'paused') return holders(status, entry);
  const pods = podsWord(entry);
  const left = pods === '' || pods === '0' ? [] : [`pods left: ${pods}`];
  return [...left, ...blockers(entry, 20), ...budgets.map(budgetLine)];
}

/** Who has the slots, when they are what a waiting node waits for; other limits are said under "Why". */
function holders({ nodes, settings, slots: { used, total } }: Status, entry: NodeEntry): string[] {
  if (settings.paused) return ['mechanic is paused: no drain starts (kubectl mechanic resume)'];
  if (total === 0) return ['maxConcurrentDrains is 0: no drain starts'];
  if (used < total) return [];
  return nodes
    .filter(({ state, node }) => state === 'draining' && node !== entry.node)
    .map((holder) => {
      const held = blockersInShort(holder);
      return `${holder.node} has a slot${held === '' ? '' : `, where ${held}`}`;
    });
}

function budgetLine({ namespace, name, ...budget }: BudgetView): string {
  const { currentHealthy: healthy, desiredHealthy: desired, disruptionsAllowed: allowed } = budget;
  const state = `${count(healthy, 'healthy pod')}, at least ${desired} required`;
  const verdict = allowed > 0 ? `allows ${count(allowed, 'disruption')} now` : 'allows no disruption now';
  return `PodDisruptionBudget ${namespace}/${name} ${verdict}: ${state}`;
}

/** When it will be drained, as the controller expects. */
function foreseen(entry: NodeEntry | undefined, now: number): string[] {
  const forecast = entry?.forecast;
  if (forecast === null || forecast === undefined) return [];
  const { startsAt, endsAt, missesDeadline, basis } = forecast;
  const at = (time: string): string => `${clockTime(time)} (${fromNow(time, now)})`;
  const begin = startsAt === null ? 'its turn is not in sight' : `drain from ${at(startsAt)}`;
  const end = endsAt === null ? 'no end in sight' : `until ${at(endsAt)}`;
  const late = missesDeadline ? ', which misses its deadline' : '';
  return [`${begin}, ${end}${late}`, `made from: ${basis}`];
}

function next(answer: NodeAnswer, entry: NodeEntry | undefined, now: number): string[] {
  const { status } = answer;
  const lines = [steps[entry?.state ?? 'idle'](answer, entry)];
  if (status.leader.identity === null)
    lines.push('Nobody leads: nothing of this happens until a controller does.');
  if (status.dryRun) lines.push('Dry run: nothing of this is really done.');
  const urgent = entry === undefined ? null : urgency(status, entry, now);
  return urgent === null ? lines : [...lines, urgent];
}

type Step = (answer: NodeAnswer, entry: NodeEntry | undefined) => string;

const begins: Step = ({ status }, entry) => {
  const before = status.queue
    .filter(({ position }) => position < (entry?.position ?? 0))
    .map(({ node }) => node);
  const ahead = before.length === 0 ? 'It is the next.' : `Before it: ${before.slice(0, 10).join(', ')}.`;
  const verb = entry?.state === 'paused' ? 'Its drain goes on' : 'It is cordoned and drained';
  return `${verb} as soon as what it waits for is free. ${ahead}`;
};

const steps: Readonly<Record<NodeState, Step>> = {
  idle: () => 'Nothing, until maintenance is announced for it.',
  ignored: ({ node }) =>
    `Nothing: remove mechanic.dev/ignore from it (kubectl annotate or label node ${node.name} mechanic.dev/ignore-) to have it cared for.`,
  foreign: () => 'Nothing, until the other tool has let go of the node.',
  scheduled: () => 'Nothing now; it is looked at again when an event, a setting or the time changes that.',
  waiting: begins,
  refused: () => 'It is tried again by itself; allow the change that was not permitted.',
  draining: (answer, entry) => `${whenPodsGo(entry)} ${afterwards(answer)}`,
  paused: begins,
  failed: () => 'It is tried again as said above, as long as the event lasts.',
  drained: (answer) => afterwards(answer),
  overridden: () =>
    'Nothing for these events, because a person uncordoned it; a new event is a new reason to drain it.',
  unknown: () => 'Nothing, until a probe or a condition tells which maintenance is scheduled.',
};

function whenPodsGo(entry: NodeEntry | undefined): string {
  if (entry === undefined || entry.blockedBy.length === 0)
    return 'When its pods are gone it counts as drained.';
  return heldByBudgetsAlone(entry)
    ? 'What is blocked goes as soon as its budget allows it: with more healthy pods, or a looser budget.'
    : 'What is blocked goes as soon as what is said above holds it no longer.';
}

function afterwards({ node, status }: NodeAnswer): string {
  const uncordon = status.settings.inForce.uncordon;
  const enabled =
    typeof uncordon !== 'object' || uncordon === null || !('enabled' in uncordon) || uncordon.enabled;
  if (enabled === false) return 'It stays cordoned: uncordon.enabled is false.';
  if (ownRecord(node)?.wasUnschedulable === true) {
    return 'It stays cordoned after the maintenance, because it was cordoned before.';
  }
  return 'It stays cordoned until Azure says that the maintenance is over, and is then uncordoned.';
}

/** When a waiting node may take the slot of another. */
function urgency({ settings }: Status, { state, deadline }: NodeEntry, now: number): string | null {
  const within = settings.inForce.urgentWithin;
  if ((state !== 'waiting' && state !== 'paused') || deadline === null || typeof within !== 'string')
    return null;
  const left = Date.parse(deadline) - now;
  if (Number.isNaN(left)) return null;
  return `Within ${within} of its time (${clockTime(deadline)}) it may take the slot of a less urgent drain.`;
}

function ordinal(place: number): string {
  const tens = place % 100;
  if (tens >= 11 && tens <= 13) return `${place}th`;
  return `${place}${['th', 'st', 'nd', 'rd'][place % 10] ?? 'th'}`;
}
