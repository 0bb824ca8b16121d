import { type HistoryEntry, type RememberedDrains, backoffDelay } from '@mechanic/contract';
import { type Clock, endsWithin } from '@mechanic/contract/clock';
import { NotLeader } from '../../leadership/fence.ts';
import type { Log } from '../../log.ts';
import type { History } from './history.ts';

/** What is kept, and in which version. null: nothing is there. */
export type KeptHistory = (RememberedDrains & { readonly version: string }) | null;

/** Where the history outlives its leader. Every request has a deadline of its own. */
export interface HistoryStore {
  /** @throws anything; the message is for a person */
  read(): Promise<KeptHistory>;
  /**
   * Replaces `version`, or makes what is not there when null.
   * @returns the new version; null when somebody else was faster
   * @throws NotLeader, or anything else
   */
  write(entries: readonly HistoryEntry[], version: string | null): Promise<string | null>;
}

export interface HistoryKeeperParts {
  readonly history: History;
  readonly store: HistoryStore;
  readonly clock: Clock;
  readonly log: Log;
  /** There are so many entries now. */
  readonly onCount: (entries: number) => void;
}

const PAUSES = { initialMs: 2_000, maxMs: 300_000 };

/**
 * Keeps the history of drains across leaders: reads what is there when this replica begins to lead, and writes once for
 * each drain that ends. All of it in the background: nothing waits for it, and nothing fails with it.
 */
export class HistoryKeeper {
  readonly #parts: HistoryKeeperParts;
  #leading = false;
  /** Of what was last read or written; undefined: not known, to be read first. */
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

  /** This replica leads from now on. */
  lead(): void {
    this.#leading = true;
    this.#version = undefined;
    this.#work();
  }

  /** It leads no more: what is not written by now stays unwritten. */
  follow(): void {
    this.#leading = false;
    this.#cancelRetry();
    this.#parts.onCount(0);
  }

  /** A drain ended. */
  add(entry: HistoryEntry): void {
    this.#parts.history.add(entry);
    this.#dirty = true;
    this.#count();
    this.#work();
  }

  /** Resolves when nothing is under way, or after `withinMs`. */
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

  /** Returns whether something came up meanwhile. Never throws. */
  async #workToTheEnd(): Promise<boolean> {
    try {
      if (this.#version === undefined) await this.#read();
      else if (this.#dirty) await this.#write(this.#version);
      this.#recovered();
    } catch (error) {
      // Whoever leads now keeps its own.
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
    // What ends while the request is under way needs another one.
    this.#dirty = false;
    try {
      const written = await this.#parts.store.write(this.#parts.history.entries(), version);
      // Somebody else was faster: what that one knows is taken in first.
      if (written === null) this.#dirty = true;
      this.#version = written ?? undefined;
    } catch (error) {
      this.#dirty = true;
      // It may have taken effect.
      this.#version = undefined;
      throw error;
    }
  }

  /** Said once, until it works again. */
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
