import { backoffDelay } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { Log } from '../log.ts';
import type { Reader, WatchEvent } from './client.ts';
import { type ApiFailure, failureOf, failureOfStatus } from './failure.ts';
import { sleep } from './sleep.ts';
import { WatchTurn, type WatchRestart, type WatchRestartReason } from './watch-turn.ts';

export interface WatchLoopOptions<T> {
  /** For logs and metrics. */
  readonly resource: string;
  readonly path: string;
  /** Selectors. */
  readonly query: Readonly<Record<string, string>>;
  readonly client: Reader;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Takes a full list; returns the resourceVersion from which to watch. */
  readonly list: (signal: AbortSignal) => Promise<string>;
  /** Takes one event. Must not throw. */
  readonly take: (event: Exclude<WatchEvent<T>, { type: 'ERROR' }>) => void;
  readonly onRestart?: ((restart: WatchRestart) => void) | undefined;
}

/** How long the API server is asked to keep one watch. The exact time is random, so that watches do not end together. */
const LIFETIME_S = { least: 240, most: 300 };
const RELIST_MS = 600_000;
/** A relist may come this much early, to avoid one more short watch. */
const RELIST_SLACK_MS = 30_000;
/** A watch that lived this long has worked: a later end is a new failure. */
const SETTLED_MS = 10_000;
const PAUSES = { initialMs: 500, maxMs: 30_000 };
/** After this many unusable answers in a row the loop takes a full list instead of resuming. */
const TRIES_TO_RESUME = 3;

/**
 * Lists once, then watches for ever: resumes where a watch ended, backs off after failures, and never gives up.
 *
 * | state | what leads on |
 * |---|---|
 * | listing (`#version` is null, or a relist is due) | the list is in: watching. It fails: pausing |
 * | watching from `#version` | it ends as planned after having worked: watching again. 410, or three unusable answers in a row: listing after a pause. Any other failure: pausing |
 * | pausing, longer for each failure in a row | the pause is over: listing or watching |
 *
 * A watch that lived for 10 s resets the count of failures.
 */
export class WatchLoop<T extends { metadata?: { resourceVersion?: string } }> {
  readonly #options: WatchLoopOptions<T>;
  /** resourceVersion to resume from; null: a full list comes first. */
  #version: string | null = null;
  #relistAt = 0;
  #failures = 0;

  constructor(options: WatchLoopOptions<T>) {
    this.#options = options;
  }

  /** Runs until the signal ends it. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const turn = new WatchTurn(this.#options.clock);
      try {
        // Checked also after a broken watch: if every watch broke, missed events would otherwise stay missed.
        if (this.#relistIsDue()) this.#version = null;
        const version = this.#version ?? (await this.#list(signal));
        await this.#watch(version, turn, signal);
        await this.#restart(this.#relistIsDue() ? 'relist' : 'ended', turn, signal);
      } catch (error) {
        const failure = error instanceof EndedByServer ? error.failure : failureOf(error);
        await this.#restart(turn.reasonOf(failure), turn, signal, failure);
      }
    }
  }

  async #list(signal: AbortSignal): Promise<string> {
    this.#version = await this.#options.list(signal);
    this.#relistAt = this.#now() + RELIST_MS * (0.9 + 0.2 * this.#options.random());
    return this.#version;
  }

  #relistIsDue(): boolean {
    return this.#now() >= this.#relistAt - RELIST_SLACK_MS;
  }

  async #watch(version: string, turn: WatchTurn, signal: AbortSignal): Promise<void> {
    const { client, path, query, random } = this.#options;
    const lifetime = LIFETIME_S.least + (LIFETIME_S.most - LIFETIME_S.least) * random();
    const seconds = Math.ceil(Math.min(lifetime, Math.max(1, (this.#relistAt - this.#now()) / 1_000)));
    const bounds = { allowWatchBookmarks: 'true', timeoutSeconds: String(seconds), resourceVersion: version };
    const stop = turn.begin(seconds * 1_000, signal);
    try {
      const events = await client.stream<T>(path, { ...query, ...bounds }, stop);
      turn.established();
      for await (const event of events) {
        turn.heard();
        this.#take(event);
        if (turn.lived() >= SETTLED_MS) this.#recovered();
      }
    } finally {
      turn.end();
    }
  }

  #take(event: WatchEvent<T>): void {
    if (event.type === 'ERROR') throw new EndedByServer(failureOfStatus(event.object));
    this.#options.take(event);
    this.#version = event.object.metadata?.resourceVersion ?? this.#version;
  }

  async #restart(
    reason: WatchRestartReason,
    turn: WatchTurn,
    signal: AbortSignal,
    failure?: ApiFailure,
  ): Promise<void> {
    // The caller ended the watch, which is no failure.
    if (signal.aborted) return;
    this.#options.onRestart?.({ resource: this.#options.resource, reason });
    if (this.#mustLookAgain(reason)) this.#version = null;
    const settled = turn.lived() >= SETTLED_MS;
    if (settled) this.#recovered();
    if (settled && failure === undefined) return;
    this.#failures += 1;
    this.#report(reason, failure);
    await sleep(this.#options.clock, this.#backoff(failure), signal);
  }

  #mustLookAgain(reason: WatchRestartReason): boolean {
    if (reason === 'error') return this.#failures >= TRIES_TO_RESUME;
    return reason === 'expired';
  }

  #backoff(failure?: ApiFailure): number {
    const asked = Math.min(PAUSES.maxMs, failure?.retryAfterMs ?? 0);
    const spread = { random: this.#options.random, from: 0.5, to: 1 };
    return Math.max(asked, backoffDelay(PAUSES, this.#failures, spread));
  }

  /** Logs the second failure in a row as a warning, once. A single failure is common and passes by itself. */
  #report(reason: WatchRestartReason, failure?: ApiFailure): void {
    const { log, resource } = this.#options;
    const fields = { resource, reason, code: failure?.code, error: failure?.message };
    if (this.#failures === 2) log.warn('cannot watch, trying again', fields);
    else log.debug('watch restarts', fields);
  }

  #recovered(): void {
    if (this.#failures >= 2) this.#options.log.info('watches again', { resource: this.#options.resource });
    this.#failures = 0;
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }
}

/** The API server ended the watch with an ERROR event; `failure` is its reason. */
class EndedByServer extends Error {
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
