import { type Budget, type Settings, matchesSelector, resolveQuantity } from '@mechanic/contract';
import type { NodeView } from '../snapshot.ts';
import type { Finding } from './finding.ts';

/** Finds settings that have no effect here, or that prevent every drain. */
export function settingsFindings(settings: Settings, nodes: readonly NodeView[]): Finding[] {
  if (nodes.length === 0) return [];
  return [
    ...paused(settings, nodes.length),
    ...settings.budgets.flatMap((budget) => ofBudget(budget, nodes)),
    ...conditions(settings, nodes),
    ...(settings.dryRun
      ? [stops('dryRun', 'nothing is drained', 'set dryRun: false when you have seen enough')]
      : []),
  ];
}

function paused({ maxConcurrentDrains, maxUnavailable }: Settings, total: number): Finding[] {
  const zero = (name: string): Finding =>
    stops(name, 'it is 0, so no drain starts', 'kubectl mechanic resume, or set it');
  return [
    ...(resolveQuantity(maxConcurrentDrains, total) === 0 ? [zero('maxConcurrentDrains')] : []),
    ...(resolveQuantity(maxUnavailable, total) === 0 ? [zero('maxUnavailable')] : []),
  ];
}

function ofBudget(budget: Budget, nodes: readonly NodeView[]): Finding[] {
  const path = `budgets ${budget.name}`;
  const selected = nodes.filter(({ labels }) =>
    matchesSelector({ matchLabels: budget.nodeSelector ?? {} }, labels),
  );
  if (selected.length === 0) return [idle(path, 'its nodeSelector selects no node')];
  const { topologyKey } = budget;
  if (topologyKey !== undefined && selected.every(({ labels }) => labels[topologyKey] === undefined)) {
    return [idle(path, `no node has the label ${topologyKey}: it counts all of them as one group`)];
  }
  return [];
}

/** Reports a condition that no node has, because no tool writes it here. A condition that is False everywhere is fine. */
function conditions({ conditions: wanted }: Settings, nodes: readonly NodeView[]): Finding[] {
  return wanted
    .filter(({ type }) => nodes.every((node) => node.conditions[type] === undefined))
    .map(({ type }) => idle(`condition ${type}`, 'no node has this condition: nobody here writes it'));
}

/** A finding about a setting without effect. */
export function idle(path: string, why: string): Finding {
  return { severity: 'notice', kind: 'setting-idle', object: path, why, cure: 'correct it, or leave it out' };
}

function stops(path: string, why: string, cure: string): Finding {
  return { severity: 'warning', kind: 'setting-stops', object: path, why, cure };
}
