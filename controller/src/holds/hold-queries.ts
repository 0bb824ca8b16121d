import type { QueryHold } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { QueryState } from '../decide/snapshot.ts';
import type { Log } from '../log.ts';
import type { AskPrometheus, PrometheusAnswer } from './prometheus.ts';

export interface HoldQueriesParts {
  readonly ask: AskPrometheus;
  readonly clock: Clock;
  readonly log: Log;
  /** The query holds of the settings in force. */
  readonly holds: () => readonly QueryHold[];
  /** Called when the state of a query has changed. */
  readonly onChange: () => void;
}

interface Known {
  /** The hold that was queried. A hold of the same name with another query is another hold. */
  readonly hold: QueryHold;
  readonly state: QueryState | null;
  /** Monotonic. */
  readonly askedAt: number;
  readonly failure: string;
}

const EVERY_MS = 15_000;
/** An answer older than this is not used any more. */
const WORTH_MS = 2 * EVERY_MS;

/** Runs the queries of holds, from time to time, while a waiting node depends on them. */
export class HoldQueries {
  readonly #parts: HoldQueriesParts;
  readonly #known = new Map<string, Known>();
  #wanted: ReadonlySet<string> = new Set();
  #cancel: (() => void) | null = null;

  constructor(parts: HoldQueriesParts) {
    this.#parts = parts;
  }

  /** State by name of the hold; contains no hold that has not answered lately. */
  states(): ReadonlyMap<string, QueryState> {
    const states = new Map<string, QueryState>();
    for (const hold of this.#parts.holds()) {
      const state = this.#of(hold)?.state ?? null;
      if (state !== null) states.set(hold.name, state);
    }
    return states;
  }

  /** Sets the names of the holds that matter now. */
  follow(names: ReadonlySet<string>): void {
    this.#wanted = names;
    if (names.size === 0) {
      this.#cancel?.();
      this.#cancel = null;
      return;
    }
    this.#askDue();
  }

  /** The last answer for exactly this hold, unless it is too old. */
  #of(hold: QueryHold): Known | undefined {
    const known = this.#known.get(hold.name);
    if (known === undefined || !isSame(known.hold, hold)) return undefined;
    return this.#parts.clock.monotonic() - known.askedAt < WORTH_MS ? known : undefined;
  }

  #askDue(): void {
    const { clock, holds } = this.#parts;
    const wanted = holds().filter(({ name }) => this.#wanted.has(name));
    const now = clock.monotonic();
    let next = Infinity;
    for (const hold of wanted) {
      const known = this.#of(hold);
      const due = known === undefined ? now : known.askedAt + EVERY_MS;
      if (due <= now) void this.#ask(hold);
      next = Math.min(next, due <= now ? now + EVERY_MS : due);
    }
    this.#cancel?.();
    this.#cancel = Number.isFinite(next) ? clock.after(next - now, () => this.#askDue()) : null;
  }

  async #ask(hold: QueryHold): Promise<void> {
    const { ask, clock } = this.#parts;
    const before = this.#of(hold);
    // The query counts as asked from now on. Until its answer comes, the previous state applies.
    this.#known.set(hold.name, {
      hold,
      state: before?.state ?? null,
      askedAt: clock.monotonic(),
      failure: before?.failure ?? '',
    });
    this.#take(hold, await ask(hold.url, hold.query));
  }

  #take(hold: QueryHold, answer: PrometheusAnswer): void {
    const known = this.#known.get(hold.name);
    // The settings changed while the query was under way.
    if (known === undefined || !isSame(known.hold, hold)) return;
    const failure = answer.kind === 'failed' ? answer.why : '';
    const state = stateOf(hold, answer);
    this.#known.set(hold.name, { ...known, state, failure });
    if (failure !== '' && failure !== known.failure) {
      const { name, onError } = hold;
      this.#parts.log.warn('the query of a hold cannot be asked', { hold: name, error: failure, onError });
    }
    if (state.holds !== known.state?.holds || state.why !== known.state.why) this.#parts.onChange();
  }
}

function stateOf({ onError }: QueryHold, answer: PrometheusAnswer): QueryState {
  if (answer.kind === 'failed') {
    const then = onError === 'hold' ? 'and so it holds' : 'and so it lets go';
    return { holds: onError === 'hold', why: `its query cannot be asked (${answer.why}), ${then} (onError)` };
  }
  const { results } = answer;
  if (results === 0) return { holds: false, why: 'its query has no result' };
  return { holds: true, why: `its query has ${results === 1 ? 'a result' : `${results} results`}` };
}

function isSame(a: QueryHold, b: QueryHold): boolean {
  return a.url === b.url && a.query === b.query && a.onError === b.onError;
}
