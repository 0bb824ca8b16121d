import { type HistoryEntry, historyKey, mostHistory } from '@mechanic/contract';

/** The newest drains that ended, newest first, whoever led. */
export class History {
  #entries: readonly HistoryEntry[] = [];

  /** A drain ended now. */
  add(entry: HistoryEntry): void {
    this.#entries = [entry, ...this.#entries].slice(0, mostHistory);
  }

  /** Takes in what others remember. What both know counts once. */
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
