import { type ObjectTest, selectionOf } from './query-selector.ts';
import { expired } from './refusal.ts';
import { versionOf } from './list.ts';
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

interface Watch {
  readonly resource: Resource;
  readonly sink: WatchSink;
  readonly bookmarks: boolean;
}

/** The watches that are open. */
export class Watches {
  readonly #store: Store;
  readonly #open = new Map<Watch, () => void>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Begins a watch. What happened since the version that it names is told at once.
   * @returns ends it, from the client's side
   * @throws Refusal
   */
  begin(route: Route, query: Readonly<Record<string, string>>, sink: WatchSink): () => void {
    const { test } = selectionOf(route, query);
    const asked = versionOf(query.resourceVersion || '0');
    const collection = this.#store.collection(route.resource);
    if (asked > 0 && !collection.remembers(asked)) {
      // The real server accepts such a watch, and says inside it that it cannot be.
      const error = expired(`too old resource version: ${asked} (${this.#store.version})`);
      sink.line(JSON.stringify({ type: 'ERROR', object: error.body() }));
      sink.end();
      return () => undefined;
    }
    const tell = teller(route.resource, test, sink);
    if (asked === 0) {
      for (const stored of collection.values()) if (test(stored.object)) sink.line(line('ADDED', stored));
    } else {
      for (const change of collection.since(asked)) tell(change);
    }
    const watch = { resource: route.resource, sink, bookmarks: query.allowWatchBookmarks === 'true' };
    const close = this.#store.onChange(route.resource, tell);
    this.#open.set(watch, close);
    return () => {
      close();
      this.#open.delete(watch);
    };
  }

  /** Tells each watch that asked for it how far it has come. */
  bookmark(): void {
    for (const { resource, sink, bookmarks } of this.#open.keys()) {
      if (bookmarks) sink.line(bookmarkLine(resource, this.#store.version));
    }
  }
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
