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
  /** Expected duration of a drain of this node, in milliseconds. */
  readonly expectedMs: (nodeName: string) => number;
}

/** The facts from outside of the Nodes that decide what keeps drains from starting. Read only while they matter. */
export class Restraints {
  readonly #parts: RestraintsParts;

  constructor(parts: RestraintsParts) {
    this.#parts = parts;
  }

  /** What is known now. On a replica that does not lead, nothing is read from outside. */
  read(nodes: readonly NodeView[], leads: boolean): Pick<Snapshot, 'expectedMs' | 'queries' | 'settling'> {
    const { expectedMs, queries, successors } = this.#parts;
    return { expectedMs, settling: successors.settling(nodes), ...(leads && { queries: queries.states() }) };
  }

  /** Finds out what matters to this decision; null: nothing, because this replica does not lead. */
  follow(decision: Pick<Decision, 'restraints'> | null): void {
    const matter = (decision?.restraints ?? []).filter(({ waiting }) => waiting > 0);
    this.#parts.successors.follow(matter.some(({ kind }) => kind === 'settle'));
    const holds = matter.filter(({ kind }) => kind === 'hold').map(({ name }) => name);
    this.#parts.queries.follow(new Set(holds));
  }
}

/** Assembles the parts. */
export function restraintsOf(parts: {
  readonly workloads: SuccessorsParts['workloads'];
  readonly ask: HoldQueriesParts['ask'];
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings;
  readonly expectedMs: RestraintsParts['expectedMs'];
  /** Called when something new is known. */
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
