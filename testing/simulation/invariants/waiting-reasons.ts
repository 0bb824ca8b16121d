import { type Settings, resolveQuantity } from '@mechanic/contract';
import type { PodObject } from '../api/index.ts';
import type { AzureEvent } from '../world/azure.ts';
import type { Kube } from '../world/kube.ts';
import { actionOn, hasToGo } from './emptying.ts';
import type { Facts } from './facts.ts';
import { type NodeFacts, isDraining, isForeign, isReady } from './node-facts.ts';

const switches = {
  Preempt: 'preempt',
  Terminate: 'terminate',
  Redeploy: 'redeploy',
  Reboot: 'reboot',
  Freeze: 'freeze',
  SpotRebalanceRecommendation: 'spotRebalance',
} as const;

/** Whether the settings want a node drained for this event, and there is still something to save. */
export function isEnabled({ plan, status }: AzureEvent, settings: Settings): boolean {
  const { type, liveMigration, durationMs } = plan;
  if (type === 'Freeze') {
    const short = Math.ceil(durationMs / 1_000) * 1_000 < settings.freezeMinDurationMs;
    const wanted = liveMigration ? settings.scheduledEvents.liveMigration : settings.scheduledEvents.freeze;
    return wanted && !short && status !== 'Started';
  }
  return settings.scheduledEvents[switches[type]];
}

export interface Cluster {
  readonly facts: Facts;
  readonly kube: Kube;
  readonly settings: Settings;
  /** Right time, in milliseconds since the epoch. */
  readonly epoch: number;
}

/** Why a node with an enabled need may rightly not be Drained in a world at rest; null: there is no reason. */
// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
export function reasonToWait(
  node: NodeFacts,
  events: readonly AzureEvent[],
  cluster: Cluster,
): string | null {
  const { settings, facts } = cluster;
  const all = [...facts.nodes.values()];
  const most = resolveQuantity(settings.maxConcurrentDrains, all.length);
  if (settings.dryRun || most === 0) return 'nothing may be drained';
  if (node.ignoredSince !== null || isForeign(node.node)) return 'not ours';
  if (!isReady(node.node)) return 'its kubelet is gone';
  if (node.leftToPeople !== null || node.record?.overridden === true) return 'left to people';
  const lead = settings.drain.leadTimeMs;
  if (lead !== null && events.every(({ notBefore }) => notBefore - lead > facts.now)) return 'too early';
  if (blockers(node, cluster).length > 0) return 'blocked';
  const stuck = all.filter(
    (other) =>
      other !== node &&
      (isDraining(other) || other.record?.phase === 'Failed') &&
      blockers(other, cluster).length > 0,
  );
  if (stuck.length > 0) return 'others are blocked and hold their slots';
  const gone = all.filter((other) => other !== node && other.unavailableSince !== null).length;
  const full = gone + 1 > resolveQuantity(settings.maxUnavailable, all.length);
  const budgeted = settings.budgets.some(({ maxUnavailable }) => maxUnavailable !== undefined);
  return full || budgeted ? 'too many are unavailable' : null;
}

/** Pods of a node that nobody may or can make go, or that may end by themselves. */
function blockers(node: NodeFacts, { kube, settings }: Cluster): PodObject[] {
  const about = node.record?.reason ?? '';
  return kube
    .podsOn(node.name)
    .filter(
      (pod) =>
        hasToGo(pod, settings, kube, about) &&
        (isHeld(pod, kube, settings) || actionOn(pod, settings.drain, about) === 'finish'),
    );
}

function isHeld(pod: PodObject, kube: Kube, { drain }: Settings): boolean {
  const { metadata, spec } = pod;
  if ((metadata.finalizers ?? []).length > 0 || (spec?.tolerations ?? []).length > 0) return true;
  if (metadata.ownerReferences === undefined && drain.unmanagedPods === 'block') return true;
  const budgets = kube.list('poddisruptionbudgets').filter((budget) => {
    const wanted = budget.spec?.selector?.matchLabels?.app;
    return (
      wanted !== undefined &&
      wanted === metadata.labels?.app &&
      budget.metadata.namespace === metadata.namespace
    );
  });
  return budgets.length > 1 || budgets.some(({ status }) => (status?.disruptionsAllowed ?? 0) === 0);
}
