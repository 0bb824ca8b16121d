import type { Settings } from '@mechanic/contract';
import type { NodeView } from '../decide/snapshot.ts';
import { isDraining } from '../decide/step/ownership.ts';
import type { Write } from './node-patch.ts';

/** A write that a pass has decided on. */
export interface PlannedWrite {
  readonly action: Write;
  /** The Node as it was when the write was decided. */
  readonly node: NodeView;
  /** The settings by which the write was decided. */
  readonly settings: Settings;
}

/** Carries out one write. Must not throw. */
export type Perform = (write: PlannedWrite) => Promise<void>;

/**
 * Kinds of writes. `slot`: takes or frees a slot. `record`: writes what has happened. `mark`: optional. Each lane has its
 * own requests, so that a hung webhook in one lane does not hold up the others.
 */
type LaneName = 'slot' | 'record' | 'mark';

/** Requests under way at once in each lane. */
const widths: Readonly<Record<LaneName, number>> = { slot: 16, record: 8, mark: 4 };

/** Carries out the writes that passes decide, in parallel to the passes: no pass waits for a write. */
export class WriteLanes {
  readonly #lanes: Readonly<Record<LaneName, Lane>>;

  constructor(perform: Perform) {
    this.#lanes = {
      slot: new Lane(widths.slot, perform),
      record: new Lane(widths.record, perform),
      mark: new Lane(widths.mark, perform),
    };
  }

  /**
   * Replaces all planned writes that have not begun by these, in their order. A mark waits until no other write to its
   * Node is planned or under way, since the two would conflict.
   */
  plan(writes: readonly PlannedWrite[]): void {
    const { slot = [], record = [], mark = [] } = Object.fromEntries(Map.groupBy(writes, laneOf));
    const written = new Set([...slot, ...record].map(({ node }) => node.uid));
    this.#lanes.slot.plan(slot);
    this.#lanes.record.plan(record);
    this.#lanes.mark.plan(mark.filter(({ node: { uid } }) => !written.has(uid) && !this.#isWriting(uid)));
  }

  #isWriting(uid: string): boolean {
    return this.#lanes.slot.isWriting(uid) || this.#lanes.record.isWriting(uid);
  }

  /** Resolves when no write is under way; call it after `plan([])`. */
  async idle(): Promise<void> {
    await Promise.all(Object.values(this.#lanes).map((lane) => lane.idle()));
  }
}

/** Runs one write at a time for each Node, and `width` writes at a time in all. */
class Lane {
  readonly #width: number;
  readonly #perform: Perform;
  #planned: readonly PlannedWrite[] = [];
  #next = 0;
  readonly #running = new Map<string, Promise<void>>();

  constructor(width: number, perform: Perform) {
    this.#width = width;
    this.#perform = perform;
  }

  plan(writes: readonly PlannedWrite[]): void {
    this.#planned = writes;
    this.#next = 0;
    this.#begin();
  }

  isWriting(uid: string): boolean {
    return this.#running.has(uid);
  }

  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #begin(): void {
    while (this.#running.size < this.#width) {
      const write = this.#planned[this.#next];
      if (write === undefined) return;
      this.#next += 1;
      const { uid } = write.node;
      // A write to this Node is under way. After its answer the next pass plans again for this Node.
      if (this.#running.has(uid)) continue;
      const done = this.#perform(write).finally(() => {
        this.#running.delete(uid);
        this.#begin();
      });
      this.#running.set(uid, done);
    }
  }
}

function laneOf({ action, node }: PlannedWrite): LaneName {
  switch (action.kind) {
    case 'mark':
    case 'out-of-service':
    case 'conditions':
    case 'acknowledge':
      return 'mark';
    case 'cordon':
      return 'slot';
    case 'record':
      return isDraining(node) === (action.record.phase === 'Draining') ? 'record' : 'slot';
    case 'release':
      return isDraining(node) ? 'slot' : 'record';
  }
}
