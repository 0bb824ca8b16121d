import type { MaintenanceRecord, Report, Surge } from '@mechanic/contract';
import type { DrainRequest } from '@mechanic/contract/request';
import type { PodLeft } from '@mechanic/contract/status';

export type { PodLeft };

/** A Node, reduced to what decisions need. The cache builds it from the API object; nothing else of the Node is kept. */
export interface NodeView {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly providerID: string;
  /** `spec.unschedulable`. */
  readonly unschedulable: boolean;
  readonly taints: readonly Taint[];
  /** Status of the condition Ready; `Unknown` when it is missing. */
  readonly ready: ConditionStatus;
  /** Every condition of the Node by type: the settings may name any of them. */
  readonly conditions: Readonly<Record<string, ConditionView>>;
  /** A deletionTimestamp is set. */
  readonly deleting: boolean;
  readonly createdAt: number;
  /** `mechanic.dev/ignore` is `"true"`, as annotation or label. */
  readonly ignored: boolean;
  readonly report: Annotated<Report>;
  readonly record: Annotated<MaintenanceRecord>;
  readonly request: RequestView;
  /** Value of the annotation `mechanic.dev/acknowledge`; null when absent. */
  readonly acknowledge: string | null;
  /**
   * Whether somebody uncordoned the node since the present record was written, even if it is cordoned again. The cache
   * keeps this because it sees each change; a pass may see only the last of several.
   */
  readonly uncordonSeen: boolean;
  /**
   * Whether the node is cordoned and has the label `mechanic.cordoned`, both set by the same writer according to the
   * managed fields. A person who cordons a node with an old label is a different writer.
   */
  readonly cordonedWithLabel: boolean;
}

export type ConditionStatus = 'True' | 'False' | 'Unknown';

export interface ConditionView {
  readonly status: ConditionStatus;
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since the epoch; 0 when missing. */
  readonly lastTransitionTime: number;
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

/** The state of an annotation of mechanic: absent, unreadable (reported, never fatal), or its value. */
export type Annotated<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'present'; readonly value: T };

/** The content of the annotation `mechanic.dev/request`. */
export type RequestView =
  | { readonly kind: 'absent' }
  /** `id` identifies the text; `why` tells what is wrong with it. */
  | { readonly kind: 'unreadable'; readonly id: string; readonly why: string }
  | {
      readonly kind: 'present';
      readonly value: DrainRequest;
      /**
       * When the annotation was written, from the managed fields; milliseconds since the epoch, null when they do not tell.
       */
      readonly since: number | null;
    };

/** The complete input of a decision as plain data: the same snapshot, settings and time give the same decision. */
export interface Snapshot {
  readonly nodes: readonly NodeView[];
  /** Names of the nodes with a Ready probe pod. */
  readonly probedNodes: ReadonlySet<string>;
  /**
   * Progress of the drains of this process, by Node UID. A Draining node without an entry has not been started here yet.
   */
  readonly drains: ReadonlyMap<string, DrainProgress>;
  /** Nodes skipped because a write was refused, by Node UID. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Slots that a write with an unseen effect may have taken: the record in that write, by Node UID. */
  readonly unseenSlots: ReadonlyMap<string, MaintenanceRecord>;
  /** Recently drained nodes whose pods are not Ready elsewhere yet. Omitted by the plugin. */
  readonly settling?: readonly Settling[];
  /** Results of the queries of holds, by name of the hold. Omitted by the plugin. */
  readonly queries?: ReadonlyMap<string, QueryState>;
  /** Keys of surges that were put back or given up. Omitted by the plugin. */
  readonly settledSurges?: ReadonlySet<string>;
  /**
   * Expected length of a drain of the node with this name, in milliseconds; Infinity when something always holds it.
   * Omitted without a forecast.
   */
  readonly expectedMs?: (nodeName: string) => number;
}

/** The last result of the query of a hold. */
export interface QueryState {
  readonly holds: boolean;
  /** For a person. */
  readonly why: string;
}

/** A drained node whose pods are not all Ready elsewhere yet. */
export interface Settling {
  readonly node: string;
  /** When the wait for these pods ends; milliseconds since the epoch. */
  readonly until: number;
  /** For a person: which workload is not Ready; empty until the first check. */
  readonly missing: string;
}

export interface Refusal {
  readonly message: string;
  /** When the write is tried again; milliseconds since the epoch. */
  readonly retryAt: number;
}

/** Progress of one drain. Written by drain/; read by decisions, status and Events. */
export interface DrainProgress {
  readonly nodeUID: string;
  /**
   * `detaching`: no pod is left, but volumes of former pods are still attached. `emptied`: confirmed by a fresh list.
   * `stuck`: gave up; `message` tells why.
   */
  readonly state: 'running' | 'detaching' | 'emptied' | 'stuck';
  readonly message: string;
  readonly podsTotal: number;
  readonly podsLeft: readonly PodLeft[];
  /**
   * The attempt may exceed `drain.timeout` by this time, because pods that could end by themselves are evicted only at the
   * timeout; volumes are no longer awaited then. Milliseconds; omitted by the plugin.
   */
  readonly lastCallMs?: number;
  /** For a person: further notes about its pods. */
  readonly notes?: readonly string[];
  /**
   * Names of the PersistentVolumes that are still attached although no pod uses them. At the end of a drain: those that it
   * no longer waited for.
   */
  readonly volumes?: readonly string[];
  /** Workloads from which the drain evicted a Ready pod, as `ReplicaSet/namespace/name`. */
  readonly moved?: readonly string[];
  /** The kubelet has not answered for a long time, so no pod can end. */
  readonly kubeletSilent?: boolean;
  /** The surges that its pods still need. Omitted while that is unknown: the surges in the record continue then. */
  readonly surges?: readonly Surge[];
  /** Omitted by the plugin. */
  readonly pace?: DrainPace;
}

/** Facts from which a stuck drain is recognised. */
export interface DrainPace {
  /**
   * When the last pod left or its eviction was accepted, or when this process began the drain; milliseconds since the
   * epoch.
   */
  readonly lastWentAt: number;
  /** The longest grace period of the pods whose eviction has not been accepted yet. */
  readonly graceMs: number;
}
