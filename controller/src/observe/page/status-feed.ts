import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@mechanic/contract/clock';
import { queryOf } from './node-filter.ts';
import { type Rendered, renderParts } from './sections.ts';
import { SharedStatus } from './shared-status.ts';
import type { Status } from '@mechanic/contract/status';

const MAX_STREAMS = 32;
const REFRESH_MS = 1_000;
/** Interval of comments that keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;
/** A reader with more unsent data than this is disconnected and starts again. */
const MAX_UNSENT_BYTES = 4_000_000;

/** The content of the page and its version. */
export interface Edition {
  readonly version: string;
  readonly rendered: Rendered;
}

/**
 * Keeps open pages up to date with server-sent events: it sends the pieces that changed. It computes the status once a
 * second while pages are open, and not otherwise.
 */
export class StatusFeed {
  readonly #status: SharedStatus;
  readonly #clock: Clock;
  readonly #streams = new Set<ServerResponse>();
  /** Distinguishes our versions from those of another process. */
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

  /** The present content of the page, at most one second old. */
  latest(): Edition {
    if (this.#edition === null || this.#clock.monotonic() - this.#renderedAt >= REFRESH_MS) this.#refresh();
    return this.#edition ?? this.#refresh();
  }

  /** The status, at most one second old. */
  status(): Status {
    return this.#status.current();
  }

  /** The serialised status of the API, at most one second old. */
  json(): Buffer {
    return this.#status.json();
  }

  /** Number of open streams. */
  get streams(): number {
    return this.#streams.size;
  }

  /** Answers with a stream of events, starting after the version that the page has. */
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

  /** Ends every stream; each page reconnects by itself, perhaps to another replica. */
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

/** An update for a page: pieces that replace those with the same ids, and the new order of lists. */
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

/** null without a difference. */
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

/** The version that the page already shows: from its last stream, or from the document. */
function versionOf(request: IncomingMessage): string | null {
  const last = request.headers['last-event-id'];
  if (typeof last === 'string') return last;
  return queryOf(request.url ?? '').get('from');
}
