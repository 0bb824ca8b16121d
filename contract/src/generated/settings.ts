// Generated from schemas/settings.schema.json by `npm run generate`. Do not edit.
/**
 * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
 */
export type Duration = string;
/**
 * A label selector as kubectl writes it (`app=web,tier in (a,b),!canary`) or as Kubernetes objects do.
 */
export type LabelSelector =
  | string
  | {
      matchLabels?: {
        [k: string]: string;
      };
      matchExpressions?: {
        key: string;
        operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        values?: string[];
      }[];
    };

/**
 * The key `mechanic.yaml` of the ConfigMap `mechanic`. Everything is optional; what is missing has its default.
 */
export interface SettingsDocument {
  /**
   * Most nodes that drain at the same time: a whole number, or `"N%"` of all nodes, rounded up. `0` pauses mechanic. Never exceeded, for any reason.
   */
  maxConcurrentDrains?: number | string;
  /**
   * No drain starts that would leave more nodes than this NotReady or unschedulable, whoever caused it. Terminate is exempt, and so is Preempt on spot nodes (labels `kubernetes.azure.com/scalesetpriority` or `karpenter.sh/capacity-type`): those VMs go anyway.
   */
  maxUnavailable?: number | string;
  /**
   * More limits on parts of the cluster. A node must satisfy every budget that selects it.
   */
  budgets?: BudgetDocument[];
  /**
   * An event due sooner than this, or already started, may pause a running, less urgent drain and take its slot.
   */
  urgentWithin?: string;
  scheduledEvents?: ScheduledEvents;
  vmEvents?: ScheduledEvents1;
  /**
   * Freezes announced as shorter than this are ignored. A freeze of unknown duration counts.
   */
  freezeMinDuration?: string;
  optionalConditions?: OptionalConditions;
  optional?: OptionalConditions1;
  /**
   * Any other node conditions that drain a node.
   */
  conditions?: ConditionDocument[];
  drain?: DrainDocument;
  /**
   * Keep the conditions `MaintenancePlanned`, `DrainInProgress`, `Drained` and `MaintenanceInProgress` (KEP-5683) on nodes in maintenance, for other tools. Needs a permission that the chart gives with this setting; without it a warning says so.
   */
  nodeConditions?: boolean;
  tracing?: TracingDocument;
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  settle?: string;
  /**
   * While one of them applies, no drain begins that can still wait. See operations.md.
   */
  holds?: HoldDocument[];
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  holdMargin?: string;
  uncordon?: UncordonDocument;
  /**
   * Decide, log, count and show, but write nothing to Nodes or Pods.
   */
  dryRun?: boolean;
  /**
   * Let the probes approve an event early, once every node it names is drained.
   */
  acknowledgeEvents?: boolean;
  /**
   * Webhooks that are told what mechanic does. Their addresses are in a Secret, see notifications.md.
   */
  notifications?: NotificationDocument[];
  /**
   * Log level of the controller. Without it, `MECHANIC_LOG_LEVEL` holds (`info`).
   */
  logLevel?: 'error' | 'warn' | 'info' | 'debug';
  runtimeEnv?: Ignored;
  enableTracing?: Ignored;
  bypassNodeProblemDetector?: Ignored;
  pollingInterval?: Ignored;
}
export interface BudgetDocument {
  /**
   * Shown wherever this budget holds a node back. Unique.
   */
  name: string;
  /**
   * Labels of the nodes it limits; without it, all nodes.
   */
  nodeSelector?: {
    [k: string]: string;
  };
  /**
   * The limits hold for each value of this node label on its own. Nodes without the label form one group.
   */
  topologyKey?: string;
  /**
   * As above, of the nodes of this budget.
   */
  maxConcurrentDrains?: number | string;
  /**
   * As above, of the nodes of this budget.
   */
  maxUnavailable?: number | string;
}
/**
 * Which scheduled events drain a node. Also accepted as `vmEvents`.
 */
export interface ScheduledEvents {
  /**
   * The VM is paused for some seconds.
   */
  freeze?: boolean;
  /**
   * A Freeze whose description speaks of live migration.
   */
  liveMigration?: boolean;
  /**
   * The VM is restarted.
   */
  reboot?: boolean;
  /**
   * The VM moves to another host; its temporary disk is lost.
   */
  redeploy?: boolean;
  /**
   * A spot VM is being taken away.
   */
  preempt?: boolean;
  /**
   * The VM is being deleted. Announced only where the terminate notification of the scale set is on, which AKS leaves off.
   */
  terminate?: boolean;
  /**
   * A spot VM is likely to be taken away soon. Announced only to subscriptions with the feature `Microsoft.Compute/SpotPlus` (preview), in api-version 2024-07-09, for which the probe asks when this is on.
   */
  spotRebalance?: boolean;
}
/**
 * Older name of `scheduledEvents`.
 */
