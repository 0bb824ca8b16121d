import type { Budget, Settings } from '@mechanic/contract';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import { type NodeFacts, isDraining } from './node-facts.ts';
import { mostOf } from './quantities.ts';

const SPOT = [
  ['kubernetes.azure.com/scalesetpriority', 'spot'],
  ['karpenter.sh/capacity-type', 'spot'],
] as const;
/** What became unavailable so lately may not be known to whoever decides. */
const NEWS_MS = 3_000;

/** A Node that takes a slot, among the others. */
interface Taking {
  readonly taker: NodeFacts;
  readonly present: readonly NodeFacts[];
  /** Those that went lately as well: they may still count where a percentage is taken. */
  readonly all: readonly NodeFacts[];
}

/** Never more drains at once than any settings allow that the writer may rightly know; budgets likewise. */
export function drainLimits(facts: Facts, violated: (name: string, what: string) => void): Invariant {
  const name = 'limit';
  return {
    name,
    sentence: 'No write takes a slot beyond maxConcurrentDrains, of the cluster or of a budget.',
    nodeWritten: ({ request, after, before }) => {
      const taker = facts.nodes.get(after.metadata.name);
      if (taker === undefined || !isDraining(taker) || taker.drainingSince !== facts.now) return;
      if (before.metadata.uid !== taker.uid) return;
      const candidates = facts.settingsOf(request.client, request.sentAt);
      const present = [...facts.nodes.values()];
      const taking = { taker, present, all: facts.recentNodes() };
      if (
        candidates.some((settings) => groupsOf(settings, taking).every((group) => group.drains <= group.most))
      )
        return;
      const draining = present.filter(holdsSlot).map((node) => node.name);
      const allowed = candidates.map((settings) =>
        groupsOf(settings, taking).map(({ drains, most }) => `${drains} of ${most}`),
      );
      violated(
        name,
        `${taker.name} takes a slot: draining ${draining.join(', ')}; allowed ${JSON.stringify(allowed)}`,
      );
    },
  };
}

/** No node more becomes unavailable than maxUnavailable allows, but for those that are lost anyway. */
export function unavailableLimits(facts: Facts, violated: (name: string, what: string) => void): Invariant {
  const name = 'max-unavailable';
  return {
    name,
    sentence:
      'No cordon makes more nodes unavailable than maxUnavailable, unless the node itself is lost: Terminate, or Preempt of spot.',
    // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
    nodeWritten: ({ request, before, after }) => {
      const taker = facts.nodes.get(after.metadata.name);
      if (taker?.drainingSince !== facts.now || taker.unavailableSince !== facts.now) return;
      if (before.spec?.unschedulable === true || facts.mayLag(request.client) || isLost(taker)) return;
      const present = [...facts.nodes.values()];
      const taking = { taker, present, all: facts.recentNodes() };
      const candidates = facts.settingsOf(request.client, request.sentAt);
      const since = request.sentAt - NEWS_MS;
      if (
        candidates.some((settings) =>
          groupsOf(settings, taking, since).every(({ gone, mostGone }) => gone <= mostGone),
        )
      )
        return;
      violated(
        name,
        `${taker.name} (${taker.record?.reason ?? ''}) is cordoned while others are unavailable`,
      );
    },
  };
}

function isLost(node: NodeFacts): boolean {
  return losesTheNode(node, node.record?.reason ?? '');
}

/** Whether the VM is gone after such an event, so that sparing its availability saves nothing. */
export function losesTheNode({ node }: NodeFacts, reason: string): boolean {
  const spot = SPOT.some(([key, value]) => node.metadata.labels?.[key] === value);
  return reason === 'Terminate' || (reason === 'Preempt' && spot);
}

interface Group {
  readonly drains: number;
  readonly most: number;
  readonly gone: number;
  readonly mostGone: number;
}

/** Every group whose limits concern the node: the cluster, and those of each budget that selects it. */
function groupsOf(
  settings: Settings,
  { taker, present, all }: Taking,
  unavailableBefore = 0,
): readonly Group[] {
  return domainsOf(settings, taker).map(({ budget, belongs }) => {
    const members = present.filter(belongs);
    const size = all.filter(belongs).length;
    const isGone = (node: NodeFacts): boolean =>
      node === taker || (node.unavailableSince !== null && node.unavailableSince < unavailableBefore);
    return {
      drains: members.filter(holdsSlot).length,
      most: mostOf(budget.maxConcurrentDrains, size),
      gone: members.filter(isGone).length,
      mostGone: mostOf(budget.maxUnavailable, size),
    };
  });
}

/** What a liar writes about itself is not ours, and takes no slot of anybody. */
function holdsSlot(node: NodeFacts): boolean {
  return isDraining(node) && node.recordIsOurs;
}

/** The cluster, and those that each budget puts together with this node. */
export function domainsOf(
  settings: Settings,
  node: NodeFacts,
): readonly { readonly budget: Budget; readonly belongs: (other: NodeFacts) => boolean }[] {
  const { maxConcurrentDrains, maxUnavailable } = settings;
  const cluster: Budget = { name: '', maxConcurrentDrains, maxUnavailable };
  return [cluster, ...settings.budgets]
    .filter((budget) => selects(budget, node))
    .map((budget) => {
      const domain = domainOf(budget, node);
      return { budget, belongs: (other) => selects(budget, other) && domainOf(budget, other) === domain };
    });
}

function selects({ nodeSelector = {} }: Budget, { node }: NodeFacts): boolean {
  const { labels = {} } = node.metadata;
  return Object.entries(nodeSelector).every(([key, value]) => labels[key] === value);
}

function domainOf({ topologyKey }: Budget, { node }: NodeFacts): string {
  return topologyKey === undefined ? '' : (node.metadata.labels?.[topologyKey] ?? 'none');
}
