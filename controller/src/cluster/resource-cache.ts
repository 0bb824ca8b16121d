import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '@mechanic/contract/clock';
import type { Log } from '../log.ts';
import type { Reader, WatchEvent } from './client.ts';
import type { ApiObject, ObjectView } from './objects.ts';
import { isNewer } from './resource-version.ts';
import { WatchLoop } from './watch-loop.ts';
import type { WatchRestart } from './watch-turn.ts';

/** What every cache of a cluster shares. */
export interface CacheContext {
  readonly client: Reader;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly onRestart?: ((restart: WatchRestart) => void) | undefined;
}

/** Which objects a cache holds, and what it keeps of them. */
export interface CachedResource<T extends ApiObject, View extends ObjectView> {
  /** For logs and metrics. */
  readonly resource: string;
  /** E.g. `/api/v1/nodes`. */
  readonly path: string;
  /** `labelSelector` and `fieldSelector`. */
  readonly query?: Readonly<Record<string, string>>;
  readonly view: (object: T) => View;
  /** Adds to a new view what only the one before it knows. */
  readonly carry?: (view: View, before: View) => View;
}

const PAGE_SIZE = '500';

/**
 * The present objects of one resource, reduced to views, kept current by list and watch. Listeners hear only that
 * something changed, and only when a view really did: a kubelet's heartbeat renews the version of a view in silence.
 */
export class ResourceCache<T extends ApiObject, View extends ObjectView> {
  /** Resolves after the first full look. */
  readonly whenSynced: Promise<void>;
  readonly #context: CacheContext;
  readonly #resource: CachedResource<T, View>;
  readonly #listeners = new Set<() => void>();
  readonly #entries = new Map<string, View>();
  /** All entries, until one changes. */
  #values: readonly View[] | null = null;
  #synced = false;
  #announceSync: () => void = () => undefined;
  /** Version of the newest full look. What is not newer is known to be there or gone. */
  #floor = '0';
  /** The newest version seen at all. */
  #newest = '0';
  /** Full looks that are under way, and what was deleted since the first of them began: it may still be in their answers. */
  #looks = 0;
  readonly #deleted = new Map<string, string>();

  constructor(context: CacheContext, resource: CachedResource<T, View>) {
    this.#context = context;
    this.#resource = resource;
    this.whenSynced = new Promise((resolve) => (this.#announceSync = resolve));
  }

  /** Lists and watches until the signal ends it. Trouble is logged and outlasted. */
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

  /** `key` is the name, with `namespace/` before it when it has one. */
  get(key: string): View | undefined {
    return this.#entries.get(key);
  }

  /** Calls back after each change, at once. The returned function ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the answer to a write of ours, which the watch will bring only later. An object not known here is left out. */
  absorb(object: T): void {
    const view = this.#resource.view(object);
    const key = keyOf(object);
    if (this.#entries.get(key)?.uid !== view.uid) return;
    this.#note(view.resourceVersion);
    if (this.#put(key, view)) this.#notify();
  }

  /**
   * A fresh, consistent look at everything: what was written before the call is seen after it.
   * @throws what KubeClient.list throws
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    await this.#look(signal);
  }

  async #look(signal?: AbortSignal): Promise<string> {
    const newestBefore = this.#newest;
    this.#looks += 1;
    try {
      const { views, version } = await this.#list(signal);
      const changed = this.#replace(views, version, newestBefore);
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

  async #list(signal?: AbortSignal): Promise<{ views: ReadonlyMap<string, View>; version: string }> {
    const { client } = this.#context;
    const { path, query = {}, view } = this.#resource;
    const views = new Map<string, View>();
    const take = (item: unknown): void => {
      const object = item as T; // the API server's own schema
      views.set(keyOf(object), view(object));
    };
    let next: string | undefined;
    let version: string;
    do {
      const paging = { limit: PAGE_SIZE, ...(next !== undefined && { continue: next }) };
      const page = await client.list(path, { ...query, ...paging }, take, signal);
      version = page.resourceVersion;
      next = page.continue;
    } while (next);
    return { views, version };
  }

  #replace(views: ReadonlyMap<string, View>, version: string, newestBefore: string): boolean {
    // A consistent list cannot be older than what was seen before it was asked for, unless the store was set back.
    const setBack = isNewer(newestBefore, version);
    if (setBack) this.#forget();
    // Another look began later and ended sooner.
    else if (isNewer(this.#floor, version)) return false;
    this.#floor = version;
    this.#note(version);
    const added = [...views].filter(([key, view]) => this.#putListed(key, view));
    // What is newer than the list was brought by the watch, or by a write of ours.
    const isGone = ([key, { resourceVersion }]: [string, View]): boolean =>
      !views.has(key) && !isNewer(resourceVersion, version);
    const gone = [...this.#entries].filter(isGone);
    for (const [key] of gone) this.#remove(key);
    return setBack || added.length > 0 || gone.length > 0;
  }

  #putListed(key: string, view: View): boolean {
    if (isNewer(this.#deleted.get(key) ?? '', view.resourceVersion)) return false;
    return this.#put(key, view);
  }

  #take(event: Exclude<WatchEvent<T>, { type: 'ERROR' }>): void {
    const version = event.object.metadata?.resourceVersion ?? '';
    this.#note(version);
    if (event.type === 'BOOKMARK' || !isNewer(version, this.#floor)) return;
    const key = keyOf(event.object);
    const changed =
      event.type === 'DELETED'
        ? this.#delete(key, version)
        : this.#put(key, this.#resource.view(event.object));
    if (changed) this.#notify();
  }

  #delete(key: string, version: string): boolean {
    if (this.#looks > 0) this.#deleted.set(key, version);
    // Another object of the same name is there already, brought by a full look.
    if (isNewer(this.#entries.get(key)?.resourceVersion ?? '', version)) return false;
    return this.#remove(key);
  }

  /** True when there is something to tell. */
  #put(key: string, view: View): boolean {
    const before = this.#entries.get(key);
    if (before !== undefined && !isNewer(view.resourceVersion, before.resourceVersion)) return false;
    const carried = before === undefined ? view : (this.#resource.carry?.(view, before) ?? view);
    const { resourceVersion } = view;
    // Parts of the former view live on, so that what the heartbeat brought is garbage at once.
    const renewed = before === undefined ? view : { ...before, resourceVersion };
    const changed = !isDeepStrictEqual(renewed, carried);
    this.#entries.set(key, changed || before === undefined ? carried : renewed);
    this.#values = null;
    return changed || before === undefined;
  }

  #remove(key: string): boolean {
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

function keyOf({ metadata }: ApiObject): string {
  const { namespace, name = '' } = metadata ?? {};
  return namespace === undefined ? name : `${namespace}/${name}`;
}
