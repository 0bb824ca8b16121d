import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeStatus } from '../decide/decision.ts';
import { formatTime } from '../decide/times.ts';

/** The fields of a missed deadline that are reported. */
export type Missed = Pick<MaintenanceRecord, 'reason' | 'events' | 'deadline'>;

/** Remembers which missed deadlines were reported, so that each is reported once, in the queue or during the drain. */
export class DeadlineMisses {
  /** The deadline that was reported last, by Node UID. */
  readonly #told = new Map<string, string | null>();

  /** Returns nodes whose deadline passed in the queue and was not reported yet. */
  fresh(statuses: readonly NodeStatus[]): { readonly status: NodeStatus; readonly missed: Missed }[] {
    const present = new Set(statuses.map(({ node }) => node.uid));
    for (const uid of this.#told.keys()) if (!present.has(uid)) this.#told.delete(uid);
    return statuses.flatMap((status) => {
      const { node, need, missedInQueue } = status;
      if (!missedInQueue || need?.deadline === null || need?.deadline === undefined) return [];
      const missed = {
        reason: need.reason,
        events: [...need.events],
        deadline: formatTime(need.deadline),
      };
      return this.isNew(node.uid, missed) ? [{ status, missed }] : [];
    });
  }

  /** Whether this deadline was not reported yet. It counts as reported from now on. */
  isNew(uid: string, { deadline }: Pick<Missed, 'deadline'>): boolean {
    if (this.#told.has(uid) && this.#told.get(uid) === deadline) return false;
    this.#told.set(uid, deadline);
    return true;
  }

  clear(): void {
    this.#told.clear();
  }
}
