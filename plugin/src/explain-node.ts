import type { BudgetView } from '../../controller/src/decide/views/budgets.ts';
import { budgetsHolding, entryOf } from '../../controller/src/decide/status/explanation.ts';
import type { ClusterReader } from './cluster-reader.ts';
import type { NodeAnswer } from './explanation.ts';
import type { StatusSource } from './status-source.ts';

/**
 * Collects everything that is known of a node.
 * @throws KubectlFailure when the Node does not exist or cannot be read
 */
export async function explainNode(
  name: string,
  reader: Pick<ClusterReader, 'node' | 'probes' | 'budget'>,
  source: Pick<StatusSource, 'read'>,
): Promise<NodeAnswer> {
  // The Node is read first: without it no status is needed.
  const node = await reader.node(name);
  const [answer, probes] = await Promise.all([source.read(), optional(reader.probes(name))]);
  const budgets: BudgetView[] = [];
  // One request for each budget.
  for (const key of budgetsHolding(entryOf({ ...answer, node }))) {
    const [namespace = '', budget = ''] = key.split('/');
    budgets.push(...((await optional(reader.budget(namespace, budget).then((view) => [view]))) ?? []));
  }
  return { ...answer, node, probed: probes?.some(({ ready }) => ready) ?? null, budgets };
}

/** Returns null when it cannot be read: the explanation is shorter then. */
function optional<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch(() => null);
}
