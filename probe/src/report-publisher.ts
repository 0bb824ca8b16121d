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

/** Every so often the Node is read, to put back what somebody took away; give or take a tenth. */
const CHECK_MS = 300_000;
/**
 * While the Node is missing or may not be changed, often only a person can help. But an API server that has just
 * started refuses what it will allow once it has read its roles, so the first pauses are short here too.
 */
const REFUSED_LONGEST_MS = 30_000;
/** Longest pause of all, whatever the API server asks for: until then nobody knows whether it would take a report again. */
const LONGEST_MS = 60_000;
/** A report that could not be written or checked for this long is no longer vouched for. */
const UNSURE_MS = 60_000;

/** Keeps `mechanic.dev/report` on the own Node equal to the observation. At rest it asks the API server nothing. */
export class ReportPublisher {
  readonly #options: ReportPublisherOptions;
  readonly #backoff: Backoff;
  readonly #pause: Pause;
  /** UID of the Node; undefined while it must be read first. */
  #uid: string | undefined;
  /** What the annotation says. */
  #current: ReportContent | undefined;
  /** What this process found on the Node with this UID. */
  #earlier: { readonly uid: string; readonly content: ReportContent | undefined } | undefined;
  #checkAt = 0;
  #confirmed = false;
  /** When the first of the turns began that have not succeeded since; one that hangs is among them. */
  #unsureSince: number | undefined;
  #problem: NodeFailure['kind'] | undefined;

  constructor(options: ReportPublisherOptions) {
    this.#options = options;
    this.#backoff = new Backoff(500, LONGEST_MS, options.random);
    this.#pause = new Pause(options.clock);
  }

  /**
   * Why nobody should rely on it that the Node has the last word of the metadata service; null when it has. A reader may
   * then go by other sources too. A refusal counts at once, anything else (an expired token, TLS, the network) when it
   * has lasted: a report that is a few seconds late is not worth a doubt.
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

  /** There may be something new to write. */
  changed(): void {
    this.#pause.wake();
  }

  /** Runs for the life of the process. */
  async run(): Promise<never> {
    for (;;) {
      this.#unsureSince ??= this.#options.clock.monotonic();
      const failure = await this.#turn();
      if (failure === undefined) this.#succeeded();
      else this.#failed(failure);
      await this.#pause.wait(failure === undefined ? this.#untilCheck() : this.#delayAfter(failure));
    }
  }

  /** Reads when due, writes when different. */
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
    // A write that failed may have been done all the same: what the annotation says is open until one succeeds.
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

  /** Said once for each kind of failure in a row; the counter has the writes. */
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

  /** Milliseconds until the Node has to be looked at again. */
  #untilCheck(): number {
    return Math.max(0, this.#checkAt - this.#options.clock.monotonic());
  }
}
