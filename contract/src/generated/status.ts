// Generated from schemas/status.schema.json by `npm run generate`. Do not edit.
/**
 * Where a node is in its maintenance.
 */
export type NodeState =
  | 'idle'
  | 'ignored'
  | 'foreign'
  | 'scheduled'
  | 'waiting'
  | 'refused'
  | 'draining'
  | 'paused'
  | 'failed'
  | 'drained'
  | 'overridden'
  | 'unknown';

/**
 * The answer of `/api/v1/status`: made once by the controller; page, plugin, metrics and messages show it and derive nothing. Times are RFC 3339 in UTC, null where there is none. What has a default may be missing in the answer of an older controller. Fields may be added.
 */
export interface Status {
  /**
   * Of the controller that answers.
   */
  version: string;
  /**
   * When the answer was made.
   */
  now: string;
  /**
   * Caches are synced: what follows is the truth, not a beginning.
   */
  synced: boolean;
  leader: LeaderStatus;
  settings: SettingsStatus;
  /**
   * Nothing is written to Nodes or Pods.
   */
  dryRun: boolean;
  slots: SlotUsage;
  /**
   * All nodes.
   */
  nodesTotal: number;
  /**
   * Nodes with a Ready probe pod that reaches the metadata service.
   */
  nodesProbed: number;
  /**
   * The cluster in numbers; null before the caches are synced.
   */
  summary: Summary | null;
  /**
   * What a person should know first, the worst first.
   */
  attention: AttentionItem[];
  /**
   * The holds of the settings, in their order.
   */
  holds: HoldStatus[];
  /**
   * The smallest change that would save nodes that would miss their deadline; null when none would.
   */
  advice: Advice | null;
  /**
   * What would hold up a drain, before one is needed; the worst first.
   */
  readiness: ReadinessFinding[];
  /**
   * When the leader last looked for that; null: it has not looked yet, or somebody else leads.
   */
  readinessAt: string | null;
  /**
   * Nodes that wait for their turn, in their order.
   */
  queue: QueueEntry[];
  /**
   * Every node that is not idle: first the queue in its order, then the others by name.
   */
  nodes: NodeEntry[];
  /**
   * All nodes by pool and zone, idle ones too; which state a node is in say `nodes`.
   */
  fleet: FleetGroup[];
  /**
   * Drains that ended, the newest first.
   */
  history: HistoryEntry[];
}
export interface LeaderStatus {
  /**
   * The replica that answers, as the lease would name it.
   */
  self: string;
  /**
   * Who holds the lease, as last seen; null when nobody is known to.
   */
  identity: string | null;
  /**
   * The replica that answers leads.
   */
  isLeader: boolean;
  /**
   * When this leader was first seen as one.
   */
  since: string | null;
}
/**
 * The settings and what became of their newest edit.
 */
