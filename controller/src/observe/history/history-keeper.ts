import { type HistoryEntry, type RememberedDrains, backoffDelay } from '@mechanic/contract';
import { type Clock, endsWithin } from '@mechanic/contract/clock';
import { NotLeader } from '../../leadership/fence.ts';
import type { Log } from '../../log.ts';
import type { History } from './history.ts';

/** The stored history and its version; null when none is stored. */
export type KeptHistory = (RememberedDrains & { readonly version: string }) | null;

/** Stores the history beyond the life of a leader. Every request has its own deadline. */
export interface HistoryStore {
  /** @throws anything; the message is for a person */
  read(): Promise<KeptHistory>;
  /**
   * Replaces `version`, or creates the ConfigMap when it is null.
   * @returns the new version; null when another writer was faster
   * @throws NotLeader, or anything else
   */
  write(entries: readonly HistoryEntry[], version: string | null): Promise<string | null>;
}

export interface HistoryKeeperParts {
  readonly history: History;
  readonly store: HistoryStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Receives the present number of entries. */
  readonly onCount: (entries: number) => void;
}

const PAUSES = { initialMs: 2_000, maxMs: 300_000 };

/**
 * Keeps the history of drains across leaders: reads the stored history when this replica becomes leader, and writes once
 * for each drain that ends. Works in the background; a failure affects nothing else.
 */
export class HistoryKeeper {
  readonly #parts: HistoryKeeperParts;
  #leading = false;
  /** Version that was last read or written; undefined: it must be read first. */
  #version: string | null | undefined;
  /** Entries that are not written yet. */
  #dirty = false;
  #working: Promise<void> | null = null;
  #failures = 0;
  #complaint = '';
  #cancelRetry: () => void = () => undefined;

  constructor(parts: HistoryKeeperParts) {
    this.#parts = parts;
  }

  /** Called when this replica becomes leader. */
  lead(): void {
    this.#leading = true;
    this.#version = undefined;
    this.#work();
  }

  /** Called when this replica stops leading: entries that are not written yet are dropped. */
  follow(): void {
    this.#leading = false;
    this.#cancelRetry();
    this.#parts.onCount(0);
  }

  /** Adds a drain that ended. */
  add(entry: HistoryEntry): void {
    this.#parts.history.add(entry);
    this.#dirty = true;
    this.#count();
    this.#work();
  }

  /** Resolves when no request is running, or after `withinMs`. */
  async close(withinMs: number): Promise<void> {
    if (this.#working !== null) await endsWithin(this.#parts.clock, withinMs, this.#working);
    this.follow();
  }

  #work(): void {
    if (!this.#leading || this.#working !== null) return;
    this.#working = this.#workToTheEnd().then((again) => {
      this.#working = null;
      if (again) this.#work();
    });
  }

  /** Returns whether new entries were added meanwhile. Never throws. */
  async #workToTheEnd(): Promise<boolean> {
    try {
      if (this.#version === undefined) await this.#read();
      else if (this.#dirty) await this.#write(this.#version);
      this.#recovered();
    } catch (error) {
      // The present leader has its own history.
      if (!(error instanceof NotLeader)) this.#retryLater(error);
      return false;
    }
    return this.#version === undefined || this.#dirty;
  }

  async #read(): Promise<void> {
    const kept = await this.#parts.store.read();
    this.#version = kept?.version ?? null;
    if (kept === null) return;
    this.#parts.history.merge(kept.entries);
    this.#count();
    if (kept.unreadable > 0) {
      this.#parts.log.warn('part of the history cannot be read', { lines: kept.unreadable });
    }
  }

  async #write(version: string | null): Promise<void> {
    // An entry added during the request needs another one.
    this.#dirty = false;
    try {
      const written = await this.#parts.store.write(this.#parts.history.entries(), version);
      // Another writer was faster: its entries are merged first.
      if (written === null) this.#dirty = true;
      this.#version = written ?? undefined;
    } catch (error) {
      this.#dirty = true;
      // The write may have taken effect.
      this.#version = undefined;
      throw error;
    }
  }

  /** Logs a failure once, until a request succeeds again. */
  #retryLater(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== this.#complaint) this.#parts.log.warn('history not kept', { error: message });
    this.#complaint = message;
    this.#failures += 1;
    const pause = backoffDelay(PAUSES, this.#failures);
    this.#cancelRetry();
    this.#cancelRetry = this.#parts.clock.after(pause, () => this.#work());
  }

  #recovered(): void {
    this.#failures = 0;
    this.#complaint = '';
  }

  #count(): void {
    if (this.#leading) this.#parts.onCount(this.#parts.history.entries().length);
  }
}
