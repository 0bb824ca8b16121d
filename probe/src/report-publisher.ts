import { parseReport } from '@mechanic/contract/report';
import { Backoff } from './backoff.ts';
import type { Clock } from '@mechanic/contract/clock';
import type { Log } from './log.ts';
import type { NodeApi, NodeFailure, OwnNode } from './node-client.ts';
import type { Observation } from './observation.ts';
import { Pause } from './pause.ts';
import { type ReportContent, contentOf, sameContent, serialize } from './report.ts';

export interface ReportPublisherOptions {
  readonly node: NodeApi;
  readonly observation: Observation;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly onWrite: (result: 'ok' | NodeFailure['kind']) => void;
}

/** How often the Node is read, to restore what somebody removed; give or take a tenth. */
const CHECK_MS = 300_000;
/**
 * Longest pause while the Node is missing or may not be changed. Often only a person can help. But an API server that has
 * just started refuses requests until it has read its roles, so the first pauses are short here too.
 */
const REFUSED_LONGEST_MS = 30_000;
/** Longest pause of all, whatever the API server asks for: until the next try nobody knows whether a write would succeed. */
const LONGEST_MS = 60_000;
/** A report that could not be written or checked for this long counts as doubtful. */
const UNSURE_MS = 60_000;

/**
 * Keeps `mechanic.dev/report` on the own Node equal to the observation. Sends nothing while nothing changes, except checks.
 */
export class ReportPublisher {
  readonly #options: ReportPublisherOptions;
  readonly #backoff: Backoff;
  readonly #pause: Pause;
  /** UID of the Node; undefined when the Node must be read first. */
  #uid: string | undefined;
  /** The content of the annotation, as far as known. */
  #current: ReportContent | undefined;
  /** What this process first found on the Node with this UID. */
  #earlier: { readonly uid: string; readonly content: ReportContent | undefined } | undefined;
  #checkAt = 0;
  #confirmed = false;
  /** When the first of the turns began that have not succeeded since, including one that hangs. */
  #unsureSince: number | undefined;
  #problem: NodeFailure['kind'] | undefined;

  constructor(options: ReportPublisherOptions) {
    this.#options = options;
    this.#backoff = new Backoff(500, LONGEST_MS, options.random);
    this.#pause = new Pause(options.clock);
  }

  /**
   * Why the Node may not have the last answer of the metadata service; null when it has. A reader may then use other
   * sources too. A refusal counts at once. Any other failure (an expired token, TLS, the network) counts only after some
   * time: a report that is a few seconds late is not doubtful.
   */
  get doubt(): string | null {
    if (!this.#confirmed) return 'no answer of the metadata service has been reported yet';
    const problem = this.#problem ?? 'no answer';
    if (this.#refused) return `the Node cannot be reported to: ${problem}`;
    const unsureMs = this.#options.clock.monotonic() - (this.#unsureSince ?? Number.POSITIVE_INFINITY);
    if (unsureMs < UNSURE_MS) return null;
    return `the Node could not be reported to for ${Math.floor(unsureMs / 1_000)} s: ${problem}`;
  }

  get #refused(): boolean {
    return this.#problem !== undefined && this.#problem !== 'failed';
  }

  /** Says that there may be something new to write. */
  changed(): void {
    this.#pause.wake();
  }

  /** Runs until the process ends. */
  async run(): Promise<never> {
    for (;;) {
      this.#unsureSince ??= this.#options.clock.monotonic();
      const failure = await this.#turn();
      if (failure === undefined) this.#succeeded();
      else this.#failed(failure);
      await this.#pause.wait(failure === undefined ? this.#untilCheck() : this.#delayAfter(failure));
    }
  }

  /** Reads the Node when due, and writes the report when it differs. */
  async #turn(): Promise<NodeFailure | undefined> {
    const { node, clock, observation, onWrite } = this.#options;
    if (this.#uid === undefined || this.#untilCheck() === 0) {
      const answer = await node.read();
      if (answer.kind !== 'ok') return answer;
      this.#learn(answer.value);
    }
    const content = observation.report(this.#earlier?.content);
    if (this.#uid === undefined || content === undefined || this.#says(content)) return undefined;
    const answer = await node.writeReport(this.#uid, serialize(content, new Date(clock.now()).toISOString()));
    onWrite(answer.kind);
    // A failed write may have taken effect all the same, so the content is unknown until one succeeds.
    this.#current = answer.kind === 'ok' ? content : undefined;
    if (answer.kind !== 'ok') return answer;
    this.#say(content);
    return undefined;
  }

  #say({ vm, imds, events, omitted }: ReportContent): void {
    const short = events.map(({ id, type, status, notBefore }) => ({ id, type, status, notBefore }));
    this.#options.log.info('Report written', { vm, imds, events: short });
    if (omitted === undefined) return;
    this.#options.log.error('The report is too large and was shortened', { omitted });
  }

  #learn(node: OwnNode): void {
    const { observation, clock, random } = this.#options;
    const report = node.report === undefined ? undefined : parseReport(node.report);
    this.#uid = node.uid;
    this.#current = report === undefined ? undefined : contentOf(report);
    if (this.#earlier?.uid !== node.uid) this.#earlier = { uid: node.uid, content: this.#current };
    this.#checkAt = clock.monotonic() + CHECK_MS * (0.9 + 0.2 * random());
    if (node.providerId !== undefined) observation.learnProviderId(node.providerId);
  }

  #says(content: ReportContent): boolean {
    return this.#current !== undefined && sameContent(content, this.#current);
  }

  #succeeded(): void {
    if (this.#problem !== undefined) this.#options.log.info('The Node can be reported to again');
    this.#problem = undefined;
    this.#unsureSince = undefined;
    this.#backoff.reset();
    this.#confirmed = this.#options.observation.answered;
  }

  /** Logs each kind of failure once in a row; the counter counts all writes. */
  #failed(failure: NodeFailure): void {
    if (failure.kind !== this.#problem) {
      const { kind, ...details } = failure;
      this.#options.log.error('The Node cannot be reported to', { problem: kind, ...details });
    }
    this.#problem = failure.kind;
    if (failure.kind !== 'failed') this.#uid = undefined;
  }

  #delayAfter(failure: NodeFailure): number {
    const next = this.#backoff.next();
    switch (failure.kind) {
      case 'not_found':
      case 'forbidden':
        return Math.min(next, REFUSED_LONGEST_MS);
      case 'rejected':
        return next;
      case 'failed':
        return Math.max(next, Math.min(failure.retryAfterMs, LONGEST_MS));
    }
  }

  /** Milliseconds until the Node has to be read again. */
  #untilCheck(): number {
    return Math.max(0, this.#checkAt - this.#options.clock.monotonic());
  }
}
