import { type NotificationTarget, backoffDelay } from '@mechanic/contract';
import { type Clock, endsWithin } from '@mechanic/contract/clock';
import type { Log } from '../../log.ts';
import type { RecordedEvent } from '../event-recorder.ts';
import { FairQueue } from '../fair-queue.ts';
import type { Metrics } from '../metrics.ts';
import type { Addresses } from './addresses.ts';
import { bodyFor } from './message.ts';
import type { Delivery, Post } from './webhook.ts';

export interface NotifierParts {
  /** The webhooks of the present settings. */
  readonly targets: () => readonly NotificationTarget[];
  readonly addresses: Addresses;
  readonly post: Post;
  readonly metrics: Pick<Metrics, 'notification'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The messages of one webhook, and whether its outage was logged. */
interface Outbox {
  readonly waiting: FairQueue<RecordedEvent>;
  sending: Promise<void> | null;
  complained: boolean;
}

const WAITING_LIMIT = 100;
const TRIES = 8;
const PAUSES = { initialMs: 1_000, maxMs: 60_000 };

/**
 * Sends Events to webhooks in the background: one message at a time for each webhook, in order for each node, and nodes in
 * turn, with timeouts, retries and a bounded queue. A hanging webhook delays only its own messages.
 */
export class Notifier {
  readonly #parts: NotifierParts;
  readonly #outboxes = new Map<string, Outbox>();
  #closing = false;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** Queues an Event for every webhook that wants it. Returns at once. */
  tell(event: RecordedEvent): void {
    if (this.#closing) return;
    for (const target of this.#parts.targets()) {
      if (wants(target, event)) this.#enqueue(target, event);
    }
  }

  /**
   * Accepts no more messages; resolves when all are sent, or after `withinMs`. Failed messages are not retried any more.
   */
  async close(withinMs: number): Promise<void> {
    this.#closing = true;
    const sending = [...this.#outboxes.values()].flatMap((outbox) => outbox.sending ?? []);
    await endsWithin(this.#parts.clock, withinMs, Promise.all(sending));
    for (const outbox of this.#outboxes.values()) outbox.waiting.clear();
  }

  #enqueue(target: NotificationTarget, event: RecordedEvent): void {
    const outbox = this.#outboxes.get(target.name) ?? emptyOutbox();
    this.#outboxes.set(target.name, outbox);
    if (outbox.waiting.push(event.subject.uid, event) !== null) {
      this.#parts.metrics.notification(target.format, 'dropped');
      this.#complain(target.name, outbox, 'too many messages wait');
    }
    outbox.sending ??= this.#sendAll(target.name, outbox);
  }

  async #sendAll(name: string, outbox: Outbox): Promise<void> {
    for (let event = outbox.waiting.shift(); event !== undefined; event = outbox.waiting.shift()) {
      // The settings may have changed while the message waited.
      const target = this.#parts.targets().find((candidate) => candidate.name === name);
      if (target === undefined) continue;
      const delivery = await this.#send(target, event);
      const result = delivery.kind === 'sent' ? 'sent' : 'failed';
      this.#parts.metrics.notification(target.format, result);
      if (delivery.kind === 'sent') outbox.complained = false;
      else this.#complain(name, outbox, delivery.why);
    }
    outbox.sending = null;
  }

  async #send(target: NotificationTarget, event: RecordedEvent): Promise<Delivery> {
    const body = bodyFor(target, event);
    for (let attempt = 1; ; attempt++) {
      const address = await this.#parts.addresses.find(target.name);
      if (address.kind === 'none') return { kind: 'refused', why: address.why };
      const delivery = await this.#parts.post(address.url, body);
      if (delivery.kind !== 'failed' || attempt === TRIES || this.#closing) return delivery;
      const pause = Math.max(backoffDelay(PAUSES, attempt), delivery.retryAfterMs ?? 0);
      await this.#wait(Math.min(pause, PAUSES.maxMs));
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#parts.clock.after(ms, resolve);
    });
  }

  /** Logs an outage once, until a message succeeds again. */
  #complain(target: string, outbox: Outbox, why: string): void {
    if (outbox.complained) return;
    outbox.complained = true;
    this.#parts.log.warn('notification not sent', { target, error: why });
  }
}

function emptyOutbox(): Outbox {
  return { waiting: new FairQueue(WAITING_LIMIT), sending: null, complained: false };
}

function wants({ reasons, eventTypes }: NotificationTarget, { reason, about }: RecordedEvent): boolean {
  if (reasons.length > 0 && !reasons.includes(reason)) return false;
  const wanted = eventTypes.map((type) => type.toLowerCase());
  return wanted.length === 0 || (about !== null && wanted.includes(about.toLowerCase()));
}
