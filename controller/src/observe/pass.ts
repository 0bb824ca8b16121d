import type { Settings } from '@mechanic/contract';
import type { Action, Decision } from '../decide/decision.ts';
import type { NodeView, Snapshot } from '../decide/snapshot.ts';

/** One pass as it was decided, before anything of it is done. */
export interface Pass {
  readonly snapshot: Snapshot;
  readonly decision: Decision;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What tells people: it hears of each pass, then of what became of its actions. `node` is the Node as it was before. */
export interface PassObserver {
  passed(pass: Pass): void;
  done(action: Action, node: NodeView): void;
  refused(action: Action, node: NodeView, message: string): void;
}
