import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '@mechanic/contract/clock';
import type { Log } from '../log.ts';
import type { Reader, WatchEvent } from './client.ts';
import type { ApiObject, ObjectView } from '../decide/views/objects.ts';
import { isNewer } from './resource-version.ts';
import { WatchLoop } from './watch-loop.ts';
import type { WatchRestart } from './watch-turn.ts';

/** What all caches of a cluster share. */
export interface CacheContext {
  readonly client: Reader;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly onRestart?: ((restart: WatchRestart) => void) | undefined;
}

/** Which objects a cache holds, and which view it keeps of each. */
export interface CachedResource<T extends ApiObject, View extends ObjectView> {
  /** For logs and metrics. */
  readonly resource: string;
  /** E.g. `/api/v1/nodes`. */
  readonly path: string;
  /** `labelSelector` and `fieldSelector`. */
  readonly query?: Readonly<Record<string, string>>;
  readonly view: (object: T) => View;
  /** Adds to a new view what only the previous view knows. */
  readonly carry?: (view: View, before: View) => View;
}

const PAGE_SIZE = '500';

/** An object that was read: its key and its view. */
interface Read<View> {
  readonly key: string;
  readonly view: View;
}

/** A full list: the keys of all objects, and the views of the readable ones. */
interface Listed<View> {
  readonly keys: ReadonlySet<string>;
  readonly readable: readonly Read<View>[];
  readonly version: string;
}

/**
 * Keeps a view of each object of one resource, current by list and watch. Listeners are told only that something changed,
 * and only when a view differs: a kubelet's heartbeat updates the version of a view without a call.
 * Each object is read separately: an unreadable one keeps its last view and does not affect the others.
 *
 * The cache is empty and not synced until the first full list is in. Afterwards it stays synced: while the API server is
 * away it keeps what it has seen. During a full list it remembers the deletions that the watch reports, because the answer
 * may be older; when no list is under way any more, it forgets them.
 */
export class ResourceCache<T extends ApiObject, View extends ObjectView> {
  /** Resolves after the first full list. */
  readonly whenSynced: Promise<void>;
  readonly #context: CacheContext;
  readonly #resource: CachedResource<T, View>;
  readonly #listeners = new Set<() => void>();
  readonly #entries = new Map<string, View>();
  /** All views as an array; null after a change. */
  #values: readonly View[] | null = null;
  #synced = false;
  #announceSync: () => void = () => undefined;
  /** resourceVersion of the newest full list; older watch events are ignored. */
  #floor = '0';
  /** The newest resourceVersion seen at all. */
  #newest = '0';
  /**
   * Number of full lists under way. `#deleted` holds what was deleted since the first began: their answers may still
   * include it.
   */
  #looks = 0;
  readonly #deleted = new Map<string, string>();
  /** Keys of unreadable objects; each is logged once. */
  readonly #unreadable = new Set<string>();

