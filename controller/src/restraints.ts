import type { Decision } from './decide/decision.ts';
import type { NodeView, Snapshot } from './decide/snapshot.ts';
import type { Settings } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import { Successors, type SuccessorsParts } from './drain/successors.ts';
import { HoldQueries, type HoldQueriesParts } from './holds/hold-queries.ts';
import type { Log } from './log.ts';

export interface RestraintsParts {
  readonly successors: Pick<Successors, 'settling' | 'follow'>;
  readonly queries: Pick<HoldQueries, 'states' | 'follow'>;
  /** How long a drain of this node is expected to take, in milliseconds. */
  readonly expectedMs: (nodeName: string) => number;
}

/** What must be known from outside of the Nodes to tell what keeps drains from beginning. Asked about only while it matters. */
export class Restraints {
  readonly #parts: RestraintsParts;

  constructor(parts: RestraintsParts) {
    this.#parts = parts;
  }

  /** As far as it is known now; a replica that does not lead asks nobody. */
  read(nodes: readonly NodeView[], leads: boolean): Pick<Snapshot, 'expectedMs' | 'queries' | 'settling'> {
    const { expectedMs, queries, successors } = this.#parts;
    return { expectedMs, settling: successors.settling(nodes), ...(leads && { queries: queries.states() }) };
  }

  /** Finds out what the decision shows to matter; null: nothing, since this replica does not lead. */
  follow(decision: Pick<Decision, 'restraints'> | null): void {
    const matter = (decision?.restraints ?? []).filter(({ waiting }) => waiting > 0);
    this.#parts.successors.follow(matter.some(({ kind }) => kind === 'settle'));
    const holds = matter.filter(({ kind }) => kind === 'hold').map(({ name }) => name);
    this.#parts.queries.follow(new Set(holds));
  }
}

/** All of it, put together. */
export function restraintsOf(parts: {
  readonly workloads: SuccessorsParts['workloads'];
  readonly ask: HoldQueriesParts['ask'];
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings;
  readonly expectedMs: RestraintsParts['expectedMs'];
  /** Something is known that was not before. */
  readonly onChange: () => void;
}): Restraints {
  const { expectedMs, settings } = parts;
  return new Restraints({
    expectedMs,
    successors: new Successors({ ...parts, settleMs: () => settings().settleMs }),
    queries: new HoldQueries({
      ...parts,
      holds: () => settings().holds.filter((hold) => hold.kind === 'prometheus'),
    }),
  });
}
