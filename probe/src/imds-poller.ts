import { Backoff } from './backoff.ts';
import type { Clock } from '@mechanic/contract/clock';
import type { Imds, ImdsAnswer } from './imds-client.ts';
import type { Log } from './log.ts';
import type { Observation } from './observation.ts';
import { Pause } from './pause.ts';
import type { ScheduledEvents } from './scheduled-events.ts';

export interface ImdsPollerOptions {
  readonly imds: Imds;
  readonly observation: Observation;
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Called with each good answer. */
  readonly onAnswer: () => void;
}

/** Timeout of the first request: it switches scheduled events on for the VM, which may take two minutes. */
const FIRST_TIMEOUT_MS = 150_000;
const TIMEOUT_MS = 5_000;
/** After this long without a good answer the report says so. */
const SILENCE_MS = 30_000;
/** How often the name is requested again while the providerID is used instead. */
const NAME_RETRY_MS = 30_000;
/** A turn that exceeds its time by this much means that the loop has stopped. */
const GRACE_MS = 30_000;

/**
 * Polls the metadata service once per interval, less often while it fails, and stores its answers in the observation.
 *
 * | state (`imds` in the report) | what leads on |
 * |---|---|
 * | `starting` | the first good answer: `ok`. It may take two minutes |
 * | `ok` | no good answer for 30 s: `unavailable`. The known events stay |
 * | `unavailable` | a good answer: `ok` |
 */
export class ImdsPoller {
  readonly #options: ImdsPollerOptions;
  readonly #backoff: Backoff;
  readonly #pause: Pause;
  #lastGood: number;
  #everGood = false;
  #silent = false;
  #lastFailure: string | undefined;
  #unreadable = 0;
  #nextNameAt = 0;
  #aliveUntil = Number.POSITIVE_INFINITY;

  constructor(options: ImdsPollerOptions) {
    this.#options = options;
    this.#backoff = new Backoff(2_000, 30_000, options.random);
    this.#pause = new Pause(options.clock);
    this.#lastGood = options.clock.monotonic();
  }

  /** Whether the loop still runs, whatever the metadata service does. */
  get alive(): boolean {
    return this.#options.clock.monotonic() <= this.#aliveUntil;
  }

  /** Runs until the process ends. */
  async run(): Promise<never> {
    this.#watchForSilence();
    for (;;) {
      const started = this.#options.clock.monotonic();
      const timeoutMs = this.#everGood ? TIMEOUT_MS : FIRST_TIMEOUT_MS;
      this.#expectWithin(TIMEOUT_MS + timeoutMs);
      await this.#learnName();
      const answer = await this.#options.imds.scheduledEvents(timeoutMs);
      const pauseMs = this.#take(answer, started);
      this.#expectWithin(pauseMs);
      await this.#pause.wait(pauseMs);
    }
  }

  /** Asks for the name: each time while there is none, and now and then while the providerID is used instead. */
  async #learnName(): Promise<void> {
    const { imds, observation, clock, log } = this.#options;
    if (observation.hasImdsName) return;
    if (observation.vm !== undefined && clock.monotonic() < this.#nextNameAt) return;
    this.#nextNameAt = clock.monotonic() + NAME_RETRY_MS;
    const name = await imds.vmName(TIMEOUT_MS);
    if (name.kind === 'ok') observation.learnImdsName(name.value);
    else log.debug('The metadata service gave no VM name', { failure: name.failure });
  }

  /** Takes over an answer; returns how long to wait before the next request. */
  #take(answer: ImdsAnswer<ScheduledEvents>, started: number): number {
    const { clock, intervalMs } = this.#options;
    if (answer.kind === 'ok') {
      this.#takeGood(answer.value);
      return Math.max(0, intervalMs - (clock.monotonic() - started));
    }
    this.#takeFailure(answer.failure);
    return this.#backoff.next();
  }

  #takeGood(document: ScheduledEvents): void {
    const { clock, log, observation, onAnswer } = this.#options;
    const { unreadable } = document;
    if (unreadable > this.#unreadable) log.warn('Some scheduled events cannot be read', { unreadable });
    this.#unreadable = unreadable;
    if (!this.#everGood || this.#lastFailure !== undefined) log.info('The metadata service answers');
    this.#everGood = true;
    this.#silent = false;
    this.#lastGood = clock.monotonic();
    this.#lastFailure = undefined;
    this.#backoff.reset();
    onAnswer();
    observation.learnDocument(document);
  }

  /** Logs each kind of failure once in a row; the counter counts them all. */
  #takeFailure(failure: string): void {
    if (failure !== this.#lastFailure) {
      this.#options.log.warn('The metadata service gives no usable answer', { failure });
    }
    this.#lastFailure = failure;
    this.#judgeSilence();
  }

  /** Schedules a check for when the silence becomes too long: a request may hang, or the next one may be far off. */
  #watchForSilence(): void {
    this.#judgeSilence();
    const left = SILENCE_MS - this.#silence;
    this.#options.clock.after(left > 0 ? left : SILENCE_MS, () => this.#watchForSilence());
  }

  /** A hanging first request is no failure yet: the service may be starting. */
  #judgeSilence(): void {
    const concluded = this.#everGood || this.#lastFailure !== undefined;
    if (this.#silent || !concluded || this.#silence < SILENCE_MS) return;
    this.#silent = true;
    this.#options.log.error('The metadata service is unavailable', { failure: this.#lastFailure });
    this.#options.observation.learnSilence();
  }

  /** Milliseconds since the last good answer, or since the start. */
  get #silence(): number {
    return this.#options.clock.monotonic() - this.#lastGood;
  }

  #expectWithin(ms: number): void {
    this.#aliveUntil = this.#options.clock.monotonic() + ms + GRACE_MS;
  }
}