export interface ScheduledEvents1 {
  /**
   * The VM is paused for some seconds.
   */
  freeze?: boolean;
  /**
   * A Freeze whose description speaks of live migration.
   */
  liveMigration?: boolean;
  /**
   * The VM is restarted.
   */
  reboot?: boolean;
  /**
   * The VM moves to another host; its temporary disk is lost.
   */
  redeploy?: boolean;
  /**
   * A spot VM is being taken away.
   */
  preempt?: boolean;
  /**
   * The VM is being deleted. Announced only where the terminate notification of the scale set is on, which AKS leaves off.
   */
  terminate?: boolean;
  /**
   * A spot VM is likely to be taken away soon. Announced only to subscriptions with the feature `Microsoft.Compute/SpotPlus` (preview), in api-version 2024-07-09, for which the probe asks when this is on.
   */
  spotRebalance?: boolean;
}
/**
 * Node conditions of node-problem-detector that drain a node while they are True. Also accepted as `optional`.
 */
export interface OptionalConditions {
  /**
   * Condition `KubeletProblem`.
   */
  kubeletProblem?: boolean;
  /**
   * Condition `KernelDeadlock`.
   */
  kernelDeadlock?: boolean;
  /**
   * Condition `FrequentKubeletRestart`.
   */
  frequentKubeletRestarts?: boolean;
  /**
   * Condition `FrequentContainerdRestart`.
   */
  frequentContainerdRestarts?: boolean;
  /**
   * Condition `FilesystemCorruptionProblem`.
   */
  fsCorrupt?: boolean;
  /**
   * How long such a condition must be True before it counts.
   */
  minDuration?: string;
  pollingInterval?: Ignored;
}
/**
 * A key of the original mechanic without a meaning here: accepted and ignored.
 */
export interface Ignored {
  [k: string]: unknown;
}
/**
 * Older name of `optionalConditions`.
 */
export interface OptionalConditions1 {
  /**
   * Condition `KubeletProblem`.
   */
  kubeletProblem?: boolean;
  /**
   * Condition `KernelDeadlock`.
   */
  kernelDeadlock?: boolean;
  /**
   * Condition `FrequentKubeletRestart`.
   */
  frequentKubeletRestarts?: boolean;
  /**
   * Condition `FrequentContainerdRestart`.
   */
  frequentContainerdRestarts?: boolean;
  /**
   * Condition `FilesystemCorruptionProblem`.
   */
  fsCorrupt?: boolean;
  /**
   * How long such a condition must be True before it counts.
   */
  minDuration?: string;
  pollingInterval?: Ignored;
}
export interface ConditionDocument {
  /**
   * Type of the node condition, e.g. `GPUMissing`. Not `Ready`, which is True on every node that is well.
   */
  type: string;
  /**
   * How long it must be True before it counts.
   */
  minDuration?: string;
}
/**
 * How a node is emptied.
 */
export interface DrainDocument {
  /**
   * Start at most this long before an event is due; null: at once.
   */
  leadTime?: Duration | null;
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  timeout?: string;
  retry?: RetryDocument;
  evictionBackoff?: EvictionBackoffDocument;
  /**
   * Cap on a pod's own grace period; the time left before the deadline always caps it.
   */
  maxPodGracePeriod?: Duration | null;
  /**
   * `delete`: 10 s before the deadline, delete what a budget still protects. Needs the permission that the chart gives with `rbac.deletePods`; without it a warning says so.
   */
  onDeadline?: 'wait' | 'delete';
  /**
   * Pods without a controller, which nobody creates again.
   */
  unmanagedPods?: 'evict' | 'block';
  /**
   * Pods with an emptyDir volume, whose content is lost.
   */
  emptyDirPods?: 'evict' | 'block';
  /**
   * Label selector of pods to leave alone: the short form of a first rule with the action `leave`.
   */
  skipPods?: LabelSelector | null;
  /**
   * `wait`: a node is drained only when the volumes of the pods that left are detached from it too, within `drain.timeout` and until the deadline. Needs permissions that the chart gives with this setting; without them a warning says so.
   */
  volumes?: 'wait' | 'ignore';
  /**
   * `exclude`: the label `node.kubernetes.io/exclude-from-external-load-balancers` is set with the cordon and taken away when the maintenance is over, on nodes that did not have it before.
   */
  loadBalancers?: 'keep' | 'exclude';
  /**
   * A node in maintenance that has not been Ready for a minute after its Redeploy, Reboot, Preempt or Terminate started gets the taint `node.kubernetes.io/out-of-service:NoExecute`, so that Kubernetes gives its pods and volumes up at once; it is taken away when the node is Ready again.
   */
  outOfService?: boolean;
  /**
   * How pods of different kinds are treated. The first rule that matches a pod holds; the annotation `mechanic.dev/drain` on the pod (`evict`, `finish` or `leave`) wins over its action.
   */
  rules?: PodRuleDocument[];
  /**
   * `auto`: a pod of a Deployment that is its only Ready one, or that a budget holds, gets its successor first: the Deployment runs one replica more until the pod has left. Needs the permission that the chart gives with `rbac.surge`; without it a warning says so. See applications.md.
   */
  surge?: 'auto' | 'off';
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  surgeTimeout?: string;
}
/**
 * Pause after a failed attempt; doubles each time.
 */
