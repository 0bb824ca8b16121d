import type { BudgetView } from '../../controller/src/decide/views/budgets.ts';
import { budgetsHolding, entryOf } from '../../controller/src/decide/status/explanation.ts';
import type { ClusterReader } from './cluster-reader.ts';
import type { NodeAnswer } from './explanation.ts';
import type { StatusSource } from './status-source.ts';

/**
 * Gathers what is known of a node.
 * @throws KubectlFailure when there is no such Node, or it cannot be read
 */
export async function explainNode(
  name: string,
  reader: Pick<ClusterReader, 'node' | 'probes' | 'budget'>,
  source: Pick<StatusSource, 'read'>,
): Promise<NodeAnswer> {
  // First: a name that does not exist needs no status.
  const node = await reader.node(name);
  const [answer, probes] = await Promise.all([source.read(), optional(reader.probes(name))]);
  const budgets: BudgetView[] = [];
  // One request each.
  for (const key of budgetsHolding(entryOf({ ...answer, node }))) {
    const [namespace = '', budget = ''] = key.split('/');
    budgets.push(...((await optional(reader.budget(namespace, budget).then((view) => [view]))) ?? []));
  }
  return { ...answer, node, probed: probes?.some(({ ready }) => ready) ?? null, budgets };
}

/** null when it cannot be read: the explanation says less then, but it says it. */
function optional<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch(() => null);
}
