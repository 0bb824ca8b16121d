import { count } from '../../controller/src/decide/reasons.ts';
import { cleanDeep } from './clean-text.ts';
import type { View } from './overview.ts';
import type { Plan, PlannedNode } from './plan-cluster.ts';
import { clockTime, fromNow } from './span.ts';
import { type Cell, cell, table, wrap } from './table.ts';

const columns = ['#', 'NODE', 'STARTS', 'ENDS', 'IN TIME', 'PODS', 'WHAT HOLDS IT'];

/** The output of `kubectl mechanic plan`, as lines. */
export function planLines(plan: Plan, view: View): string[] {
  const clean = cleanDeep(plan);
  const { nodes, others } = clean;
  const drained = nodes.filter(
    ({ startsAt, endsAt, state }) => startsAt !== null || endsAt !== null || state === 'waiting',
  );
  const left = nodes.filter((node) => !drained.includes(node));
  return [
    ...wrap(heading(clean, view), view.width),
    '',
    ...(drained.length > 0
      ? table(
          columns,
          drained.map((node, index) => row(node, index, view)),
          view,
        )
      : []),
    ...left.flatMap(({ node, why }) => wrap(`${node} would not be drained: ${why}`, view.width)),
    '',
    ...verdict(clean, view),
    ...(others.length > 0
      ? wrap(`In need already, and taking their turn among them: ${names(others)}.`, view.width)
      : []),
    ...trialLines(clean, view),
    ...wrap(`Made from: ${clean.basis}. Nothing was written.`, view.width),
    ...(clean.gaps.length > 0 ? wrap(`Not permitted to read: ${clean.gaps.join('; ')}.`, view.width) : []),
  ];
}

function heading({ nodes, event, notBefore, limits }: Plan, { now }: View): string {
  return (
    `If ${count(nodes.length, 'node')} got a ${event} not before ${clockTime(notBefore)} (${fromNow(notBefore, now)}), ` +
    `with maxConcurrentDrains ${limits.maxConcurrentDrains} and maxUnavailable ${limits.maxUnavailable}:`
  );
}

function row(
  { node, startsAt, endsAt, missesDeadline, pods, never }: PlannedNode,
  index: number,
  { now }: View,
): Cell[] {
  return [
    cell(index + 1, 'strong'),
    cell(node),
    cell(startsAt === null ? 'not in sight' : fromNow(startsAt, now)),
    cell(endsAt === null ? 'not in sight' : fromNow(endsAt, now)),
    missesDeadline ? cell('NO', 'danger') : cell('yes', 'good'),
    cell(pods ?? '?'),
    cell(never.join('; ')),
  ];
}

function verdict({ nodes, advice }: Plan, { paint, width }: View): string[] {
  const late = nodes.filter(({ missesDeadline }) => missesDeadline);
  if (late.length === 0) return [paint('good', 'Nobody would miss the deadline.')];
  const told = `${count(late.length, 'node')} would miss the deadline: ${names(late)}.`;
  return [
    ...wrap(told, width).map((line) => paint('danger', line)),
    ...(advice === null ? [] : wrap(`Advice: ${advice.text}.`, width)),
  ];
}

function trialLines({ trial, gaps }: Plan, { width }: View): string[] {
  if (trial.forbidden)
    return wrap('Whether evictions would be refused is not known: you may not try them.', width);
  const refused = trial.refused.flatMap(({ pod, node, why }) =>
    wrap(`The eviction of ${pod} on ${node} would be refused now: ${why}`, width),
  );
  if (refused.length > 0 || trial.tried === 0 || gaps.length > 0) return refused;
  return wrap(`${count(trial.tried, 'eviction')} tried without doing it: none would be refused now.`, width);
}

function names(nodes: readonly PlannedNode[]): string {
  const more = nodes.length > 10 ? ` and ${nodes.length - 10} more` : '';
  return `${nodes
    .slice(0, 10)
    .map(({ node }) => node)
    .join(', ')}${more}`;
}
