import type { MaintenanceRecord, Settings } from '@mechanic/contract';
import type { Action, DrainOrder, Need, NodeRef, NodeState, RecordOutcome } from '../decision.ts';
import { eventsOf } from '../need/events.ts';
import { type Outlook, outlookOf } from '../need/need.ts';
import { ownRecord } from './ownership.ts';
import type { DrainProgress, NodeView, Refusal, Snapshot } from '../snapshot.ts';

/** Everything known about one node: the input for its step. */
export interface Situation {
  readonly node: NodeView;
  /** The record of this very Node; null without one. */
  readonly record: MaintenanceRecord | null;
  readonly outlook: Outlook;
  readonly progress: DrainProgress | undefined;
  /** Set while mechanic tries no write to this node. */
  readonly refusal: Refusal | undefined;
  readonly settings: Settings;
  readonly now: number;
}

/** What one node needs next. Only a claim depends on the other nodes. */
export type Step = {
  readonly state: NodeState;
  /** A sentence, or its beginning when slots/ adds the rest. */
  readonly reason: string;
  /** Times at which the step may change; milliseconds since the epoch. */
  readonly wakeAt: readonly number[];
} & (
  | { readonly kind: 'rest' }
  /** One write. A running drain of the node stops. */
  | { readonly kind: 'write'; readonly action: Action }
  /** The drain continues; `write` updates its record. */
  | { readonly kind: 'drain'; readonly order: DrainOrder; readonly need: Need; readonly write: Action | null }
  /**
   * The node wants a slot. `action` makes the write once the node has a slot (`now` in milliseconds since the epoch). It is
   * not called earlier, because thousands of nodes may wait.
   */
  | {
      readonly kind: 'claim';
      readonly need: Need;
      /** mechanic has not cordoned the node yet. */
      readonly untried: boolean;
      readonly action: (now: number) => Extract<Action, { kind: 'cordon' | 'record' }>;
    }
);

export function situationOf(node: NodeView, snapshot: Snapshot, settings: Settings, now: number): Situation {
  const record = ownRecord(node);
  const announcements = eventsOf(node, snapshot.probedNodes.has(node.name), now);
  const refusal = snapshot.refusals.get(node.uid);
  return {
    node,
    record,
    outlook: outlookOf({ node, announcements, record }, settings, now),
    progress: snapshot.drains.get(node.uid),
    refusal: refusal !== undefined && refusal.retryAt > now ? refusal : undefined,
    settings,
    now,
  };
}

export function refOf(node: NodeView): NodeRef {
  return { name: node.name, uid: node.uid };
}

/** An action that replaces the record of the node. */
export function change(
  { node }: Situation,
  record: MaintenanceRecord,
  outcome: RecordOutcome,
): Extract<Action, { kind: 'record' }> {
  return { kind: 'record', node: refOf(node), record, outcome };
}

/** A step without a write. */
export function rest(state: NodeState, reason: string, wakeAt: readonly number[] = []): Step {
  return { kind: 'rest', state, reason, wakeAt };
}

/** A step with one write. */
export function write(state: NodeState, reason: string, action: Action): Step {
  return { kind: 'write', state, reason, action, wakeAt: [] };
}
