import type { Settings } from '@mechanic/contract';
import type { Decision } from '../decide/decision.ts';
import type { Snapshot } from '../decide/snapshot.ts';

/** One pass as it was decided, before anything of it is done. */
export interface Pass {
  readonly snapshot: Snapshot;
  readonly decision: Decision;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
}
