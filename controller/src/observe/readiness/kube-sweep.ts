import type { Settings } from '@mechanic/contract';
import type { AccessReviews } from '../../cluster/access-reviews.ts';
import type { Reader } from '../../cluster/client.ts';
import { failureOf } from '../../cluster/failure.ts';
import { type Finding, sorted } from '../../decide/check/finding.ts';
import { Survey } from '../../decide/check/survey.ts';
import {
  type CheckedDeployment,
  type CheckedPodObject,
  type DeploymentObject,
  type NodeRoomObject,
  type Resources,
  allocatableOf,
  checkedDeployment,
  checkedPod,
} from '../../decide/check/views.ts';
import type { NodeLoad } from '../../decide/forecast/durations.ts';
import type { NodeView } from '../../decide/snapshot.ts';
import { type BudgetObject, type BudgetView, budgetView } from '../../decide/views/budgets.ts';
import { refusedRights } from './own-permissions.ts';

/** The result of reading the whole cluster. */
export interface Readiness {
  readonly findings: readonly Finding[];
  readonly loads: ReadonlyMap<string, NodeLoad>;
}

export interface ClusterSweepParts {
  readonly client: Reader;
  readonly reviews: Pick<AccessReviews, 'allowed'>;
  readonly nodes: () => readonly NodeView[];
  readonly probedNodes: () => ReadonlySet<string>;
  readonly settings: () => Settings;
  readonly namespace: string;
  readonly version: string;
}

const PAGE_SIZE = '500';

/**
 * Reads all objects once, page by page, and keeps only what is computed from each.
 * @throws what `failureOf` reads
 */
export async function sweep(parts: ClusterSweepParts, signal: AbortSignal): Promise<Readiness> {
  const { client, reviews, namespace, version } = parts;
  const list = (path: string, take: (item: unknown) => void): Promise<void> =>
    listAll(client, path, take, signal);
  const budgets: BudgetView[] = [];
  // The paths return the types of the API server's schemas.
  await list('/apis/policy/v1/poddisruptionbudgets', (item) =>
    budgets.push(budgetView(item as BudgetObject)),
  );
  const allocatable = new Map<string, Resources>();
  await list('/api/v1/nodes', (item) => {
    const node = item as NodeRoomObject;
    const room = allocatableOf(node);
    if (room !== null) allocatable.set(node.metadata?.name ?? '', room);
  });
  const survey = new Survey({
    nodes: parts.nodes(),
    probedNodes: parts.probedNodes(),
    settings: parts.settings(),
    budgets,
    deployments: await deploymentsOrNull(list),
    allocatable,
    version,
  });
  await list('/api/v1/pods', (item) => survey.add(checkedPod(item as CheckedPodObject)));
  const refused = await refusedRights(reviews, namespace);
  return { findings: sorted([...refused, ...survey.findings()]), loads: survey.loads() };
}

/** null when Deployments may not be read: it is then unknown which of them can have a surge. */
async function deploymentsOrNull(
  list: (path: string, take: (item: unknown) => void) => Promise<void>,
): Promise<CheckedDeployment[] | null> {
  const deployments: CheckedDeployment[] = [];
  try {
    await list('/apis/apps/v1/deployments', (item) =>
      deployments.push(checkedDeployment(item as DeploymentObject)),
    );
    return deployments;
  } catch (error) {
    if (failureOf(error).code === 403) return null;
    throw error;
  }
}

async function listAll(
  client: Reader,
  path: string,
  take: (item: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let next: string | undefined;
  do {
    const page = await client.list(
      path,
      { limit: PAGE_SIZE, ...(next !== undefined && { continue: next }) },
      take,
      signal,
    );
    next = page.continue;
  } while (next !== undefined && next !== '');
}
