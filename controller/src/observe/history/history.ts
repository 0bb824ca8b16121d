import { type HistoryEntry, historyKey, mostHistory } from '@mechanic/contract';

/** The drains that ended, newest first, of all leaders. */
export class History {
  #entries: readonly HistoryEntry[] = [];

  /** Adds a drain that ended now. */
  add(entry: HistoryEntry): void {
    this.#entries = [entry, ...this.#entries].slice(0, mostHistory);
  }

  /** Merges the entries of others. An entry in both counts once. */
  merge(others: readonly HistoryEntry[]): void {
    const all = new Map([...this.#entries, ...others].map((entry) => [historyKey(entry), entry]));
    this.#entries = [...all.values()]
      .sort((a, b) => Date.parse(b.endedAt) - Date.parse(a.endedAt))
      .slice(0, mostHistory);
  }

  entries(): readonly HistoryEntry[] {
    return this.#entries;
  }
}
