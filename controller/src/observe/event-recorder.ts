import { backoffDelay } from '@mechanic/contract';
import { createHash } from 'node:crypto';
import { type Clock, endsWithin } from '@mechanic/contract/clock';
import type { Log } from '../log.ts';
import { FairQueue } from './fair-queue.ts';
import { plainText } from './plain-text.ts';

/** The object of an Event: a Node, the ConfigMap with the settings, or a Deployment with a surge. */
export interface EventSubject {
  readonly kind: 'Node' | 'ConfigMap' | 'Deployment';
  readonly name: string;
  readonly uid: string;
  /** Only for objects in a namespace. */
  readonly namespace?: string;
}

/** One statement, to be written as an Event. */
export interface Statement {
  readonly type: 'Normal' | 'Warning';
  /** UpperCamelCase; one of the reasons in the contract. */
  readonly reason: string;
  readonly message: string;
  /** Type of the scheduled event or condition it is about; null without one. */
  readonly about: string | null;
  /** When the fact became known, in milliseconds since the epoch; missing: now. */
  readonly since?: number;
  /** Distinguishes this statement from the last one with the same subject and reason, e.g. by the ids of the events. */
  readonly occasion: string;
  /** Trace id of its maintenance, while tracing is on. */
  readonly traceId?: string;
}

/** An Event ready to be written. */
export interface RecordedEvent extends Statement {
  readonly subject: EventSubject;
  /** Derived from subject, reason and occasion, so that the same statement always has the same name. */
  readonly name: string;
  readonly namespace: string;
  readonly at: Date;
}

export type EventAnswer =
  | { readonly kind: 'written' }
  /** Somebody wrote the same Event before: no new one is needed. */
  | { readonly kind: 'exists' }
  /** The Event will not be accepted, however often it is sent. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly retryAfterMs?: number };

/** Writes Events. Never throws; every request has its own deadline. */
export interface EventSink {
  write(event: RecordedEvent): Promise<EventAnswer>;
}

export interface EventRecorderParts {
  readonly sink: EventSink;
  /**
   * Receives each statement that nobody made before, whether its Event could be written or not, and those that may not have
   * been passed on.
   */
  readonly onNews?: (event: RecordedEvent) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Maximum number of waiting Events. More wait only when the API server is away for long; the oldest are useless by then.
 */
const QUEUE_LIMIT = 1_000;
const REMEMBERED_NAMES = 5_000;
const REMEMBERED_COMPLAINTS = 100;
/**
 * For this long after the crash of a leader, its statements are repeated. It may not have passed on statements that are
 * this recent.
 */
const DOUBT_MS = 120_000;
const RECENT_MS = 600_000;
const BURST = 25;
const TOKEN_MS = 100;
const TRIES = 5;
const PAUSES = { initialMs: 1_000, maxMs: 30_000 };

/**
 * Writes Kubernetes Events in the background, each once. Events of one object keep their order, objects take turns. Writes
 * at most 10 per second after a burst of 25. The caller never waits and never gets an error.
 */
export class EventRecorder {
  readonly #parts: EventRecorderParts;
  readonly #queue = new FairQueue<RecordedEvent>(QUEUE_LIMIT);
  readonly #said = new Set<string>();
  /** The same names, oldest first. */
  readonly #remembered = new FairQueue<string>(REMEMBERED_NAMES);
  readonly #complained = new Set<string>();
  #tokens = BURST;
  #tokensAt: number;
  #doubtUntil = -Infinity;
  #pumping: Promise<void> | null = null;
  #closing = false;

  constructor(parts: EventRecorderParts) {
    this.#parts = parts;
    this.#tokensAt = parts.clock.monotonic();
  }

