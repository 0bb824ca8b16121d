import type { EventEntry, NodeEntry, NodeState, Status } from '@mechanic/contract/status';
import { requestType } from '@mechanic/contract';
import { sourceOf } from '../need/event-sources.ts';
import { count } from '../reasons.ts';
import type { NodeView } from '../snapshot.ts';
import { ownRecord } from '../step/ownership.ts';
import type { BudgetView } from '../views/budgets.ts';
import { blockers, blockersInShort, heldByBudgetsAlone, podsWord } from './held-words.ts';
import { waits } from './waits.ts';

/** What is known of one node besides the status. */
export interface NodeFacts {
  readonly status: Status;
  readonly node: NodeView;
  /** Whether its probe pod is Ready; null when unknown. */
  readonly probed: boolean | null;
  /** The present PodDisruptionBudgets that hold its pods. */
  readonly budgets: readonly BudgetView[];
}

/** How the caller formats times. */
export interface Words {
  /** A point in time, given as RFC 3339. */
  readonly at: (time: string) => string;
  /** A length of time in milliseconds. */
  readonly span: (ms: number) => string;
}

/** A heading, and the sentences below it. */
export interface Section {
  readonly heading: string;
  readonly items: readonly string[];
}

/** Everything there is to say about a node. Sections without a sentence are left out. */
export function explain(facts: NodeFacts, words: Words): Section[] {
  const entry = entryOf(facts);
  const sections: Section[] = [
    { heading: 'Announced', items: announced(entry, words) },
    { heading: 'How mechanic knows', items: sources(facts, words) },
    { heading: 'Why', items: entry === undefined ? [] : entry.why.split('; ') },
    { heading: 'What blocks it', items: entry === undefined ? [] : blocks(facts, entry) },
    { heading: 'What it waits for', items: entry === undefined ? [] : waits(entry) },
    { heading: 'Forecast', items: foreseen(entry, words) },
    { heading: 'What comes next', items: next(facts, entry, words) },
  ];
  return sections.filter(({ items }) => items.length > 0);
}

/** undefined for an idle node. */
export function entryOf({ node, status }: Pick<NodeFacts, 'node' | 'status'>): NodeEntry | undefined {
  return status.nodes.find((entry) => entry.node === node.name);
}

/** Maximum number of budgets that are named. */
const MOST_BUDGETS = 5;

/** The PodDisruptionBudgets (namespace/name) that hold pods of a node, up to that maximum. */
export function budgetsHolding(entry: NodeEntry | undefined): string[] {
  return [...new Set(entry?.blockedBy.flatMap(({ budgets }) => budgets))].slice(0, MOST_BUDGETS);
}

/** `2nd of 3 in the queue`; empty for a node that does not wait. */
export function placeWords(entry: NodeEntry | undefined, { queue }: Pick<Status, 'queue'>): string {
  return typeof entry?.position === 'number'
    ? `${ordinal(entry.position)} of ${queue.length} in the queue`
    : '';
}

/** The state of the Node itself. */
export function conditionWords({ unschedulable, ready }: NodeView): string[] {
  return [unschedulable ? 'cordoned' : 'not cordoned', ...(ready === 'True' ? [] : ['not Ready'])];
}

function announced(entry: NodeEntry | undefined, words: Words): string[] {
  if (entry === undefined || entry.events.length === 0) return ['nothing'];
  return entry.events.map((event) => eventLine(event, words));
}

function eventLine(event: EventEntry, { at, span }: Words): string {
  const { id, type, status, notBefore, durationSeconds, source: from, description } = event;
  const parts = [
    `${type} ${status}`.trim(),
    notBefore === null ? '' : `${type === requestType ? 'by' : 'not before'} ${at(notBefore)}`,
    durationSeconds === null ? '' : `for ${span(durationSeconds * 1_000)}`,
    from === '' ? '' : `from ${from}`,
    id === type ? '' : `id ${id}`,
  ];
  const text = parts.filter((part) => part !== '').join(', ');
  return description === '' ? text : `${text}: "${description}"`;
}

