import { type ObjectTest, selectionOf } from './query-selector.ts';
import { Refusal, expired } from './refusal.ts';
import { type Resource, apiVersionOf } from './resources.ts';
import type { Route } from './route.ts';
import type { Store } from './store.ts';
import { type Change, Stored } from './stored.ts';

/** Where the lines of a watch go. It must not come back to the API from within. */
export interface WatchSink {
  /** One event, as JSON, without the end of the line. */
  line(text: string): void;
  /** The server ends the watch. */
  end(): void;
}

/** A watch as its owner holds it. */
export interface OpenWatch {
  /** How long the request allows it to live; undefined: it does not say. */
  readonly timeoutSeconds: number | undefined;
  /** From the client's side. */
  close(): void;
}

/** What a new watch needs besides the request. */
export interface Begin {
  readonly sink: WatchSink;
  /** How many versions it may lag when it accepts any. */
  readonly staleness: number;
}

interface Watch {
  readonly resource: Resource;
  readonly sink: WatchSink;
  readonly bookmarks: boolean;
}

/** The watches that are open. */
export class Watches {
  readonly #store: Store;
  readonly #open = new Set<Watch>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Begins a watch. What happened since the version that it names is told at once.
   * @throws Refusal
   */
  begin(route: Route, query: Readonly<Record<string, string>>, { sink, staleness }: Begin): OpenWatch {
    const { test } = selectionOf(route, query);
    const asked = query.resourceVersion ?? '';
    const collection = this.#store.collection(route.resource);
    const isFresh = asked === '' || asked === '0';
    const start = isFresh ? Math.max(collection.floor, this.#store.version - staleness) : beginning(asked);
    const timeout = { timeoutSeconds: query.timeoutSeconds ? Number(query.timeoutSeconds) : undefined };
    if (!collection.remembers(start)) {
      refuse(sink, expired(`too old resource version: ${start} (${collection.floor})`));
      return { ...timeout, close: () => undefined };
    }
    const tell = teller(route.resource, test, sink);
    if (isFresh) {
      for (const stored of collection.at(start)) if (test(stored.object)) sink.line(line('ADDED', stored));
    }
    for (const change of collection.since(start)) tell(change);
    const watch = { resource: route.resource, sink, bookmarks: query.allowWatchBookmarks === 'true' };
    const stop = this.#store.onChange(route.resource, (change) => {
      // A watch may begin at a version that is yet to come.
      if (change.version > start) tell(change);
    });
    this.#open.add(watch);
    const close = (): void => {
      stop();
      this.#open.delete(watch);
    };
    return { ...timeout, close };
  }

  /** Tells each watch that asked for it how far it has come. */
  bookmark(): void {
    for (const { resource, sink, bookmarks } of this.#open) {
      if (bookmarks) sink.line(bookmarkLine(resource, this.#store.version));
    }
  }
}

/** @throws Refusal 500, where a list is refused with 400 */
function beginning(asked: string): number {
  if (/^\d+$/.test(asked)) return Number(asked);
  throw new Refusal(500, '', `resourceVersion: Invalid value: "${asked}"`);
}

/** The real server accepts such a watch, and says inside it that it cannot be. */
function refuse(sink: WatchSink, refusal: Refusal): void {
  sink.line(JSON.stringify({ type: 'ERROR', object: refusal.body() }));
  sink.end();
}

/** What leaves or enters a selection is told as deleted or added. */
function teller(resource: Resource, test: ObjectTest, sink: WatchSink): (change: Change) => void {
  return ({ before, after, gone, version }) => {
    const was = before !== undefined && test(before.object);
    if (gone !== undefined) {
      if (was) sink.line(line('DELETED', gone));
      return;
    }
    if (after === undefined) return;
    if (test(after.object)) sink.line(line(was ? 'MODIFIED' : 'ADDED', after));
    else if (was) sink.line(line('DELETED', atVersion(resource, before, version)));
  };
}

function line(type: string, stored: Stored): string {
  return `{"type":"${type}","object":${stored.full}}`;
}

/** The last state that was selected, under the version that is not. */
function atVersion(resource: Resource, { object }: Stored, version: number): Stored {
  return new Stored(resource, {
    ...object,
    metadata: { ...object.metadata, resourceVersion: String(version) },
  });
}

function bookmarkLine(resource: Resource, version: number): string {
  const object = {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: { resourceVersion: String(version), creationTimestamp: null },
  };
  return JSON.stringify({ type: 'BOOKMARK', object });
}
