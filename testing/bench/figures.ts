import type { AuditEntry } from '../controlplane/index.ts';

/** One row of the table that `make bench` prints. */
export interface Figure {
  readonly what: string;
  readonly mechanic: string;
  /** The same of `kubectl drain`, where it does such a thing. */
  readonly kubectl?: string;
  readonly goal?: Goal;
}

/** What a figure should be, and whether it is. */
export interface Goal {
  readonly says: string;
  readonly met: boolean;
}

export function judged(says: string, met: boolean): Goal {
  return { says, met };
}

/** Requests that belong to a piece of work; renewing the lease goes on whatever is done. */
export function countWork(entries: readonly AuditEntry[]): number {
  return entries.filter(({ resource }) => resource !== 'leases').length;
}

/** `8 evictions, 2 patches, ...`: what the requests were, most frequent first. */
export function describeRequests(entries: readonly AuditEntry[]): string {
  const counts = new Map<string, number>();
  for (const { verb, resource, subresource } of entries) {
    const kind = `${verb} ${subresource === '' ? resource : `${resource}/${subresource}`}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

/** A table in Markdown, so that it can go into the docs as it is. */
export function renderTable(figures: readonly Figure[]): string {
  const rows = [
    ['', 'mechanic', 'kubectl drain', 'goal', ''],
    ...figures.map(({ what, mechanic, kubectl, goal }) => [
      what,
      mechanic,
      kubectl ?? '-',
      goal?.says ?? '-',
      verdict(goal),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [header = [], ...body] = rows;
  return [
    line(header),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...body.map(line),
  ].join('\n');
}

function verdict(goal: Goal | undefined): string {
  if (goal === undefined) return '';
  return goal.met ? 'PASS' : 'FAIL';
}