  constructor(context: CacheContext, resource: CachedResource<T, View>) {
    this.#context = context;
    this.#resource = resource;
    this.whenSynced = new Promise((resolve) => (this.#announceSync = resolve));
  }

  /** Lists and watches until the signal ends it. Logs failures and tries again. */
  async run(signal: AbortSignal): Promise<void> {
    const { resource, path, query = {} } = this.#resource;
    const loop = new WatchLoop<T>({
      ...this.#context,
      resource,
      path,
      query,
      list: (ending) => this.#look(ending),
      take: (event) => this.#take(event),
    });
    await loop.run(signal);
  }

  get synced(): boolean {
    return this.#synced;
  }

  /** The same array until something changes. */
  values(): readonly View[] {
    return (this.#values ??= [...this.#entries.values()]);
  }

  /** `key` is the name, with `namespace/` in front for namespaced objects. */
  get(key: string): View | undefined {
    return this.#entries.get(key);
  }

  /** Calls the listener at once after each change. The returned function ends the subscription. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over the answer to a write of ours before the watch brings it. Ignores objects that are not in the cache. */
  absorb(object: T): void {
    const read = this.#read(object);
    if (read === null || this.#entries.get(read.key)?.uid !== read.view.uid) return;
    this.#note(read.view.resourceVersion);
    if (this.#put(read)) this.#notify();
  }

  /**
   * Lists everything again, consistently: the cache then includes what was written before the call.
   * @throws what KubeClient.list throws
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    await this.#look(signal);
  }

  async #look(signal?: AbortSignal): Promise<string> {
    const newestBefore = this.#newest;
    this.#looks += 1;
    try {
      const listed = await this.#list(signal);
      const { version } = listed;
      const changed = this.#replace(listed, newestBefore);
      const first = !this.#synced;
      this.#synced = true;
      if (first) this.#announceSync();
      if (first || changed) this.#notify();
      return version;
    } finally {
      this.#looks -= 1;
      if (this.#looks === 0) this.#deleted.clear();
    }
  }

  async #list(signal?: AbortSignal): Promise<Listed<View>> {
    const { client } = this.#context;
    const { path, query = {} } = this.#resource;
    const keys = new Set<string>();
    const readable: Read<View>[] = [];
    const take = (item: unknown): void => {
      const object = item as T; // the API server's own schema
      keys.add(keyOf(object));
      const read = this.#read(object);
      if (read !== null) readable.push(read);
    };
    let next: string | undefined;
    let version: string;
    do {
      const paging = { limit: PAGE_SIZE, ...(next !== undefined && { continue: next }) };
      const page = await client.list(path, { ...query, ...paging }, take, signal);
      version = page.resourceVersion;
      next = page.continue;
    } while (next);
    return { keys, readable, version };
  }

  #replace({ keys, readable, version }: Listed<View>, newestBefore: string): boolean {
    // A consistent list is never older than what was seen before the request, unless the store was set back.
    const setBack = isNewer(newestBefore, version);
    if (setBack) this.#forget();
    // A list that was requested later has arrived before this one.
    else if (isNewer(this.#floor, version)) return false;
    this.#floor = version;
    this.#note(version);
    const added = readable.filter((read) => this.#putListed(read));
    // An entry newer than the list came from the watch or from a write of ours, so it is not gone.
    const isGone = ([key, { resourceVersion }]: [string, View]): boolean =>
      !keys.has(key) && !isNewer(resourceVersion, version);
    const gone = [...this.#entries].filter(isGone);
    for (const [key] of gone) this.#remove(key);
    for (const key of this.#unreadable) if (!keys.has(key)) this.#unreadable.delete(key);
    return setBack || added.length > 0 || gone.length > 0;
  }

  #putListed(read: Read<View>): boolean {
    if (isNewer(this.#deleted.get(read.key) ?? '', read.view.resourceVersion)) return false;
    return this.#put(read);
  }

  #take(event: Exclude<WatchEvent<T>, { type: 'ERROR' }>): void {
    const version = event.object.metadata?.resourceVersion ?? '';
    this.#note(version);
    if (event.type === 'BOOKMARK' || !isNewer(version, this.#floor)) return;
    if (event.type === 'DELETED' ? this.#delete(keyOf(event.object), version) : this.#takeNew(event.object)) {
      this.#notify();
    }
  }

  #takeNew(object: T): boolean {
    const read = this.#read(object);
    return read !== null && this.#put(read);
  }

  #delete(key: string, version: string): boolean {
    if (this.#looks > 0) this.#deleted.set(key, version);
    // A full list has already brought another object of the same name.
    if (isNewer(this.#entries.get(key)?.resourceVersion ?? '', version)) return false;
    return this.#remove(key);
  }

  /**
   * Returns null, and logs, when the object cannot be read. Many clients write objects; no single one may stop the watch.
   */
  #read(object: T): Read<View> | null {
    const key = keyOf(object);
    try {
      return { key, view: this.#resource.view(object) };
    } catch (error) {
      this.#cannotRead(key, error);
      return null;
    }
  }

  /** Returns true when the view changed. */
  #put({ key, view }: Read<View>): boolean {
    const before = this.#entries.get(key);
    if (before !== undefined && !isNewer(view.resourceVersion, before.resourceVersion)) return false;
    try {
      const { entry, changed } = this.#renewed(view, before);
      this.#entries.set(key, entry);
      this.#values = null;
      this.#unreadable.delete(key);
      return changed;
    } catch (error) {
      this.#cannotRead(key, error);
      return false;
    }
  }

  #renewed(view: View, before: View | undefined): { readonly entry: View; readonly changed: boolean } {
    if (before === undefined) return { entry: view, changed: true };
    const carried = this.#resource.carry?.(view, before) ?? view;
    // Reuses the former view's parts, so that the memory of an unchanged new view is freed at once.
    const renewed = { ...before, resourceVersion: view.resourceVersion };
    const changed = !isDeepStrictEqual(renewed, carried);
    return { entry: changed ? carried : renewed, changed };
  }

  #cannotRead(key: string, error: unknown): void {
    if (this.#unreadable.has(key)) return;
    this.#unreadable.add(key);
    this.#context.log.warn('an object cannot be read and keeps its last view', {
      resource: this.#resource.resource,
      object: key,
      error: String(error),
    });
  }

  #remove(key: string): boolean {
    this.#unreadable.delete(key);
    this.#values = null;
    return this.#entries.delete(key);
  }

  #forget(): void {
    this.#context.log.warn('the API server was set back to an earlier state', {
      resource: this.#resource.resource,
    });
    this.#entries.clear();
    this.#values = null;
    this.#newest = '0';
  }

  #note(version: string): void {
    if (isNewer(version, this.#newest)) this.#newest = version;
  }

  #notify(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#context.log.error('a listener failed', {
          resource: this.#resource.resource,
          error: String(error),
        });
      }
    }
  }
}

function keyOf(object: ApiObject | null | undefined): string {
  const { namespace, name = '' } = object?.metadata ?? {};
  return namespace === undefined ? name : `${namespace}/${name}`;
}
