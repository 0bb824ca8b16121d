import type { Need, NodeRef } from '../decide/decision.ts';
import type { DrainProgress } from '../decide/snapshot.ts';
import type { Statement } from './event-recorder.ts';
import { volumesAwaited as sayAwaited } from './node-events.ts';
import type { Pass } from './pass.ts';

export interface VolumeWaitsParts {
  readonly log: (message: string, node: NodeRef, fields: Readonly<Record<string, unknown>>) => void;
  readonly say: (node: NodeRef, statement: Statement) => void;
}

/** Maximum number of volumes that are named in the log. */
const NAMED = 20;

/** Reports once each drain that waits for volumes only. */
export class VolumeWaits {
  readonly #parts: VolumeWaitsParts;
  /** UIDs of Nodes that were reported. */
  readonly #told = new Set<string>();

  constructor(parts: VolumeWaitsParts) {
    this.#parts = parts;
  }

  take({ snapshot, decision }: Pick<Pass, 'snapshot' | 'decision'>): void {
    for (const uid of this.#told) if (snapshot.drains.get(uid)?.state !== 'detaching') this.#told.delete(uid);
    for (const { node, need } of decision.statuses) {
      const { state, volumes = [] } = snapshot.drains.get(node.uid) ?? {};
      if (state !== 'detaching' || this.#told.has(node.uid)) continue;
      this.#told.add(node.uid);
      this.#tell(node, volumes, need);
    }
  }

  #tell(node: NodeRef, volumes: readonly string[], need: Need | null): void {
    this.#parts.log('waits for volumes', node, { volumes: volumes.slice(0, NAMED) });
    this.#parts.say(node, sayAwaited(volumes, need?.reason ?? null));
  }

  clear(): void {
    this.#told.clear();
  }
}

/** The number of volumes that all drains wait for. */
export function volumesAwaited(drains: Iterable<DrainProgress>): number {
  let count = 0;
  for (const { state, volumes = [] } of drains) if (state === 'detaching') count += volumes.length;
  return count;
}
