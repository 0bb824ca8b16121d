import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeView } from '../decide/snapshot.ts';
import { isDraining } from '../decide/step/ownership.ts';
import { isNewer } from '../cluster/resource-version.ts';
import type { Write } from './node-patch.ts';

interface Claim {
  readonly uid: string;
  readonly name: string;
  /** Version of the Node that the write is valid for. */
  readonly version: string;
  readonly record: MaintenanceRecord;
}

/**
 * Slots that writes may have taken. A write counts from its sending until the Node is seen in a newer version than the write
 * was valid for: by then it has taken effect and shows, or never will. A missing answer changes nothing.
 */
export class UnseenSlots {
  readonly #unseenSlots = new Map<string, Claim>();

  /** Notes that a write is about to be sent. */
  sent({ name, uid, resourceVersion: version }: NodeView, record: MaintenanceRecord): void {
    this.#unseenSlots.set(uid, { uid, name, version, record });
  }

  /** Notes that the API server refused the write. */
  denied(uid: string): void {
    this.#unseenSlots.delete(uid);
  }

  /** Records of the writes that are still unseen, by Node UID, given the Nodes as they are now. */
  open(node: (name: string) => NodeView | undefined): ReadonlyMap<string, MaintenanceRecord> {
    for (const { uid, name, version } of this.#unseenSlots.values()) {
      const seen = node(name);
      if (seen?.uid !== uid || isNewer(seen.resourceVersion, version)) this.#unseenSlots.delete(uid);
    }
    return new Map([...this.#unseenSlots].map(([uid, { record }]) => [uid, record]));
  }
}

/** The record by which a write takes a slot; null when it takes none. */
export function slotTakenBy(action: Write, node: NodeView): MaintenanceRecord | null {
  if (action.kind !== 'cordon' && action.kind !== 'record') return null;
  return action.record.phase === 'Draining' && !isDraining(node) ? action.record : null;
}
