import { networkFaults } from '../net/fault.ts';
import { happeningKinds } from '../plan/happenings.ts';
import { type Overrides, planOf } from '../plan/plan.ts';
import type { Order, Outcome } from './play.ts';

/** Everything that can be left out by name. */
const faults: readonly string[] = [...networkFaults, ...happeningKinds, 'imds', 'clocks', 'orphans'];

/**
 * Looks for a smaller run of a seed that breaks the same invariant: less time, fewer nodes, faults left out one by one.
 * What cannot be left out is what it takes.
 */
// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
export async function shrink(found: Outcome, play: (order: Order) => Promise<Outcome>): Promise<Outcome> {
  const { seed } = found;
  let best = found;
  const attempt = async (overrides: Overrides): Promise<boolean> => {
    const outcome = await play({ seed, overrides });
    if (outcome.violation?.invariant !== found.violation?.invariant) return false;
    best = outcome;
    return true;
  };
  const hours = Math.ceil((found.violation?.at ?? 0) / 36_000 + 1) / 100;
  if (hours * 3_600_000 < planOf(seed, best.overrides).troubleMs) await attempt({ ...best.overrides, hours });
  for (const kind of presentFaults(best)) {
    await attempt({ ...best.overrides, without: [...(best.overrides.without ?? []), kind] });
  }
  for (const nodes of [1, 2, 3, 4, 6, 8]) {
    if (nodes >= best.nodes || (await attempt({ ...best.overrides, nodes }))) break;
  }
  for (const kind of presentParts(best)) {
    await attempt({ ...best.overrides, without: [...(best.overrides.without ?? []), kind] });
  }
  return best;
}

function presentFaults({ seed, overrides }: Order): string[] {
  const plan = planOf(seed, overrides);
  const kinds = new Set<string>([
    ...plan.windows.map(({ kind }) => kind),
    ...plan.happenings.map(({ what }) => what.kind),
    ...(plan.imds.length > 0 ? ['imds'] : []),
    ...(plan.orphans > 0 ? ['orphans'] : []),
    'clocks',
  ]);
  return faults.filter((kind) => kinds.has(kind));
}

function presentParts({ seed, overrides }: Order): string[] {
  const plan = planOf(seed, overrides);
  const events = plan.events.length > 12 ? [] : plan.events.map(({ id }) => `azure:${id}`);
  return [...plan.workloads.map(({ name }) => `workload:${name}`), ...events];
}

/** How to see a run again, as arguments of the command line. */
export function argumentsOf({ seed, overrides: { nodes, hours, without = [] } }: Order): string {
  return [
    `--seed ${seed}`,
    ...(nodes === undefined ? [] : [`--nodes ${nodes}`]),
    ...(hours === undefined ? [] : [`--hours ${hours}`]),
    ...(without.length === 0 ? [] : [`--without ${without.join(',')}`]),
  ].join(' ');
}
