import { ApiException } from '@kubernetes/client-node';
import type { Reader, WatchEvent } from './client.ts';
import { RequestAborted } from './failure.ts';
import type { ListMetadata } from './list-cutter.ts';
import type { ApiObject } from '../decide/views/objects.ts';
import { isNewer } from './resource-version.ts';

type Query = Readonly<Record<string, string>>;

/** A watch that is open, from the API server's side. */
interface OpenWatch {
  readonly query: Query;
  readonly send: (event: WatchEvent<ApiObject>) => void;
  /** Without an error as the API server ends it; with one as a broken connection does. */
  readonly end: (error?: Error) => void;
}

/** One resource of an API server for tests: objects, versions, pages and watches, and the troubles they have. */
export class FakeApi implements Reader {
  /** Requests so far, e.g. `list`, `list continue=2`, `watch 5`. */
  readonly requests: string[] = [];
  readonly queries: Query[] = [];
  readonly watches = new Set<OpenWatch>();
  /** Taken by the next requests in turn, before they are looked at. */
  readonly troubles: Error[] = [];
  pageSize = 500;
  #version = 100;
  readonly #objects = new Map<string, ApiObject>();
  /** What a watch that begins later is told. */
  #history: Exclude<WatchEvent<ApiObject>, { type: 'ERROR' }>[] = [];
  #forgotten = 0;
  readonly #snapshots = new Map<string, readonly ApiObject[]>();

  /** Creates or replaces; gives the object a new version and tells every watch. */
  put<T extends ApiObject>(object: T): T {
    const name = object.metadata?.name ?? '';
    const existed = this.#objects.has(name);
    const stored = this.write(object);
    this.#tell({ type: existed ? 'MODIFIED' : 'ADDED', object: stored });
    return stored;
  }

  /** The same, behind the back of the watches. */
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

  /** The same, behind the back of the watches. */
  erase(name: string): void {
    this.#objects.delete(name);
    this.#next();
  }

  /** What is there now, as a cache should show it in the end. */
  get objects(): readonly ApiObject[] {
    return [...this.#objects.values()];
  }

  /** Forgets the past: a watch can begin from now at the earliest. */
  compact(): void {
    this.#history = [];
    this.#forgotten = this.#version;
  }

  bookmark(): void {
    this.#tell({ type: 'BOOKMARK', object: { metadata: { resourceVersion: this.#next() } } });
  }

  /** Sets the store back, as a restored backup does. */
  setBack(version: number): void {
    this.#version = version;
  }

  list(
    _path: string,
    query: Query,
    take: (item: unknown) => void,
    signal?: AbortSignal,
  ): Promise<ListMetadata> {
    // All pages show what was there when the first was asked for.
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

  /** From here on nothing is missed: an accepted watch holds its events, also those that are forgotten a moment later. */
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

/** An answer of the API server that is no success. */
export function refusal(code: number, headers: Readonly<Record<string, string>> = {}): ApiException<string> {
  const body = JSON.stringify({ kind: 'Status', code, reason: `Reason${code}`, message: `message ${code}` });
  return new ApiException(code, 'refused', body, { ...headers });
}