export interface SettingsStatus {
  /**
   * `default`: no ConfigMap or key. `invalid`: the newest edit was refused, `inForce` are the last good ones.
   */
  state: 'ok' | 'default' | 'invalid';
  /**
   * Why the newest edit was refused.
   */
  error: string | null;
  /**
   * Keys without a meaning, and settings that want what the controller may not do.
   */
  warnings: string[];
  /**
   * Every setting as `mechanic.yaml` spells it, defaults filled in.
   */
  inForce: {
    [k: string]: unknown;
  };
  /**
   * `mechanic.dev/paused` is on the ConfigMap: no further drain starts, whatever the settings say.
   */
  paused: boolean;
}
export interface SlotUsage {
  /**
   * Most drains allowed now: `maxConcurrentDrains` of all nodes.
   */
  total: number;
  /**
   * Drains that hold a slot.
   */
  used: number;
  /**
   * Nodes that are NotReady or unschedulable, whoever caused it.
   */
  unavailable: number;
  /**
   * Most of them allowed.
   */
  maxUnavailable: number;
}
export interface Summary {
  /**
   * How many nodes are in each state; idle ones too, states without a node are left out.
   */
  states: {
    [k: string]: number;
  };
  /**
   * Nodes that wait for a slot, a budget or a hold.
   */
  queued: number;
  /**
   * When maintenance may begin on the first node that still has to be drained.
   */
  nextDeadline: string | null;
  /**
   * Nodes that mechanic keeps cordoned although nothing is announced for them any more.
   */
  cordonedWithoutNeed: number;
  /**
   * Nodes that would miss their deadline by the forecast; null without one.
   */
  atRisk: number | null;
  /**
   * Scheduled events that the nodes report.
   */
  events: EventCount[];
}
export interface EventCount {
  /**
   * As Azure spells it, or `Other`.
   */
  type: string;
  /**
   * `Scheduled`, `Started`, `Advisory` or `Other`.
   */
  status: string;
  /**
   * Each event once, however many nodes report it.
   */
  count: number;
}
export interface AttentionItem {
  /**
   * `danger`: workloads are at risk, or mechanic does not work. `notice`: as configured, but worth knowing.
   */
  level: 'danger' | 'warning' | 'notice';
  /**
   * What it is about, as a constant word.
   */
  kind: string;
  /**
   * A sentence without its end: nodes follow it after a colon.
   */
  text: string;
  /**
   * Names of the nodes it is about.
   */
  nodes: string[];
}
export interface HoldStatus {
  name: string;
  /**
   * It keeps drains from beginning now; null when that cannot be told, which counts as if it did.
   */
  applies: boolean | null;
  /**
   * When it ends, as far as is known.
   */
  until: string | null;
  /**
   * Nodes that it keeps waiting.
   */
  nodes: string[];
  /**
   * Why it applies or cannot be read, for a person.
   */
  message: string;
}
export interface Advice {
  /**
   * A sentence for a person.
   */
  text: string;
  /**
   * Nodes that would miss their deadline.
   */
  nodes: string[];
  /**
   * Settings by their path, and the value that would save the nodes; empty when no setting would.
   */
  set: {
    [k: string]: string | number | boolean;
  };
}
export interface ReadinessFinding {
  severity: 'error' | 'warning' | 'notice';
  /**
   * What it is about, as a constant word.
   */
  kind: string;
  /**
   * Kind and namespace/name.
   */
  object: string;
  /**
   * What would happen to a drain.
   */
  why: string;
  /**
   * What to do about it.
   */
  cure: string;
}
export interface QueueEntry {
  node: string;
  /**
   * From 1.
   */
  position: number;
  /**
   * Type of the leading event or condition.
   */
  reason: string;
  /**
   * When maintenance may begin.
   */
  deadline: string | null;
  /**
   * When the leading event became known.
   */
  since: string | null;
  state: NodeState;
  /**
   * A sentence: which slot, budget or hold it waits for.
   */
  waitsFor: string;
  /**
   * Name of the hold that keeps it from beginning.
   */
  heldBy: string | null;
}
export interface NodeEntry {
  node: string;
  state: NodeState;
  /**
   * A sentence: why it is in this state and what comes next.
   */
  why: string;
  /**
   * The same without what state, reason and deadline have said; empty when that is all.
   */
  note: string;
  /**
   * Type of the leading event or condition; null when it needs nothing.
   */
  reason: string | null;
  /**
   * The maintenance it needs to be drained for has started.
   */
  started: boolean;
  /**
   * What is announced for it.
   */
  events: EventEntry[];
  /**
   * Who tells what is announced for it.
   */
  source: EventSource | null;
  /**
   * When maintenance may begin.
   */
  deadline: string | null;
  /**
   * Pods are still on it and maintenance is ahead.
   */
  undrained: boolean;
  /**
   * It is undrained, and maintenance may begin.
   */
  overdue: boolean;
  /**
   * When it was cordoned, or first taken over.
   */
  startedAt: string | null;
  /**
   * When the running or last attempt to drain it began.
   */
  attemptStartedAt: string | null;
  /**
   * Attempts begun so far.
   */
  attempts: number;
  /**
   * Place in the queue.
   */
  position: number | null;
  /**
   * Name of the hold that keeps its drain from beginning.
   */
  heldBy: string | null;
  /**
   * It is unschedulable, whoever did that.
   */
  cordoned: boolean;
  /**
   * Pods that its drain began with; null when this replica does not drain it.
   */
  podsTotal: number | null;
  /**
   * Pods that still have to go.
   */
  podsLeft: PodLeft[];
  /**
   * Pods that are held now, or held up the last attempt.
   */
  blockedBy: HeldPodEntry[];
  /**
   * Successors that its drain has asked for.
   */
  surges: SurgeEntry[];
  /**
   * PersistentVolumes of pods that left, which are still attached.
   */
  volumes: string[];
  /**
   * When it will be drained; null when it needs nothing, or nobody can tell.
   */
  forecast: Forecast | null;
}
/**
 * A scheduled event, or a condition.
 */
