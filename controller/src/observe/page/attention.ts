import type { NodeState } from '../../decide/decision.ts';
import type { NodeEntry, Status } from '../status.ts';
import { type Html, html } from './html.ts';
import { count } from './moments.ts';

const levels = ['danger', 'warning', 'notice'] as const;

/** Something a person should know first. */
export interface Attention {
  /** `danger`: workloads are at risk, or mechanic does not work. `notice`: as configured, but worth knowing. */
  readonly level: (typeof levels)[number];
  readonly text: Html;
}

/** States in which pods are still on a node that has maintenance ahead. */
const atRisk: ReadonlySet<NodeState> = new Set(['waiting', 'refused', 'draining', 'paused', 'failed']);
/** More nodes than this are counted, not named. */
const NAMED = 5;

/** What is wrong or unusual, worst first. */
export function attentionOf(status: Status): Attention[] {
  const overdue = status.nodes.filter((node) => isOverdue(node, status.now));
  const blocked = status.nodes.filter(({ state, blockedBy }) => state === 'draining' && blockedBy.length > 0);
  const items = [
    ...ofMechanic(status),
    ...about('danger', overdue, 'past the time when maintenance may begin, with pods still there'),
    ...about(
      'danger',
      status.nodes.filter((node) => isAtRisk(node, status.now)),
      'expected to miss the deadline',
    ),
    ...ofAdvice(status),
    ...about('warning', blocked, 'held up by pods that cannot be evicted'),
    ...about('warning', inState(status, 'failed'), 'not drained in the last attempt'),
    ...about('danger', inState(status, 'refused'), 'set aside, because a change was not permitted'),
    ...ofSettings(status),
    ...ofReadiness(status),
  ];
  return items.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

export function isOverdue(node: NodeEntry, now: string): boolean {
  return atRisk.has(node.state) && node.deadline !== null && Date.parse(node.deadline) <= Date.parse(now);
}

/** Its deadline is ahead, and by the forecast it is not drained by then. */
function isAtRisk({ forecast, deadline }: NodeEntry, now: string): boolean {
  return forecast?.missesDeadline === true && deadline !== null && Date.parse(deadline) > Date.parse(now);
}

function ofAdvice({ advice }: Status): Attention[] {
  return advice === null || advice === undefined
    ? []
    : [{ level: 'danger', text: html`Advice: ${advice.text}.` }];
}

function ofMechanic({ synced, leader, settings, nodesTotal, nodesProbed }: Status): Attention[] {
  const items: Attention[] = [];
  if (!synced)
    items.push({ level: 'notice', text: html`Starting: this replica does not know the cluster yet.` });
  if (leader.identity === null)
    items.push({ level: 'danger', text: html`Nobody leads: nothing is drained.` });
  if (settings.error !== null) {
    const text = html`The newest edit of the settings is refused: ${settings.error}.`;
    items.push({ level: 'danger', text });
  }
  const blind = nodesTotal - nodesProbed;
  if (synced && blind > 0) {
    const text = html`${count(blind, 'node')} of ${nodesTotal} without a probe that answers: for them, only
    the conditions written by AKS are known.`;
    items.push({ level: 'notice', text });
  }
  return items;
}

/** On a quiet day: whether the cluster is ready for a bad one. */
function ofReadiness({ readiness = [] }: Status): Attention[] {
  const errors = readiness.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return [];
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  const text = html`A drain would not end: <code>${first.object}</code>, ${first.why}${more} (<code
      >kubectl mechanic check</code
    >).`;
  return [{ level: 'warning', text }];
}

function ofSettings({ dryRun, slots, synced, settings }: Status): Attention[] {
  const items: Attention[] = settings.warnings.map((warning) => ({
    level: 'notice',
    text: html`${warning}.`,
  }));
  if (dryRun) items.push({ level: 'notice', text: html`Dry run: everything is decided, nothing is done.` });
  if (synced && slots.total === 0) {
    const text = html`Paused: <code>maxConcurrentDrains</code> is 0, so no drain starts.`;
    items.push({ level: 'warning', text });
  }
  return items;
}

function inState({ nodes }: Status, state: NodeState): NodeEntry[] {
  return nodes.filter((node) => node.state === state);
}

function about(level: Attention['level'], nodes: readonly NodeEntry[], what: string): Attention[] {
  if (nodes.length === 0) return [];
  const named = nodes.slice(0, NAMED).map(({ node }, index) => [index === 0 ? '' : ', ', link(node)]);
  const others = nodes.length > NAMED ? ` and ${nodes.length - NAMED} more` : '';
  return [{ level, text: html`${count(nodes.length, 'node')} ${what}: ${named}${others}.` }];
}

function link(node: string): Html {
  return html`<a href="#node-${node}"><code>${node}</code></a>`;
}
