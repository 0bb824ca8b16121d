// Generated from schemas/maintenance.schema.json by `npm run generate`. Do not edit.
/**
 * What the controller did to a Node and why: the value of the annotation `mechanic.dev/maintenance`. Whoever leads next continues from it. At most 64 KiB and without control characters, or it cannot be read; unknown fields are dropped.
 */
export interface MaintenanceRecord {
  version: 1;
  /**
   * `Draining` holds a slot. `Paused` gave its slot away and continues later. `Failed` is tried again at `retryAt`.
   */
  phase: 'Draining' | 'Paused' | 'Drained' | 'Failed';
  /**
   * UID of the Node this was written for; on any other Node the record is void.
   */
  nodeUID: string;
  /**
   * Type of the leading event (`Redeploy`, ...) or condition.
   */
  reason: string;
  /**
   * Ids of the events and names of the conditions this maintenance is for; each at most 128 characters.
   */
  events: string[];
  /**
   * Cordoned by somebody else before us: never uncordoned by us.
   */
  wasUnschedulable: boolean;
  /**
   * When the node was cordoned, or first taken over; RFC 3339.
   */
  startedAt: string;
  /**
   * When the running or last attempt began; RFC 3339.
   */
  attemptStartedAt?: string;
  /**
   * When Azure may begin; null when unknown or never.
   */
  deadline: string | null;
  /**
   * Attempts begun so far.
   */
  attempts: number;
  /**
   * When a failed attempt may be repeated; null: not for these events.
   */
  retryAt?: string | null;
  /**
   * Why the phase is what it is, for a person.
   */
  message?: string;
  /**
   * Pods that were still there and what held them, at most 20.
   */
  blockedBy?: BlockedPod[];
  /**
   * When the node was found empty; RFC 3339. Only in phase `Drained`.
   */
  drainedAt?: string;
  /**
   * Workloads that a Ready pod was taken from, as `ReplicaSet/namespace/name`, at most 50: the next drain waits until they are whole again (`settle`).
   */
  moved?: string[];
  /**
   * A person uncordoned the node during this maintenance: these events are left to the person.
   */
  overridden?: boolean;
  /**
   * How long the node was drained before the running attempt, since the last failure; pauses do not count towards `drain.timeout`.
   */
  drainedSeconds?: number;
  /**
   * Paused because no pod left after its deadline: goes on after the other urgent nodes.
   */
  gaveWay?: boolean;
  /**
   * We have set the label `node.kubernetes.io/exclude-from-external-load-balancers`, which was not there before; it goes with the record.
   */
  excluded?: boolean;
  /**
   * We have set the taint `node.kubernetes.io/out-of-service`; it goes when the node is Ready again, or with the record.
   */
  outOfService?: boolean;
  /**
   * The deadline passed with pods left, or before the turn of the node came; said and counted once.
   */
  deadlineMissed?: boolean;
  /**
   * Id of the trace of this maintenance, 32 hexadecimal digits; only when it began while `tracing` was on.
   */
  traceId?: string;
  /**
   * When the maintenance was first seen to be over; RFC 3339. Only while `uncordon.delay` runs.
   */
  overSince?: string;
  /**
   * Deployments that run one replica more until their pods have left this Node. Written before the number is raised, and taken away after it was put back.
   *
   * @maxItems 64
   */
  surges?: Surge[];
}
export interface BlockedPod {
  /**
   * namespace/name
   */
  pod: string;
  /**
   * namespace/name of PodDisruptionBudgets
   */
  budgets?: string[];
  reason: string;
}
export interface Surge {
  /**
   * Of the Deployment.
   */
  namespace: string;
  /**
   * Of the Deployment.
   */
  name: string;
  /**
   * Of the Deployment.
   */
  uid: string;
  autoscaler?: SurgedAutoscaler;
  /**
   * The number before.
   */
  from: number;
  /**
   * The number while the surge lasts.
   */
  to: number;
  /**
   * When it was decided; RFC 3339.
   */
  startedAt: string;
  /**
   * The number was raised: one that is back at `from` has been put back since.
   */
  raised?: boolean;
}
/**
 * Its HorizontalPodAutoscaler, whose `minReplicas` is raised in place of the scale.
 */
export interface SurgedAutoscaler {
  name: string;
  uid: string;
}
