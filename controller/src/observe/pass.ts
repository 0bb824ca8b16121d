import type { Settings } from '@mechanic/contract';
import type { Action, Decision } from '../decide/decision.ts';
import type { NodeView, Snapshot } from '../decide/snapshot.ts';

/** A pass after its decision and before its actions. */
export interface Pass {
  readonly snapshot: Snapshot;
  readonly decision: Decision;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Reports to people: called for each pass, then for the result of each action. `node` is the Node before the action. */
export interface PassObserver {
  passed(pass: Pass): void;
  done(action: Action, node: NodeView): void;
  refused(action: Action, node: NodeView, message: string): void;
}
