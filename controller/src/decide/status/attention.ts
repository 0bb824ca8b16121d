import type { AttentionItem, NodeEntry, NodeState, Status } from '@mechanic/contract/status';

const levels: readonly AttentionItem['level'][] = ['danger', 'warning', 'notice'];

/** A problem or unusual fact that needs attention; the worst come first. */
export function attentionOf(status: Omit<Status, 'attention'>): AttentionItem[] {
  const { nodes, now } = status;
  const overdue = nodes.filter((node) => node.overdue);
  const blocked = nodes.filter(({ state, blockedBy }) => state === 'draining' && blockedBy.length > 0);
  const items = [
    ...ofMechanic(status),
    ...about('danger', 'overdue', overdue, 'past the time when maintenance may begin, with pods still there'),
    ...about(
      'danger',
      'at-risk',
      nodes.filter((node) => isAtRisk(node, now)),
      'expected to miss the deadline',
    ),
    ...ofAdvice(status),
    ...about('warning', 'blocked', blocked, 'held up by pods that cannot be evicted'),
    ...about('warning', 'failed', inState(nodes, 'failed'), 'not drained in the last attempt'),
    ...about('danger', 'refused', inState(nodes, 'refused'), 'set aside, because a change was not permitted'),
    ...ofSettings(status),
    ...ofReadiness(status),
  ];
  return items.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

function ofMechanic({
  synced,
  leader,
  settings,
  nodesTotal,
  nodesProbed,
}: Omit<Status, 'attention'>): AttentionItem[] {
  const items: AttentionItem[] = [];
  if (!synced) items.push(item('notice', 'starting', 'Starting: this replica does not know the cluster yet'));
  if (leader.identity === null) items.push(item('danger', 'no-leader', 'Nobody leads: nothing is drained'));
  if (settings.error !== null) {
    const text = `The newest edit of the settings is refused: ${settings.error}`;
    items.push(item('danger', 'settings-refused', text));
  }
  const blind = nodesTotal - nodesProbed;
  if (synced && blind > 0) {
    const text = `${nodesWord(blind)} of ${nodesTotal} without a probe that answers: for them, only the conditions written by AKS are known`;
    items.push(item('notice', 'unprobed', text));
  }
  return items;
}

/** Whether the deadline is ahead and the forecast says that the node will miss it. */
function isAtRisk({ forecast, deadline }: NodeEntry, now: string): boolean {
  return forecast?.missesDeadline === true && deadline !== null && Date.parse(deadline) > Date.parse(now);
}

function ofAdvice({ advice }: Pick<Status, 'advice'>): AttentionItem[] {
  return advice === null ? [] : [item('danger', 'advice', `Advice: ${advice.text}`)];
}

/** Without urgent problems: whether the cluster is ready for a drain. */
function ofReadiness({ readiness }: Pick<Status, 'readiness'>): AttentionItem[] {
  const [first, ...others] = readiness.filter(({ severity }) => severity === 'error');
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const text = `A drain would not end: ${first.object}, ${first.why}${more} (kubectl mechanic check)`;
  return [item('warning', 'readiness', text)];
}

function ofSettings({ dryRun, slots, synced, settings }: Omit<Status, 'attention'>): AttentionItem[] {
  const items: AttentionItem[] = [];
  if (dryRun) items.push(item('notice', 'dry-run', 'Dry run: everything is decided, nothing is done'));
  items.push(...settings.warnings.map((warning) => item('notice', 'setting', warning)));
  if (settings.paused)
    items.push(item('warning', 'paused', 'Paused: no drain starts until kubectl mechanic resume'));
  else if (synced && slots.total === 0)
    items.push(item('warning', 'paused', 'Paused: maxConcurrentDrains is 0, so no drain starts'));
  return items;
}

function inState(nodes: readonly NodeEntry[], state: NodeState): NodeEntry[] {
  return nodes.filter((node) => node.state === state);
}

function about(
  level: AttentionItem['level'],
  kind: string,
  nodes: readonly NodeEntry[],
  what: string,
): AttentionItem[] {
  if (nodes.length === 0) return [];
  const text = `${nodesWord(nodes.length)} ${what}`;
  return [{ level, kind, text, nodes: nodes.map(({ node }) => node) }];
}

function item(level: AttentionItem['level'], kind: string, text: string): AttentionItem {
  return { level, kind, text, nodes: [] };
}

function nodesWord(amount: number): string {
  return `${amount} node${amount === 1 ? '' : 's'}`;
}
