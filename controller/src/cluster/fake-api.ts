import { ApiException } from '@kubernetes/client-node';
import type { Reader, WatchEvent } from './client.ts';
import { RequestAborted } from './failure.ts';
import type { ListMetadata } from './list-cutter.ts';
import type { ApiObject } from '../decide/views/objects.ts';
import { isNewer } from './resource-version.ts';

type Query = Readonly<Record<string, string>>;

/** An open watch, seen from the API server. */
interface OpenWatch {
  readonly query: Query;
  readonly send: (event: WatchEvent<ApiObject>) => void;
  /** Ends the watch: without an error like the API server, with one like a broken connection. */
  readonly end: (error?: Error) => void;
}

/** A fake API server with one resource: objects, versions, pages, watches and failures. */
export class FakeApi implements Reader {
  /** Requests so far, e.g. `list`, `list continue=2`, `watch 5`. */
  readonly requests: string[] = [];
  readonly queries: Query[] = [];
  readonly watches = new Set<OpenWatch>();
  /** The next requests fail with these errors, one each, before anything else. */
  readonly troubles: Error[] = [];
  pageSize = 500;
  #version = 100;
  readonly #objects = new Map<string, ApiObject>();
  /** The past events, for watches that begin later. */
  #history: Exclude<WatchEvent<ApiObject>, { type: 'ERROR' }>[] = [];
  #forgotten = 0;
  readonly #snapshots = new Map<string, readonly ApiObject[]>();

  /** Creates or replaces an object, gives it a new version and tells every watch. */
  put<T extends ApiObject>(object: T): T {
    const name = object.metadata?.name ?? '';
    const existed = this.#objects.has(name);
    const stored = this.write(object);
    this.#tell({ type: existed ? 'MODIFIED' : 'ADDED', object: stored });
    return stored;
  }

  /** Like `put`, without telling the watches. */
  write<T extends ApiObject>(object: T): T {
    const metadata = { uid: `uid-${object.metadata?.name ?? ''}`, ...object.metadata };
    const stored = { ...object, metadata: { ...metadata, resourceVersion: this.#next() } };
    this.#objects.set(stored.metadata.name ?? '', stored);
    return stored;
  }

  remove(name: string): void {
    const object = this.#objects.get(name);
    this.erase(name);
    this.#tell({
      type: 'DELETED',
      object: { metadata: { ...object?.metadata, resourceVersion: String(this.#version) } },
    });
  }

  /** Like `remove`, without telling the watches. */
  erase(name: string): void {
    this.#objects.delete(name);
    this.#next();
  }

  /** The objects as they are now; a cache should show the same in the end. */
  get objects(): readonly ApiObject[] {
    return [...this.#objects.values()];
  }

  /** Forgets the past events: a watch can then only begin from now on. */
  compact(): void {
    this.#history = [];
    this.#forgotten = this.#version;
  }

  bookmark(): void {
    this.#tell({ type: 'BOOKMARK', object: { metadata: { resourceVersion: this.#next() } } });
  }

  /** Sets the version back, as a restored backup does. */
  setBack(version: number): void {
    this.#version = version;
  }

  list(
    _path: string,
    query: Query,
    take: (item: unknown) => void,
    signal?: AbortSignal,
  ): Promise<ListMetadata> {
    // All pages show the objects as they were when the first page was requested.
    const [from = '0', version = String(this.#version)] = query.continue?.split('@') ?? [];
    this.requests.push(from === '0' ? 'list' : `list continue=${from}`);
    this.queries.push(query);
    const trouble = this.#trouble(signal);
    if (trouble !== undefined) return Promise.reject(trouble);
    const all = this.#snapshots.get(version) ?? this.objects;
    this.#snapshots.set(version, all);
    const end = Number(from) + this.pageSize;
    for (const object of all.slice(Number(from), end)) take(object);
    const more = end < all.length && { continue: `${end}@${version}` };
    return Promise.resolve({ resourceVersion: version, ...more });
  }

  stream<T>(_path: string, query: Query, signal?: AbortSignal): Promise<AsyncIterable<WatchEvent<T>>> {
    this.requests.push(`watch ${query.resourceVersion ?? ''}`);
    this.queries.push(query);
    const trouble = this.#trouble(signal);
    if (trouble !== undefined) return Promise.reject(trouble);
    if (Number(query.resourceVersion) < this.#forgotten) return Promise.reject(refusal(410));
    return Promise.resolve(this.#open(query, signal) as AsyncIterable<WatchEvent<T>>); // as above
  }

  /** Registers the watch at once, so that it gets all later events, even those that are compacted a moment later. */
  #open(query: Query, signal?: AbortSignal): AsyncIterable<WatchEvent<ApiObject>> {
    const { resourceVersion = '' } = query;
    const events: WatchEvent<ApiObject>[] = this.#history.filter(({ object }) =>
      isNewer(object.metadata?.resourceVersion ?? '', resourceVersion),
    );
    let ended: { error?: Error } | undefined;
    let wake = (): void => undefined;
    const watch: OpenWatch = {
      query,
      send: (event) => {
        events.push(event);
        wake();
      },
      end: (error) => {
        ended = error === undefined ? {} : { error };
        wake();
      },
    };
    const abort = (): void => watch.end(new RequestAborted(signal?.reason));
    signal?.addEventListener('abort', abort);
    this.watches.add(watch);
    const { watches } = this;
    return (async function* () {
      try {
        for (;;) {
          const event = events.shift();
          if (event !== undefined) yield event;
          else if (ended === undefined) await new Promise<void>((resolve) => (wake = resolve));
          else if (ended.error === undefined) return;
          else throw ended.error;
        }
      } finally {
        signal?.removeEventListener('abort', abort);
        watches.delete(watch);
      }
    })();
  }

  #trouble(signal?: AbortSignal): Error | undefined {
    return signal?.aborted ? new RequestAborted(signal.reason) : this.troubles.shift();
  }

  #tell(event: Exclude<WatchEvent<ApiObject>, { type: 'ERROR' }>): void {
    this.#history.push(event);
    for (const watch of this.watches) watch.send(event);
  }

  #next(): string {
    this.#version += 1;
    return String(this.#version);
  }
}

/** A failed answer of the API server. */
export function refusal(code: number, headers: Readonly<Record<string, string>> = {}): ApiException<string> {
  const body = JSON.stringify({ kind: 'Status', code, reason: `Reason${code}`, message: `message ${code}` });
  return new ApiException(code, 'refused', body, { ...headers });
}