/** Which source mechanic believes for this node, and what the sources say. */
function sources({ node, probed: ready }: NodeFacts, { at }: Words): string[] {
  const { probed, report, changedAt, conditions } = sourceOf(node, ready);
  const told = conditions.map(({ type, status }) => `${type} is ${status}`);
  const fallback = told.length === 0 ? 'no condition of AKS tells either' : told.join(', ');
  if (report === 'absent') return [`no probe has reported; ${fallback}`];
  if (report === 'unreadable' || changedAt === null)
    return [`the report of its probe cannot be read; ${fallback}`];
  const changed = `its report last changed ${at(changedAt)}`;
  if (probed === true && report === 'ok')
    return [`its probe runs and reads the metadata service; ${changed}`];
  const trouble =
    report === 'ok' ? probeTrouble(probed) : `its probe gets no answer from the metadata service (${report})`;
  return [`${trouble}; ${changed}, and counts until its events expire; ${fallback}`];
}

function probeTrouble(probed: boolean | null): string {
  return probed === null ? 'whether its probe runs could not be read' : 'its probe is not Ready';
}

function blocks({ budgets, status }: NodeFacts, entry: NodeEntry): string[] {
  if (entry.state === 'waiting' || entry.state === 'paused') return holders(status, entry);
  const pods = podsWord(entry);
  const left = pods === '' || pods === '0' ? [] : [`pods left: ${pods}`];
  return [...left, ...blockers(entry, 20), ...budgets.map(budgetLine)];
}

/** Which nodes have the slots, if the node waits for a slot. Other limits are explained under "Why". */
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

/** When it will be drained by the forecast of the controller. */
function foreseen(entry: NodeEntry | undefined, { at }: Words): string[] {
  const forecast = entry?.forecast;
  if (forecast === null || forecast === undefined) return [];
  const { startsAt, endsAt, missesDeadline, basis } = forecast;
  const begin = startsAt === null ? 'its turn is not in sight' : `its drain begins ${at(startsAt)}`;
  const end = endsAt === null ? 'no end in sight' : `and ends ${at(endsAt)}`;
  const late = missesDeadline ? ', which misses its deadline' : '';
  return [`${begin}, ${end}${late}`, `made from: ${basis}`];
}

function next(answer: NodeFacts, entry: NodeEntry | undefined, words: Words): string[] {
  const { status } = answer;
  const lines = [steps[entry?.state ?? 'idle'](answer, entry)];
  if (status.leader.identity === null)
    lines.push('Nobody leads: nothing of this happens until a controller does.');
  if (status.dryRun) lines.push('Dry run: nothing of this is really done.');
  const urgent = entry === undefined ? null : urgency(status, entry, words);
  return urgent === null ? lines : [...lines, urgent];
}

type Step = (answer: NodeFacts, entry: NodeEntry | undefined) => string;

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

function afterwards({ node, status }: NodeFacts): string {
  const uncordon = status.settings.inForce.uncordon;
  const enabled =
    typeof uncordon !== 'object' || uncordon === null || !('enabled' in uncordon) || uncordon.enabled;
  if (enabled === false) return 'It stays cordoned: uncordon.enabled is false.';
  if (ownRecord(node)?.wasUnschedulable === true) {
    return 'It stays cordoned after the maintenance, because it was cordoned before.';
  }
  return 'It stays cordoned until Azure says that the maintenance is over, and is then uncordoned.';
}

/** When a waiting node may take the slot of another node. */
function urgency({ settings }: Status, { state, deadline }: NodeEntry, { at }: Words): string | null {
  const within = settings.inForce.urgentWithin;
  if ((state !== 'waiting' && state !== 'paused') || deadline === null || typeof within !== 'string')
    return null;
  return `Within ${within} of its time (${at(deadline)}) it may take the slot of a less urgent drain.`;
}

function ordinal(place: number): string {
  const tens = place % 100;
  if (tens >= 11 && tens <= 13) return `${place}th`;
  return `${place}${['th', 'st', 'nd', 'rd'][place % 10] ?? 'th'}`;
}
