import type { HistoryEntry } from '@mechanic/contract';
import type { DrainProgress } from '../../decide/snapshot.ts';
import { heldPods } from '../../decide/held-pods.ts';

/** What is remembered about the course of a drain. */
export type Course = Pick<HistoryEntry, 'pods' | 'graceSeconds' | 'surges' | 'blockedBy'>;

interface Seen {
  pods: number;
  graceMs: number;
  /** When the drain was last seen; milliseconds since the epoch. */
  at: number;
  /** UIDs of the Deployments with a surge for this drain. */
  readonly surged: Set<string>;
  readonly blocked: Map<string, { pod: string; budgets?: string[] }>;
}

/** Maximum number of remembered pods that delayed a drain. */
const MOST_BLOCKED = 5;
/** How long a stopped drain is kept until its end is recorded. */
const FORGOTTEN_MS = 900_000;

/** Watches running drains, so that the history can tell what they had to do and what delayed them. */
export class SeenDrains {
  readonly #drains = new Map<string, Seen>();

  /** Takes the present progress of each drain, by Node UID; `now` in milliseconds since the epoch. */
  take(drains: ReadonlyMap<string, DrainProgress>, now: number): void {
    for (const drain of drains.values()) this.#see(drain, now);
    for (const [uid, { at }] of this.#drains) if (now - at > FORGOTTEN_MS) this.#drains.delete(uid);
  }

  /** Returns what is remembered of the ended drain of this Node; nothing when it was not seen running. */
  end(uid: string): Course {
    const seen = this.#drains.get(uid);
    this.#drains.delete(uid);
    if (seen === undefined) return {};
    const blockedBy = [...seen.blocked.values()];
    return {
      pods: seen.pods,
      graceSeconds: seen.graceMs / 1_000,
      ...(seen.surged.size > 0 && { surges: seen.surged.size }),
      ...(blockedBy.length > 0 && { blockedBy }),
    };
  }

  clear(): void {
    this.#drains.clear();
  }

  #see({ nodeUID, podsTotal, podsLeft, pace, surges = [] }: DrainProgress, now: number): void {
    const seen = this.#drains.get(nodeUID) ?? unseen(now);
    this.#drains.set(nodeUID, seen);
    seen.at = now;
    seen.pods = Math.max(seen.pods, podsTotal);
    seen.graceMs = Math.max(seen.graceMs, pace?.graceMs ?? 0);
    for (const { uid } of surges) seen.surged.add(uid);
    for (const { pod, budgets } of heldPods(podsLeft.filter(({ state }) => state === 'blocked'))) {
      if (seen.blocked.size >= MOST_BLOCKED) return;
      seen.blocked.set(pod, { pod, ...(budgets !== undefined && { budgets: [...budgets] }) });
    }
  }
}

function unseen(at: number): Seen {
  return { pods: 0, graceMs: 0, at, surged: new Set(), blocked: new Map() };
}
