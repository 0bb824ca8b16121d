import { count } from '../../controller/src/decide/reasons.ts';
import type { HistoryEntry, RememberedDrains } from '@mechanic/contract';
import { cleanDeep } from './clean-text.ts';
import type { View } from './overview.ts';
import type { Tone } from './paint.ts';
import { fromNow, span } from './span.ts';
import { type Cell, cell, table } from './table.ts';

const columns = ['ENDED', 'NODE', 'FOR', 'OUTCOME', 'TOOK', 'PODS', 'BECAUSE'];

const tones: Readonly<Record<HistoryEntry['outcome'], Tone>> = {
  succeeded: 'good',
  failed: 'danger',
  cancelled: 'quiet',
  paused: 'warning',
};

/** The output of `kubectl mechanic history`, as lines. `found` is null without a history. */
export function historyLines(found: RememberedDrains | null, view: View): string[] {
  if (found === null) return ['No drain has ended yet.'];
  const { entries, unreadable } = cleanDeep(found);
  const lines =
    entries.length === 0
      ? ['No drain has ended yet.']
      : table(
          columns,
          entries.map((entry) => row(entry, view.now)),
          view,
        );
  if (unreadable === 0) return lines;
  return [...lines, '', `${count(unreadable, 'line')} of the ConfigMap cannot be read.`];
}

function row(entry: HistoryEntry, now: number): Cell[] {
  const { endedAt, node, reason, outcome, durationSeconds, pods } = entry;
  return [
    cell(fromNow(endedAt, now)),
    cell(node),
    cell(reason),
    cell(outcome, tones[outcome]),
    cell(span(durationSeconds * 1_000)),
    cell(pods ?? ''),
    cell(because(entry)),
  ];
}

function because({ message, blockedBy = [], attempts }: HistoryEntry): string {
  const budgets = [...new Set(blockedBy.flatMap((held) => held.budgets ?? []))];
  const parts = [
    message,
    budgets.length === 0 ? '' : `held up by PodDisruptionBudget ${budgets.join(', ')}`,
    attempts > 1 ? `attempt ${attempts}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
