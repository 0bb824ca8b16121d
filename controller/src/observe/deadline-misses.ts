import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeStatus } from '../decide/decision.ts';

/** What a missed deadline is told about. */
export type Missed = Pick<MaintenanceRecord, 'reason' | 'events' | 'deadline'>;

/** Which missed deadlines have been told, each once, whether the node was in the queue or being drained. */
export class DeadlineMisses {
  /** The deadline that was told last, by Node UID. */
  readonly #told = new Map<string, string | null>();

  /** Nodes whose deadline passed before their turn, and of which that is not told yet. */
  fresh(statuses: readonly NodeStatus[]): { readonly status: NodeStatus; readonly missed: Missed }[] {
    const present = new Set(statuses.map(({ node }) => node.uid));
    for (const uid of this.#told.keys()) if (!present.has(uid)) this.#told.delete(uid);
    return statuses.flatMap((status) => {
      const { node, need, missedInQueue } = status;
      if (!missedInQueue || need?.deadline === null || need?.deadline === undefined) return [];
      const missed = {
        reason: need.reason,
        events: [...need.events],
        deadline: new Date(need.deadline).toISOString(),
      };
      return this.isNew(node.uid, missed) ? [{ status, missed }] : [];
    });
  }

  /** Whether this one has not been told; it counts as told from now on. */
  isNew(uid: string, { deadline }: Pick<Missed, 'deadline'>): boolean {
    if (this.#told.has(uid) && this.#told.get(uid) === deadline) return false;
    this.#told.set(uid, deadline);
    return true;
  }

  clear(): void {
    this.#told.clear();
  }
}
