// Generated from schemas/status.schema.json by `npm run generate`. Do not edit.
/**
 * A drain that ended, as also one line of the key `history` of the ConfigMap `mechanic-history` tells it. A line that is longer than 8 KiB, is not this or has a control character in it cannot be read and is left out; unknown fields are dropped.
 */
export interface HistoryEntry {
  node: string;
  /**
   * Type of the leading event or condition.
   */
  reason: string;
  /**
   * Ids of the events and names of the conditions, at most 8.
   */
  events?: string[];
  outcome: 'succeeded' | 'failed' | 'cancelled' | 'paused';
  /**
   * When this attempt began; RFC 3339 in UTC.
   */
  startedAt: string;
  /**
   * When it ended; RFC 3339 in UTC.
   */
  endedAt: string;
  durationSeconds: number;
  /**
   * Which attempt it was, from 1.
   */
  attempts: number;
  /**
   * Pods that had to go; missing when not known.
   */
  pods?: number;
  /**
   * The longest grace period of these pods; missing when not known.
   */
  graceSeconds?: number;
  /**
   * Deployments that ran one replica more until their pods had left; missing when there was none.
   */
  surges?: number;
  /**
   * What could not be evicted for a while, at most 5.
   */
  blockedBy?: {
    pod: string;
    budgets?: string[];
  }[];
  /**
   * For a person; empty when there is nothing to say.
   */
  message: string;
}
