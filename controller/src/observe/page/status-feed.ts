import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@mechanic/contract/clock';
import { type Rendered, renderParts } from './sections.ts';
import { SharedStatus } from './shared-status.ts';
import type { Status } from '@mechanic/contract/status';

const MAX_STREAMS = 32;
const REFRESH_MS = 1_000;
/** A comment this often keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;
/** A reader that is this far behind begins again. */
const MAX_UNSENT_BYTES = 4_000_000;

/** What the page shows, and under which version. */
export interface Edition {
  readonly version: string;
  readonly rendered: Rendered;
}

/**
 * Keeps open pages up to date with server-sent events: what is sent is the pieces that changed.
 * It looks once a second while somebody is watching, and never otherwise.
 */
export class StatusFeed {
  readonly #status: SharedStatus;
  readonly #clock: Clock;
  readonly #streams = new Set<ServerResponse>();
  /** Versions of another process are never taken for ours. */
  readonly #run = randomBytes(6).toString('hex');
  #serial = 0;
  #edition: Edition | null = null;
  #renderedAt = 0;
  #cancelRefresh: (() => void) | null = null;
  #sentAt = 0;
  #closed = false;

  constructor(status: () => Status, clock: Clock) {
    this.#status = new SharedStatus(status, clock);
    this.#clock = clock;
  }

  /** What the page shows now; at most a second old. */
  latest(): Edition {
    if (this.#edition === null || this.#clock.monotonic() - this.#renderedAt >= REFRESH_MS) this.#refresh();
    return this.#edition ?? this.#refresh();
  }

  /** At most a second old. */
  status(): Status {
    return this.#status.current();
  }

  /** The status as the API gives it, in bytes; at most a second old. */
  json(): Buffer {
    return this.#status.json();
  }

  /** How many pages are being kept up to date. */
  get streams(): number {
    return this.#streams.size;
  }

  /** Answers with a stream of events, from the version on that the page has. */
  subscribe(request: IncomingMessage, response: ServerResponse): void {
    if (this.#closed || this.#streams.size >= MAX_STREAMS) {
      response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '30' });
      response.end('too many readers\n');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const { version, rendered } = this.latest();
    response.write('retry: 2000\n\n');
    if (versionOf(request) !== version) response.write(message(version, everything(rendered)));
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
    this.#sentAt = this.#clock.monotonic();
    this.#schedule();
  }

  /** Ends every stream; a page connects again by itself, to whoever is there then. */
  close(): void {
    this.#closed = true;
    this.#cancelRefresh?.();
    for (const stream of this.#streams) stream.end();
  }

  #schedule(): void {
    this.#cancelRefresh ??= this.#clock.after(REFRESH_MS, () => {
      this.#cancelRefresh = null;
      if (this.#streams.size === 0) return;
      this.#refresh();
      this.#keepAlive();
      this.#schedule();
    });
  }

  #refresh(): Edition {
    const rendered = renderParts(this.#status.current());
    const before = this.#edition;
    this.#renderedAt = this.#clock.monotonic();
    const update = before === null ? everything(rendered) : changes(before.rendered, rendered);
    if (before !== null && update === null) return before;
    this.#serial += 1;
    this.#edition = { version: `${this.#run}-${this.#serial}`, rendered };
    this.#send(message(this.#edition.version, update));
    return this.#edition;
  }

  #keepAlive(): void {
    if (this.#clock.monotonic() - this.#sentAt >= HEARTBEAT_MS) this.#send(': still here\n\n');
  }

  #send(text: string): void {
    this.#sentAt = this.#clock.monotonic();
    for (const stream of this.#streams) {
      if (stream.writableLength > MAX_UNSENT_BYTES) stream.destroy();
      else stream.write(text);
    }
  }
}

/** What a page must do: put these pieces in place of those with their ids, and bring lists into this order. */
interface Update {
  readonly parts: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

function everything({ parts, lists }: Rendered): Update {
  return {
    parts: Object.fromEntries([...parts].map(([id, part]) => [id, part.text])),
    lists: Object.fromEntries(lists),
  };
}

/** null when nothing is different. */
function changes(before: Rendered, after: Rendered): Update | null {
  const parts = [...after.parts].filter(([id, part]) => before.parts.get(id)?.text !== part.text);
  const lists = [...after.lists].filter(([id, ids]) => before.lists.get(id)?.join() !== ids.join());
  if (parts.length === 0 && lists.length === 0) return null;
  return {
    parts: Object.fromEntries(parts.map(([id, part]) => [id, part.text])),
    lists: Object.fromEntries(lists),
  };
}

function message(version: string, update: Update | null): string {
  return `id: ${version}\ndata: ${JSON.stringify(update)}\n\n`;
}

/** The version that the page already shows: of the stream before, or of the document. */
function versionOf(request: IncomingMessage): string | null {
  const last = request.headers['last-event-id'];
  if (typeof last === 'string') return last;
  return new URLSearchParams((request.url ?? '').split('?')[1] ?? '').get('from');
}