export interface RetryDocument {
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  initial?: string;
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  max?: string;
}
/**
 * Pause after a refused eviction; doubles each time, one clock for each PodDisruptionBudget. Four times as long, and growing fourfold, while the budget's status says that it allows none; one that allows some ends the pause at once.
 */
export interface EvictionBackoffDocument {
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  initial?: string;
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  max?: string;
}
/**
 * A rule. It matches a pod that satisfies all that it names.
 */
export interface PodRuleDocument {
  /**
   * For people. Unique when given.
   */
  name?: string;
  /**
   * Namespaces of the pods; empty: all.
   */
  namespaces?: string[];
  /**
   * Label selector of the pods; null: all.
   */
  pods?: LabelSelector | null;
  /**
   * Types of the event or condition that leads, such as `Redeploy`; empty: all.
   */
  events?: string[];
  /**
   * `finish`: the pod may end by itself, and is evicted only when the time left before the deadline is its grace period + 30 s, or at `drain.timeout`. `leave`: it stays, and the node is drained without it.
   */
  action: 'evict' | 'finish' | 'leave';
  /**
   * Lower goes first; the next order begins when the one before is gone. Near the deadline all go together.
   */
  order?: number;
}
/**
 * A trace of each maintenance, see tracing.md.
 */
export interface TracingDocument {
  /**
   * Where traces are sent, as OTLP over HTTP: the base address of a collector, such as `http://otel-collector.monitoring:4318`, to which `/v1/traces` is added. `http` or `https`, and without credentials. Empty: nowhere.
   */
  endpoint?: string;
}
export interface HoldDocument {
  /**
   * Shown as the reason of the wait, and the label of `mechanic_held_nodes`. Unique.
   */
  name: string;
  /**
   * Days on which the window begins; without it, every day.
   */
  days?: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  /**
   * When it begins, such as `08:00`; without it, at midnight.
   */
  from?: string;
  /**
   * When it ends, such as `18:00`; without it, at `24:00`. Before `from`: on the next day.
   */
  to?: string;
  /**
   * IANA name, such as `Europe/Berlin`; without it, `UTC`. Daylight saving is followed.
   */
  timeZone?: string;
  prometheus?: HoldQueryDocument;
}
/**
 * Applies while the query has a result, instead of a window.
 */
export interface HoldQueryDocument {
  /**
   * Base URL of the Prometheus, without a password.
   */
  url: string;
  /**
   * PromQL, such as `ALERTS{severity="critical",alertstate="firing"}`.
   */
  query: string;
  /**
   * What holds while it cannot be asked; without it, `release`.
   */
  onError?: 'hold' | 'release';
}
/**
 * What happens when maintenance is over.
 */
export interface UncordonDocument {
  /**
   * Uncordon what mechanic cordoned, once maintenance is over.
   */
  enabled?: boolean;
  /**
   * `500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.
   */
  delay?: string;
}
/**
 * A webhook.
 */
export interface NotificationDocument {
  /**
   * The key of the Secret that holds its address; also its name in the log. Unique.
   */
  name: string;
  /**
   * What it understands: a Slack incoming webhook, a Microsoft Teams workflow, or plain JSON.
   */
  format: 'slack' | 'teams' | 'json';
  /**
   * Reasons of the Events it is told of; empty: all.
   */
  reasons?: (
    | 'MaintenanceScheduled'
    | 'CordonNode'
    | 'DrainNode'
    | 'VolumesAwaited'
    | 'NodeDrained'
    | 'UncordonNode'
    | 'MaintenanceCancelled'
    | 'DrainBlocked'
    | 'DrainFailed'
    | 'DrainPaused'
    | 'DeadlineMissed'
    | 'DeadlineAtRisk'
    | 'CordonRefused'
    | 'RequestRefused'
    | 'SettingsRefused'
    | 'SettingsNotPermitted'
  )[];
  /**
   * Types of scheduled events or conditions it is told of, such as `Preempt`; empty: all.
   */
  eventTypes?: string[];
  /**
   * The text. `{reason}`, `{subject}` (the node), `{message}`, `{eventType}`, `{time}` and `{traceId}` are filled in.
   */
  template?: string;
}
