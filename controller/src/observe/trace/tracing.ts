import type { Settings } from '@mechanic/contract';
import type { Fields, Log } from '../../log.ts';
import type { PassObserver } from '../pass.ts';
import type { EventSubject, Statement } from '../event-recorder.ts';
import type { Metrics } from '../metrics.ts';
import type { Collector, LoadCollector, SpanResult } from './collector.ts';
import type { Span } from './span.ts';
import { Tracer } from './tracer.ts';

export interface TracingParts {
  readonly load: LoadCollector;
  readonly metrics: Pick<Metrics, 'spans'>;
  readonly log: Log;
  readonly version: string;
  readonly identity: string;
}

/** Where statements become Events. */
interface Events {
  say(subject: EventSubject, statement: Statement): void;
}

/** A collector that is no longer wanted gets this long for what it has left; in milliseconds. */
const FAREWELL_MS = 10_000;
/** So many spans wait while what sends them is being loaded. */
const MOST_EARLY = 512;

/**
 * Tells traces, while the settings say where to. It stands before those who are told what happens and passes everything
 * on to them; where it is switched off it does nothing but that, and what sends traces is not loaded.
 */
export class Tracing {
  readonly #parts: TracingParts;
  readonly #tracer = new Tracer((spans) => this.#send(spans));
  #endpoint = '';
  /** null while it is being loaded, and while there is none. */
  #collector: Collector | null = null;
  #early: Span[] = [];
  /** All that is still to be closed. */
  #farewells: Promise<void> = Promise.resolve();
  #complained = false;

  constructor(parts: TracingParts) {
    this.#parts = parts;
  }

  /** Takes the settings in force: on, off, or to another collector from now on. */
  take({ tracing: { endpoint } }: Pick<Settings, 'tracing'>): void {
    if (endpoint === this.#endpoint) return;
    if (endpoint === '') this.#tracer.clear();
    this.#leave(FAREWELL_MS);
    this.#endpoint = endpoint;
    if (endpoint !== '') void this.#open(endpoint);
  }

  /** Passes on what an operator tells, and listens. */
  observer(next: PassObserver): PassObserver {
    return {
      passed: (pass) => {
        if (this.#isOn()) this.#safely(() => this.#tracer.passed(pass));
        next.passed(pass);
      },
      done: (action, node) => {
        if (this.#isOn()) this.#safely(() => this.#tracer.done(action, node));
        next.done(action, node);
      },
      refused: (action, node, message) => next.refused(action, node, message),
    };
  }

  /** A log whose lines about a node in maintenance name its trace. */
  log(next: Log): Log {
    const traced = (fields: Fields | undefined): Fields => {
      const traceId = typeof fields?.node === 'string' ? this.#tracer.idOf(fields.node) : undefined;
      return traceId === undefined ? { ...fields } : { ...fields, traceId };
    };
    return {
      error: (message, fields) => next.error(message, traced(fields)),
      warn: (message, fields) => next.warn(message, traced(fields)),
      info: (message, fields) => next.info(message, traced(fields)),
      debug: (message, fields) => next.debug(message, traced(fields)),
    };
  }

  /** Events, and so notifications, that name the trace of the node they are about. */
  events(next: Events): Events {
    return {
      say: (subject, statement) => {
        const traceId = subject.kind === 'Node' ? this.#tracer.idOf(subject.name) : undefined;
        next.say(subject, traceId === undefined ? statement : { ...statement, traceId });
      },
    };
  }

  /** This replica leads no more. */
  steppedDown(): void {
    this.#safely(() => this.#tracer.clear());
  }

  /** Sends what is left; resolves after `withinMs` at the latest, in milliseconds. */
  async close(withinMs: number): Promise<void> {
    this.#leave(withinMs);
    this.#endpoint = '';
    await this.#farewells;
  }

  #isOn(): boolean {
    return this.#endpoint !== '';
  }

  async #open(endpoint: string): Promise<void> {
    const { load, identity, version } = this.#parts;
    try {
      const collectorFor = await load();
      // Somebody may have thought better of it.
      if (this.#endpoint !== endpoint || this.#collector !== null) return;
      const onResult = (result: SpanResult, count: number, why?: string): void =>
        this.#count(result, count, why);
      this.#collector = collectorFor({ endpoint, identity, version, onResult });
      this.#collector.put(this.#early.splice(0));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#parts.log.error('cannot trace', { error: text });
    }
  }

  #leave(withinMs: number): void {
    const collector = this.#collector;
    this.#collector = null;
    this.#complained = false;
    if (this.#early.length > 0) this.#count('dropped', this.#early.splice(0).length);
    if (collector === null) return;
    this.#farewells = Promise.all([this.#farewells, collector.close(withinMs)]).then(() => undefined);
  }

  #send(spans: readonly Span[]): void {
    if (this.#collector !== null) {
      this.#collector.put(spans);
      return;
    }
    const room = MOST_EARLY - this.#early.length;
    this.#early.push(...spans.slice(0, room));
    if (spans.length > room) this.#count('dropped', spans.length - room);
  }

  #count(result: SpanResult, count: number, why?: string): void {
    this.#parts.metrics.spans(result, count);
    if (result === 'sent') this.#complained = false;
    else this.#complain(why ?? 'too many spans wait');
  }

  /** Once until something gets through again. */
  #complain(why: string): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#parts.log.warn('traces not sent', { error: why });
  }

  /** What is traced keeps nothing from being done or told. */
  #safely(trace: () => void): void {
    try {
      trace();
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#parts.log.error('tracing failed', { error: text });
    }
  }
}
