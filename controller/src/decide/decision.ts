import type { BlockedPod, MaintenanceRecord, Surge } from '@mechanic/contract';
import type { NodeState, SlotUsage } from '@mechanic/contract/status';

export type { NodeState, SlotUsage };

/** What a pass does. Each action is safe to repeat; each names the Node by name and UID and is one write, or a drain kept going. */
export type Action =
  /** Cordon and record in one patch. From then on the node holds a slot when the record's phase is Draining. */
  | { readonly kind: 'cordon'; readonly node: NodeRef; readonly record: MaintenanceRecord }
  /** Replace the record and nothing else: a paused or failed drain begins again, a drain ends, an override is noted. */
  | {
      readonly kind: 'record';
      readonly node: NodeRef;
      readonly record: MaintenanceRecord;
      readonly outcome: RecordOutcome;
    }
  /** Keep emptying a node whose phase is Draining. Emitted on each pass; a drain not named in a pass is stopped. */
  | { readonly kind: 'drain'; readonly node: NodeRef; readonly order: DrainOrder }
  /** Maintenance is over or void: take record, label and taint away, and uncordon when `uncordon` says so. */
  | {
      readonly kind: 'release';
      readonly node: NodeRef;
      readonly uncordon: boolean;
      readonly outcome: ReleaseOutcome;
      readonly reason: string;
    }
  /**
   * Set (true) or take away (false) marks that only help: the label of nodes that we cordoned, the taint of nodes that wait
   * for their turn. Best effort.
   */
  | {
      readonly kind: 'mark';
      readonly node: NodeRef;
      readonly marks: { readonly label?: boolean; readonly taint?: boolean };
    }
  /**
   * Set or take away the taint by which Kubernetes gives the node up, with the record that knows of it. Best effort: nothing
   * waits for it.
   */
  | {
      readonly kind: 'out-of-service';
      readonly node: NodeRef;
      readonly tainted: boolean;
      readonly record: MaintenanceRecord;
    }
  /** What other tools are told of the maintenance in the status of the Node. Best effort: nothing waits for it. */
  | { readonly kind: 'conditions'; readonly node: NodeRef; readonly conditions: readonly OwnCondition[] }
  /** Which events the probe of this node may approve; none: take the annotation away. */
  | { readonly kind: 'acknowledge'; readonly node: NodeRef; readonly events: readonly string[] };

/** A condition that we keep on a Node; it carries no time, so that the same situation gives the same condition. */
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

/** Why a record is replaced; metrics and Events follow from it. */
export type RecordOutcome =
  'resumed' | 'paused' | 'drained' | 'failed' | 'overridden' | 'deadline-missed' | 'updated' | 'surges';

/** `completed`: drained and over. `cancelled`: over before it was drained. `void`: the record was for another Node. */
export type ReleaseOutcome = 'completed' | 'cancelled' | 'void';

/** What drain/ must know to empty a node. Changes from pass to pass (a deadline comes nearer); drain/ takes the newest. */
export interface DrainOrder {
  /** When Azure may begin, in milliseconds since the epoch; null when never. */
  readonly deadline: number | null;
  /** When this attempt began (milliseconds since the epoch), and so when a pod may just have been bound. */
  readonly attemptStartedAt: number;
  /** Type of the leading event or condition. */
  readonly about: string;
  /** The end of the attempt; milliseconds since the epoch. */
  readonly timeoutAt: number;
  /** Until when pods that may end by themselves are waited for, if there is no deadline before; milliseconds since the epoch. */
  readonly finishUntil: number;
  /** What stands in the record. */
  readonly surges: readonly Surge[];
}

/** One node with something to say. Idle nodes have none. */
export interface NodeStatus {
  readonly node: NodeRef;
  readonly state: NodeState;
  /** A sentence: why it is in this state and what it waits for. The same in status, log and Event. */
  readonly reason: string;
  readonly need: Need | null;
  /** Place in the queue, from 1; null when not waiting for a slot. */
  readonly position: number | null;
  readonly blockedBy: readonly BlockedPod[];
  /** Its deadline passed before its turn came. */
  readonly missedInQueue: boolean;
}

/** The maintenance a node needs: its most urgent enabled event or condition leads. */
export interface Need {
  /** Event type or condition type. */
  readonly reason: string;
  /** Ids of the enabled events and names of the conditions. */
  readonly events: readonly string[];
  /** Milliseconds since the epoch; null when nothing is due. */
  readonly deadline: number | null;
  readonly started: boolean;
  readonly liveMigration: boolean;
  /** What a request is for and who asks, in harmless words; missing when no request leads. */
  readonly request?: string;
  /** When the leading event became known (milliseconds since the epoch). */
  readonly since: number;
}

export interface Decision {
  readonly actions: readonly Action[];
  /** When the world may look different without any event: milliseconds since the epoch; null when never. */
  readonly nextPassAt: number | null;
  /** Nodes that are not idle: first the queue in its order, then the others by name. */
  readonly statuses: readonly NodeStatus[];
  readonly slots: SlotUsage;
  /** What may keep drains from beginning that could, and how many nodes wait for it. */
  readonly restraints: readonly RestraintStatus[];
  readonly surges: SurgeOrders;
}

/** What is to become of the surges in the records of all Nodes, each once. */
export interface SurgeOrders {
  /** Go on. */
  readonly open: readonly Surge[];
  /** No drain needs them any more: to be put back. */
  readonly over: readonly Surge[];
}

/** Something that keeps drains that can wait from beginning. */
export interface RestraintStatus {
  readonly kind: 'settle' | 'hold';
  /** Of the drained node, or of the hold. */
  readonly name: string;
  readonly applies: boolean;
  /** For a person. */
  readonly reason: string;
  /** When it ends at the latest (milliseconds since the epoch); null when nobody knows. */
  readonly until: number | null;
  /** Names of the nodes that could begin and are kept back. */
  readonly nodes: readonly string[];
  /** Nodes that would be kept back if it applied. */
  readonly waiting: number;
}
