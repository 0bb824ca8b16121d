import type { BlockedPod, MaintenanceRecord, Surge } from '@mechanic/contract';
import type { NodeState, SlotUsage } from '@mechanic/contract/status';

export type { NodeState, SlotUsage };

/** One action of a pass: one write, or a drain to continue. Each is safe to repeat and names its Node by name and UID. */
export type Action =
  /** Cordon and record in one patch. From then on the node holds a slot when the record's phase is Draining. */
  | { readonly kind: 'cordon'; readonly node: NodeRef; readonly record: MaintenanceRecord }
  /** Replace the record only: a paused or failed drain continues, a drain ends, an override is noted. */
  | {
      readonly kind: 'record';
      readonly node: NodeRef;
      readonly record: MaintenanceRecord;
      readonly outcome: RecordOutcome;
    }
  /** Continue to empty a node whose phase is Draining. Part of each pass; a drain not named in a pass is stopped. */
  | { readonly kind: 'drain'; readonly node: NodeRef; readonly order: DrainOrder }
  /** The maintenance is over or void: remove record, label and taint, and uncordon if `uncordon` is true. */
  | {
      readonly kind: 'release';
      readonly node: NodeRef;
      readonly uncordon: boolean;
      readonly outcome: ReleaseOutcome;
      readonly reason: string;
    }
  /**
   * Set (true) or remove (false) marks: the label of nodes that mechanic cordoned, and the taint of nodes that wait for a
   * slot. Best effort.
   */
  | {
      readonly kind: 'mark';
      readonly node: NodeRef;
      readonly marks: { readonly label?: boolean; readonly taint?: boolean };
    }
  /**
   * Set or remove the taint that makes Kubernetes delete the pods of a lost node, together with its note in the record.
   * Best effort: nothing waits for it.
   */
  | {
      readonly kind: 'out-of-service';
      readonly node: NodeRef;
      readonly tainted: boolean;
      readonly record: MaintenanceRecord;
    }
  /** Conditions that tell other tools about the maintenance. Best effort: nothing waits for them. */
  | { readonly kind: 'conditions'; readonly node: NodeRef; readonly conditions: readonly OwnCondition[] }
  /** Events that the probe of this node may approve. An empty list removes the annotation. */
  | { readonly kind: 'acknowledge'; readonly node: NodeRef; readonly events: readonly string[] };

/** A condition that mechanic keeps on a Node. It has no time, so that the same situation gives the same condition. */
export interface OwnCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

export interface NodeRef {
  readonly name: string;
  readonly uid: string;
}

/** Why a record is replaced; metrics and Events depend on it. */
export type RecordOutcome =
  'resumed' | 'paused' | 'drained' | 'failed' | 'overridden' | 'deadline-missed' | 'updated' | 'surges';

/** `completed`: drained and over. `cancelled`: over before it was drained. `void`: the record was for another Node. */
export type ReleaseOutcome = 'completed' | 'cancelled' | 'void';

/**
 * What drain/ needs to know to empty a node. It changes from pass to pass as a deadline comes nearer; drain/ uses the
 * newest.
 */
export interface DrainOrder {
  /** When Azure may begin; milliseconds since the epoch, null without a deadline. */
  readonly deadline: number | null;
  /** When this attempt began; milliseconds since the epoch. Until shortly after it a pod may still be bound to the node. */
  readonly attemptStartedAt: number;
  /** Type of the leading event or condition. */
  readonly about: string;
  /** The end of the attempt; milliseconds since the epoch. */
  readonly timeoutAt: number;
  /**
   * How long the drain waits for pods that may end by themselves, unless a deadline comes first; milliseconds since the
   * epoch.
   */
  readonly finishUntil: number;
  /** The surges in the record. */
  readonly surges: readonly Surge[];
}

/** The status of one node that is not idle. */
export interface NodeStatus {
  readonly node: NodeRef;
  readonly state: NodeState;
  /** A sentence that tells why the node is in this state and what it waits for. The same in status, log and Event. */
  readonly reason: string;
  readonly need: Need | null;
  /** Place in the queue, from 1; null when the node does not wait for a slot. */
  readonly position: number | null;
  readonly blockedBy: readonly BlockedPod[];
  /** The deadline passed while the node was in the queue. */
  readonly missedInQueue: boolean;
}

/** The maintenance that a node needs. The most urgent enabled event or condition leads. */
export interface Need {
  /** Event type or condition type. */
  readonly reason: string;
  /** Ids of the enabled events and names of the conditions. */
  readonly events: readonly string[];
  /** Milliseconds since the epoch; null without a deadline. */
  readonly deadline: number | null;
  readonly started: boolean;
  readonly liveMigration: boolean;
  /** What a request is for and who asks, in harmless text; missing when no request leads. */
  readonly request?: string;
  /** When the leading event became known (milliseconds since the epoch). */
  readonly since: number;
}

export interface Decision {
  readonly actions: readonly Action[];
  /** When the decision may change without any event; milliseconds since the epoch, null when never. */
  readonly nextPassAt: number | null;
  /** Nodes that are not idle: first the queue in its order, then the others by name. */
  readonly statuses: readonly NodeStatus[];
  readonly slots: SlotUsage;
  /** Restraints on drains, and the nodes that wait for each. */
  readonly restraints: readonly RestraintStatus[];
  readonly surges: SurgeOrders;
}

/** Orders for the surges in the records of all Nodes; each surge is listed once. */
export interface SurgeOrders {
  /** Surges to continue. */
  readonly open: readonly Surge[];
  /** Surges that no drain needs any more: to be put back. */
  readonly over: readonly Surge[];
}

/** Delays drains that can wait. */
export interface RestraintStatus {
  readonly kind: 'settle' | 'hold';
  /** Name of the drained node or of the hold. */
  readonly name: string;
  readonly applies: boolean;
  /** For a person. */
  readonly reason: string;
  /** When it ends at the latest (milliseconds since the epoch); null when nobody knows. */
  readonly until: number | null;
  /** Names of the nodes that could begin without this restraint. */
  readonly nodes: readonly string[];
  /** Number of nodes that this restraint would delay if it applied. */
  readonly waiting: number;
}