export interface EventEntry {
  id: string;
  type: string;
  /**
   * As whoever tells it says.
   */
  status: string;
  /**
   * Earliest start.
   */
  notBefore: string | null;
  /**
   * Expected interruption.
   */
  durationSeconds: number | null;
  /**
   * `Platform`, `User`, `Node condition`, ... or empty.
   */
  source: string;
  description: string;
}
export interface EventSource {
  /**
   * Its probe pod is Ready; null when that could not be read.
   */
  probed: boolean | null;
  /**
   * Whether its probe has reported, and what it says of the metadata service.
   */
  report: 'absent' | 'unreadable' | 'starting' | 'ok' | 'unavailable';
  /**
   * When that report last changed.
   */
  changedAt: string | null;
  /**
   * The conditions by which AKS announces events.
   */
  conditions: ToldCondition[];
}
export interface ToldCondition {
  type: string;
  /**
   * `True`, `False` or `Unknown`.
   */
  status: string;
}
/**
 * A pod that still has to go, and what holds it.
 */
export interface PodLeft {
  namespace: string;
  name: string;
  /**
   * `pending`: not asked yet. `finishing`: not asked yet, since it may end by itself. `blocked`: cannot be evicted, or cannot end because the kubelet is gone.
   */
  state: 'pending' | 'finishing' | 'evicting' | 'terminating' | 'blocked';
  /**
   * PodDisruptionBudgets (namespace/name) that protect it now.
   */
  budgets: string[];
  /**
   * For a person; empty when there is nothing to say.
   */
  reason: string;
}
export interface HeldPodEntry {
  /**
   * namespace/name
   */
  pod: string;
  /**
   * namespace/name of PodDisruptionBudgets
   */
  budgets: string[];
  /**
   * What holds it, for a person.
   */
  reason: string;
}
export interface SurgeEntry {
  namespace: string;
  /**
   * Name of the Deployment.
   */
  deployment: string;
  /**
   * Replicas before.
   */
  from: number;
  /**
   * Replicas while the surge lasts.
   */
  to: number;
  /**
   * One more replica was asked for; false: that is about to be done.
   */
  raised: boolean;
  /**
   * When it was decided.
   */
  startedAt: string | null;
}
export interface Forecast {
  /**
   * When its drain begins, or began.
   */
  startsAt: string | null;
  /**
   * When it is drained; null: not in sight.
   */
  endsAt: string | null;
  /**
   * That is after its deadline.
   */
  missesDeadline: boolean;
  /**
   * What it is made from, for a person.
   */
  basis: string;
}
/**
 * The nodes of one pool in one zone.
 */
export interface FleetGroup {
  /**
   * As AKS or Karpenter names it; empty when nobody does.
   */
  pool: string;
  /**
   * Empty where there is none.
   */
  zone: string;
  /**
   * Their names, in order.
   */
  nodes: string[];
  /**
   * How many of them are in each state; states without a node are left out.
   */
  states: {
    [k: string]: number;
  };
}
/**
 * A drain that ended, as also one line of the key `history` of the ConfigMap `mechanic-history` tells it. A line that is longer than 8 KiB, is not this or has a control character in it cannot be read and is left out; unknown fields are dropped.
 */
export interface HistoryEntry {
  node: string;
  /**
   * Type of the leading event or condition.
   */
  reason: string;
  /**
   * Ids of the events and names of the conditions, at most 8.
   */
  events?: string[];
  outcome: 'succeeded' | 'failed' | 'cancelled' | 'paused';
  /**
   * When this attempt began; RFC 3339 in UTC.
   */
  startedAt: string;
  /**
   * When it ended; RFC 3339 in UTC.
   */
  endedAt: string;
  durationSeconds: number;
  /**
   * Which attempt it was, from 1.
   */
  attempts: number;
  /**
   * Pods that had to go; missing when not known.
   */
  pods?: number;
  /**
   * The longest grace period of these pods; missing when not known.
   */
  graceSeconds?: number;
  /**
   * Deployments that ran one replica more until their pods had left; missing when there was none.
   */
  surges?: number;
  /**
   * What could not be evicted for a while, at most 5.
   */
  blockedBy?: {
    pod: string;
    budgets?: string[];
  }[];
  /**
   * For a person; empty when there is nothing to say.
   */
  message: string;
}
