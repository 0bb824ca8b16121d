import type { Decision } from './decide/decision.ts';
import type { NodeView, Snapshot } from './decide/snapshot.ts';
import type { Successors } from './drain/successors.ts';

export interface RestraintsParts {
  readonly successors: Pick<Successors, 'settling' | 'follow'>;
}

/** What must be known from outside of the Nodes to tell what keeps drains from beginning. Asked about only while it matters. */
export class Restraints {
  readonly #parts: RestraintsParts;

  constructor(parts: RestraintsParts) {
    this.#parts = parts;
  }

  /** As far as it is known now. */
  read(nodes: readonly NodeView[]): Pick<Snapshot, 'settling'> {
    return { settling: this.#parts.successors.settling(nodes) };
  }

  /** Finds out what the decision shows to matter; null: nothing, since this replica does not lead. */
  follow(decision: Pick<Decision, 'restraints'> | null): void {
    const restraints = decision?.restraints ?? [];
    this.#parts.successors.follow(restraints.some(({ nodes }) => nodes > 0));
  }
}
