import type { Decision } from './decide/decision.ts';
import type { NodeView, Snapshot } from './decide/snapshot.ts';
import type { Successors } from './drain/successors.ts';
import type { HoldQueries } from './holds/hold-queries.ts';

export interface RestraintsParts {
  readonly successors: Pick<Successors, 'settling' | 'follow'>;
  readonly queries: Pick<HoldQueries, 'states' | 'follow'>;
}

/** What must be known from outside of the Nodes to tell what keeps drains from beginning. Asked about only while it matters. */
export class Restraints {
  readonly #parts: RestraintsParts;

  constructor(parts: RestraintsParts) {
    this.#parts = parts;
  }

  /** As far as it is known now; a replica that does not lead asks nobody. */
  read(nodes: readonly NodeView[], leads: boolean): Pick<Snapshot, 'queries' | 'settling'> {
    const { queries, successors } = this.#parts;
    return { settling: successors.settling(nodes), ...(leads && { queries: queries.states() }) };
  }

  /** Finds out what the decision shows to matter; null: nothing, since this replica does not lead. */
  follow(decision: Pick<Decision, 'restraints'> | null): void {
    const matter = (decision?.restraints ?? []).filter(({ waiting }) => waiting > 0);
    this.#parts.successors.follow(matter.some(({ kind }) => kind === 'settle'));
    const holds = matter.filter(({ kind }) => kind === 'hold').map(({ name }) => name);
    this.#parts.queries.follow(new Set(holds));
  }
}
