import type { Clock } from '@mechanic/contract/clock';
import { failureOf } from '../../cluster/failure.ts';
import type { Log } from '../../log.ts';
import type { Finding } from '../../decide/check/finding.ts';
import type { NodeLoad } from '../../decide/forecast/durations.ts';
import type { Readiness } from './kube-sweep.ts';

export interface ReadinessWatchParts {
  /** Reads the whole cluster. */
  readonly sweep: (signal: AbortSignal) => Promise<Readiness>;
  readonly clock: Clock;
  readonly log: Log;
  /** Returns a random number from 0 (inclusive) to 1 (exclusive), for jitter. */
  readonly random: () => number;
  /** Receives the present findings; null when nothing is known any more. `at` in milliseconds since the epoch. */
  readonly onChange: (findings: readonly Finding[] | null, at: number) => void;
}

/** Delay of the first check after this replica became leader, so that urgent work comes first. */
const FIRST_MS = 30_000;
const EVERY_MS = 3_600_000;
const AGAIN_MS = 600_000;

const none: Readiness = { findings: [], loads: new Map() };

/**
 * Checks once an hour, while this replica leads, for problems that would delay a drain. Works in the background; a failure
 * affects nothing else.
 */
export class ReadinessWatch {
  readonly #parts: ReadinessWatchParts;
  #latest = none;
  #lookedAt: number | null = null;
  #cancel: () => void = () => undefined;
  #abort = new AbortController();

  constructor(parts: ReadinessWatchParts) {
    this.#parts = parts;
  }

  /** When this leader last looked, in milliseconds since the epoch; null: not yet. */
  get lookedAt(): number | null {
    return this.#lookedAt;
  }

  /** The latest findings, the worst first. */
  get findings(): readonly Finding[] {
    return this.#latest.findings;
  }

  /** The pods that each node would have to move, from the latest check; the same map until the next check. */
  get loads(): ReadonlyMap<string, NodeLoad> {
    return this.#latest.loads;
  }

  lead(): void {
    this.follow();
    this.#lookIn(FIRST_MS);
  }

  follow(): void {
    this.#cancel();
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#latest = none;
    this.#lookedAt = null;
    this.#parts.onChange(null, 0);
  }

  #lookIn(ms: number): void {
    const { signal } = this.#abort;
    this.#cancel = this.#parts.clock.after(ms, () => void this.#look(signal));
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { sweep, clock, log, random, onChange } = this.#parts;
    try {
      const readiness = await sweep(signal);
      if (signal.aborted) return;
      this.#latest = readiness;
      this.#lookedAt = clock.now();
      onChange(readiness.findings, this.#lookedAt);
      this.#lookIn(EVERY_MS * (0.95 + 0.1 * random()));
    } catch (error) {
      if (signal.aborted) return;
      log.warn('could not look for what would hold up a drain', { error: failureOf(error).message });
      this.#lookIn(AGAIN_MS);
    }
  }
}