  /** Writes an Event about a Node or the ConfigMap, unless it was written already. */
  say(subject: EventSubject, statement: Statement): void {
    const name = nameOf(subject, statement);
    if (this.#said.has(name) || this.#closing) return;
    this.#remember(subject.uid, name);
    const at = new Date(this.#parts.clock.now());
    const namespace = subject.namespace ?? 'default';
    const event = {
      ...statement,
      message: shortened(plainText(statement.message)),
      subject,
      name,
      namespace,
      at,
    };
    const dropped = this.#queue.push(subject.uid, event);
    if (dropped !== null) this.#forget(dropped, 'queue is full');
    this.#pumping ??= this.#pump();
  }

  /**
   * Reports that an earlier leader crashed. It is unknown whether its existing Events were also passed on. For a while such
   * a statement counts as new, so that it is passed on twice rather than never.
   */
  doubt(): void {
    this.#doubtUntil = this.#parts.clock.monotonic() + DOUBT_MS;
  }

  /** Accepts no more statements; resolves when all are written, or after `withinMs`. */
  async close(withinMs: number): Promise<void> {
    this.#closing = true;
    if (this.#pumping === null) return;
    await endsWithin(this.#parts.clock, withinMs, this.#pumping);
    this.#queue.clear();
  }

  async #pump(): Promise<void> {
    for (let event = this.#queue.shift(); event !== undefined; event = this.#queue.shift()) {
      await this.#write(event);
    }
    this.#pumping = null;
  }

  /** Tries several times. An Event that cannot be written is dropped, and may be stated again later. */
  async #write(event: RecordedEvent): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await this.#turn();
      const answer = await this.#parts.sink.write(event);
      const isLast = attempt === TRIES || this.#closing;
      if (answer.kind !== 'failed' || isLast) {
        this.#settle(event, answer, attempt);
        return;
      }
      const pause = backoffDelay(PAUSES, attempt);
      await this.#wait(Math.min(Math.max(pause, answer.retryAfterMs ?? 0), PAUSES.maxMs));
    }
  }

  #settle(event: RecordedEvent, answer: EventAnswer, attempt: number): void {
    if (answer.kind === 'written') this.#complained.clear();
    if (answer.kind === 'refused' || answer.kind === 'failed') this.#forget(event, answer.message);
    // An Event that exists after a request without an answer is ours.
    const isKnown = answer.kind === 'exists' && attempt === 1 && !this.#isDoubtful(event);
    if (!isKnown) this.#parts.onNews?.(event);
  }

  /**
   * Whether only the leader makes this statement. Both replicas may make others, such as those on the ConfigMap, so the
   * crashed leader was not alone in passing them on.
   */
  #isDoubtful({ subject, since, at }: RecordedEvent): boolean {
    if (subject.kind !== 'Node' || this.#parts.clock.monotonic() >= this.#doubtUntil) return false;
    return since === undefined || at.getTime() - since < RECENT_MS;
  }

  /** Waits for a token of the bucket. */
  async #turn(): Promise<void> {
    const passed = Math.floor((this.#parts.clock.monotonic() - this.#tokensAt) / TOKEN_MS);
    this.#tokens = Math.min(BURST, this.#tokens + passed);
    this.#tokensAt += passed * TOKEN_MS;
    this.#tokens -= 1;
    if (this.#tokens < 0) await this.#wait(-this.#tokens * TOKEN_MS);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#parts.clock.after(ms, resolve);
    });
  }

  /** Logs a reason for lost Events once, until an Event succeeds again. */
  #forget(event: RecordedEvent, why: string): void {
    this.#said.delete(event.name);
    if (this.#complained.has(why) || this.#complained.size >= REMEMBERED_COMPLAINTS) return;
    this.#complained.add(why);
    this.#parts.log.warn('kubernetes event not written', {
      [fieldFor[event.subject.kind]]: event.subject.name,
      event: event.reason,
      error: why,
    });
  }

  #remember(uid: string, name: string): void {
    this.#said.add(name);
    const oldest = this.#remembered.push(uid, name);
    if (oldest !== null) this.#said.delete(oldest);
  }
}

const fieldFor = { Node: 'node', ConfigMap: 'configMap', Deployment: 'deployment' } as const;

/** A valid object name derived from the statement, so that a new leader cannot write it twice. */
function nameOf(subject: EventSubject, statement: Statement): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([subject.kind, subject.uid, statement.reason, statement.occasion]))
    .digest('hex')
    .slice(0, 20);
  // A name may have 253 characters, and its parts may not end in a hyphen or dot.
  return `${subject.name.slice(0, 230).replace(/[.-]+$/, '')}.${digest}`;
}

/** The API server limits messages to 1,024 bytes. */
function shortened(message: string): string {
  const bytes = Buffer.from(message);
  if (bytes.length <= 1_024) return message;
  return `${bytes
    .subarray(0, 1_018)
    .toString()
    .replace(/\uFFFD+$/, '')} …`;
}
