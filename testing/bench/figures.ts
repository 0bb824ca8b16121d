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
  return tally(
    entries.map(
      ({ verb, resource, subresource, code }) =>
        `${verb} ${subresource === '' ? resource : `${resource}/${subresource}`}${refusal(code)}`,
    ),
  );
}

/** What the API server said when it was not yes; a request that its caller gave up counts as 500. */
function refusal(code: number): string {
  return code < 300 ? '' : ` (${code})`;
}

/** The same of patches of Nodes alone: which keys they were about, and what the API server said when not yes. */
export function describePatches(entries: readonly AuditEntry[]): string {
  return tally(
    entries
      .filter(({ verb, resource }) => verb === 'patch' && resource === 'nodes')
      .map(({ requestObject, code }) => `${keysOf(requestObject)}${refusal(code)}`),
  );
}

/** `unschedulable + Draining`, `taints`: the part of a patch of ours that says what it is for. */
function keysOf(patch: unknown): string {
  const text = JSON.stringify(patch);
  const phase = /\\"phase\\":\\"(\w+)\\"/.exec(text)?.[1];
  const keys = ['unschedulable', 'taints', 'labels'].filter((key) => text.includes(key));
  return [...keys, ...(phase === undefined ? [] : [phase])].join(' + ') || 'other';
}

function tally(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
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
