import type { DrainOutcome } from './metrics.ts';

/** A drain that ended. */
export interface HistoryEntry {
  readonly node: string;
  /** Type of the leading event or condition. */
  readonly reason: string;
  readonly outcome: DrainOutcome;
  /** When this attempt began and ended; RFC 3339. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationSeconds: number;
  readonly attempts: number;
  /** For a person; empty when there is nothing to say. */
  readonly message: string;
}

/** The newest drains that ended under this leader, newest first. Kept in memory only. */
export class History {
  readonly #entries: HistoryEntry[] = [];
  readonly #limit: number;

  constructor(limit = 100) {
    this.#limit = limit;
  }

  add(entry: HistoryEntry): void {
    this.#entries.unshift(entry);
    this.#entries.length = Math.min(this.#entries.length, this.#limit);
  }

  entries(): readonly HistoryEntry[] {
    return this.#entries;
  }
}
