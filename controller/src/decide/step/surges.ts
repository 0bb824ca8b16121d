import type { MaintenanceRecord, Surge } from '@mechanic/contract';
import type { SurgeOrders } from '../decision.ts';
import type { NodeStep } from '../node-step.ts';
import { list, sentence } from '../reasons.ts';
import type { NodeView, Snapshot } from '../snapshot.ts';
import { foreignClaim, isUntouchable } from './ownership.ts';
import { stateOf } from './over-step.ts';
import { surgeKey } from './surge-key.ts';
import { type Situation, type Step, change, rest, write } from './step.ts';

/** Maximum number of surges in a record. */
const mostSurges = 64;

/**
 * Makes sure that every surge is put back exactly once, no later than its maintenance ends. The record of a Node holds a
 * surge from before the replicas are raised until they are put back or another Node's record holds the surge. The records
 * of all Nodes therefore show all surges to any leader.
 */
export function withSurges(
  steps: readonly NodeStep[],
  snapshot: Snapshot,
): { readonly steps: readonly NodeStep[]; readonly orders: SurgeOrders } {
  // Most passes have no surges, even with thousands of Nodes.
  if (!steps.some(hasAny)) return { steps, orders: { open: [], over: [] } };
  const books = steps.map((step) => bookOf(step));
  const ledger = new Ledger(books, snapshot.settledSurges ?? new Set());
  return {
    steps: books.map(({ step, recorded, wanted }) => ({
      ...stepWith(step, recorded, ledger.kept(recorded, wanted)),
      situation: step.situation,
    })),
    orders: ledger.orders(),
  };
}

/** The surges in the record of one Node, and those its drain still needs. */
interface Book {
  readonly step: NodeStep;
  readonly recorded: readonly Surge[];
  readonly wanted: readonly Surge[];
}

function hasAny({ situation: { node, progress } }: NodeStep): boolean {
  return surgesOf(node).length > 0 || (progress?.surges?.length ?? 0) > 0;
}

function bookOf(step: NodeStep): Book {
  const { node, progress } = step.situation;
  const recorded = surgesOf(node);
  const isDrained = step.kind === 'drain';
  return { step, recorded, wanted: isDrained ? (progress?.surges ?? recorded) : [] };
}

/** Includes surges in a record of an earlier Node with this name. */
function surgesOf({ record }: NodeView): readonly Surge[] {
  return record.kind === 'present' ? (record.value.surges ?? []) : [];
}

class Ledger {
  readonly #settled: ReadonlySet<string>;
  readonly #recorded: Map<string, Surge>;
  /** Keys of the surges that some drain needs. */
  readonly #wanted: ReadonlySet<string>;
  /** Keys of the surges that some Node needs and has in its record. */
  readonly #held: ReadonlySet<string>;

  constructor(books: readonly Book[], settled: ReadonlySet<string>) {
    this.#settled = settled;
    this.#recorded = new Map(
      books.flatMap(({ recorded }) => recorded.map((surge) => [surgeKey(surge), surge])),
    );
    this.#wanted = new Set(books.flatMap(({ wanted }) => wanted.map(surgeKey)));
    this.#held = new Set(
      books.flatMap(({ recorded, wanted }) => {
        const own = new Set(wanted.map(surgeKey));
        return recorded.map(surgeKey).filter((key) => own.has(key));
      }),
    );
  }

  /** Returns the surges that the record of a Node must hold. */
  kept(recorded: readonly Surge[], wanted: readonly Surge[]): readonly Surge[] {
    const own = new Set(wanted.map(surgeKey));
    const rests = recorded.filter((surge) => !own.has(surgeKey(surge)) && !this.#mayGo(surgeKey(surge)));
    return [...rests, ...wanted];
  }

  orders(): SurgeOrders {
    const all = [...this.#recorded];
    return {
      open: all.filter(([key]) => this.#wanted.has(key)).map(([, surge]) => surge),
      over: all.filter(([key]) => !this.#wanted.has(key)).map(([, surge]) => surge),
    };
  }

  /** Whether the record may drop the surge: another Node needs it and has it in its record, or it was put back. */
  #mayGo(key: string): boolean {
    return this.#held.has(key) || (!this.#wanted.has(key) && this.#settled.has(key));
  }
}

/** The step of a Node whose record must hold exactly these surges. */
function stepWith(step: NodeStep, recorded: readonly Surge[], kept: readonly Surge[]): Step {
  const { situation } = step;
  const isSame = sameSurges(recorded, kept);
  switch (step.kind) {
    case 'drain':
      return isSame ? step : { ...step, write: drainWrite(situation, step.write, kept) };
    case 'claim':
      return isSame && kept.length === 0
        ? step
        : { ...step, action: (now) => carrying(step.action(now), kept) };
    case 'write':
      return writeWith(situation, step, kept);
    case 'rest':
      return isSame || mayNotWrite(situation) ? step : noted(situation, step, kept);
  }
}

type WriteStep = Extract<Step, { kind: 'write' }>;
type Written = WriteStep['action'];

function writeWith({ record }: Situation, step: WriteStep, kept: readonly Surge[]): Step {
  const { action } = step;
  if (action.kind === 'release' && kept.length > 0) {
    const names = kept.map(({ namespace, name }) => `${namespace}/${name}`);
    const why = `first the number of replicas of ${list(names)} is put back`;
    return rest(record === null ? 'unknown' : stateOf(record), sentence(step.reason, why), step.wakeAt);
  }
  if (action.kind !== 'record') return step;
  return { ...step, action: carrying(action, kept) };
}

function drainWrite(situation: Situation, planned: Written | null, kept: readonly Surge[]): Written | null {
  if (planned?.kind === 'record') return carrying(planned, kept);
  const { record, refusal } = situation;
  return record === null || refusal !== undefined
    ? planned
    : carrying(change(situation, record, 'surges'), kept);
}

function noted(situation: Situation, step: Step, kept: readonly Surge[]): Step {
  const { record } = situation;
  if (record === null) return step;
  return {
    ...write(step.state, step.reason, carrying(change(situation, record, 'surges'), kept)),
    wakeAt: step.wakeAt,
  };
}

/** Whether nothing may be written: the user or another tool has authority over the node, or a write has just failed. */
function mayNotWrite({ node, refusal }: Situation): boolean {
  return isUntouchable(node) || foreignClaim(node) !== null || refusal !== undefined;
}

function carrying<T extends { readonly record: MaintenanceRecord }>(action: T, kept: readonly Surge[]): T {
  const record = { ...action.record };
  delete record.surges;
  // A surge that does not fit into the record is not begun until another one is removed.
  return { ...action, record: { ...record, ...(kept.length > 0 && { surges: kept.slice(0, mostSurges) }) } };
}

/** Whether both lists hold the same surges in the same state. */
function sameSurges(a: readonly Surge[], b: readonly Surge[]): boolean {
  const keys = new Map(a.map((surge) => [surgeKey(surge), surge.raised === true]));
  return a.length === b.length && b.every((surge) => keys.get(surgeKey(surge)) === (surge.raised === true));
}
