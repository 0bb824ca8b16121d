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
   * Since the present record was written, somebody was seen to uncordon the node (even when it is cordoned again now).
   * Kept by the cache, which sees each change; a pass may see only the last of several.
   */
  readonly uncordonSeen: boolean;
  /**
   * It is cordoned and has the label `mechanic.cordoned`, and both came from one hand, as the API server notes who wrote
   * what. A person who cordons a node with a label left over is another hand.
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

/** An annotation of ours: not there, not readable (said, never fatal), or its value. */
export type Annotated<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'present'; readonly value: T };

/** What the annotation `mechanic.dev/request` asks for. */
export type RequestView =
  | { readonly kind: 'absent' }
  /** `id` stands for the text, `why` says what is wrong with it. */
  | { readonly kind: 'unreadable'; readonly id: string; readonly why: string }
  | {
      readonly kind: 'present';
      readonly value: DrainRequest;
      /** When it was written (milliseconds since the epoch), as the API server notes it; null when it does not. */
      readonly since: number | null;
    };

/** Everything a decision may look at. Plain data: the same snapshot, settings and time give the same decision. */
export interface Snapshot {
  readonly nodes: readonly NodeView[];
  /** Names of the nodes with a Ready probe pod. */
  readonly probedNodes: ReadonlySet<string>;
  /** What this process' drains have come to, by Node UID. A node that is Draining without one has not been taken up yet. */
  readonly drains: ReadonlyMap<string, DrainProgress>;
  /** Nodes set aside because a write was not permitted, by Node UID. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Slots that a write may have taken whose effect is not seen yet: the record it writes, by Node UID. */
  readonly unseenSlots: ReadonlyMap<string, MaintenanceRecord>;
  /** Nodes drained a short time ago whose pods are not Ready elsewhere yet. Left out by those who only look from outside. */
  readonly settling?: readonly Settling[];
  /** What the queries of holds say, by name of the hold. Left out by those who only look from outside. */
  readonly queries?: ReadonlyMap<string, QueryState>;
  /** Keys of surges that were put back or given up. Left out by those who only look from outside. */
  readonly settledSurges?: ReadonlySet<string>;
  /**
   * How long a drain of the node of this name is expected to take, in milliseconds; infinite when something always holds it.
   * Left out where there is no forecast.
   */
  readonly expectedMs?: (nodeName: string) => number;
}

/** What the query of a hold has said last. */
export interface QueryState {
  readonly holds: boolean;
  /** For a person. */
  readonly why: string;
}

/** A drained node whose pods are on their way. */
export interface Settling {
  readonly node: string;
  /** Then nobody waits for them any more; milliseconds since the epoch. */
  readonly until: number;
  /** For a person: which of them is not Ready; empty while nobody has looked. */
  readonly missing: string;
}

export interface Refusal {
  readonly message: string;
  /** When it is tried again; milliseconds since the epoch. */
  readonly retryAt: number;
}

/** How far one drain is. Written by drain/, read by decisions, status and Events. */
export interface DrainProgress {
  readonly nodeUID: string;
  /**
   * `detaching`: no pod is left, but volumes of those that left are still attached. `emptied`: seen in a fresh look. `stuck`:
   * gave up, `message` says on what.
   */
  readonly state: 'running' | 'detaching' | 'emptied' | 'stuck';
  readonly message: string;
  readonly podsTotal: number;
  readonly podsLeft: readonly PodLeft[];
  /**
   * So long after `drain.timeout` the attempt may go on: pods that were to end by themselves are asked to go only then, and
   * volumes are not waited for any longer.
   * Milliseconds; left out by those who only look from outside.
   */
  readonly lastCallMs?: number;
  /** For a person: what else there is to say of its pods. */
  readonly notes?: readonly string[];
  /**
   * Names of the PersistentVolumes that are still attached although no pod uses them any more; at the end of a drain those
   * that were not waited for any longer.
   */
  readonly volumes?: readonly string[];
  /** Workloads that a Ready pod was taken from, as `ReplicaSet/namespace/name`. */
  readonly moved?: readonly string[];
  /** The kubelet has not answered for long, so that no pod can end. */
  readonly kubeletSilent?: boolean;
  /** The surges that its pods still need. Left out when that is not known yet: those of the record go on. */
  readonly surges?: readonly Surge[];
  /** Left out by those who only look from outside. */
  readonly pace?: DrainPace;
}

/** How a drain gets on, for those who say when it does not. */
export interface DrainPace {
  /** When the last pod left or agreed to leave, or else when this process began to drain; milliseconds since the epoch. */
  readonly lastWentAt: number;
  /** The longest time that a pod takes to end of those that have not agreed to leave yet. */
  readonly graceMs: number;
}
