import type { ApiObject, ResourceName } from './objects.ts';
import { Refusal } from './refusal.ts';
import type { Outcome, Write } from './registry.ts';
import type { Store } from './store.ts';

export type Verb = 'create' | 'update' | 'patch' | 'delete';

/** One write, whether it was done or refused. */
export interface WriteRecord {
  /** The version that it made, or that it was refused at. A write that changed nothing has that of the object. */
  readonly version: number;
  /** Milliseconds since the epoch, on the server's clock. */
  readonly time: number;
  readonly user: string;
  readonly verb: Verb;
  readonly resource: ResourceName;
  /** `status`, `eviction`, `scale`, `binding`, or empty. */
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  /** Of the object that was written; empty when there was none. */
  readonly uid: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Reason of a refusal. */
  readonly reason?: string;
  readonly before: ApiObject | undefined;
  /** undefined: it is gone, or the write was refused. */
  readonly after: ApiObject | undefined;
}

export type WriteListener = (write: WriteRecord) => void;

/** What was written, by whom, and what was refused. */
export class Journal {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #records: WriteRecord[] = [];
  readonly #listeners = new Set<WriteListener>();

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  get records(): readonly WriteRecord[] {
    return this.#records;
  }

  /** The returned function ends it. */
  onWrite(listener: WriteListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Does a write and records what came of it. A dry run is no write.
   * @throws what `act` throws
   */
  recorded(verb: Verb, write: Write, act: () => Outcome): Outcome {
    try {
      const outcome = act();
      if (!write.dryRun) this.#done(verb, write, outcome);
      return outcome;
    } catch (error) {
      if (error instanceof Refusal) this.#refused(verb, write, error);
      throw error;
    }
  }

  note(write: Omit<WriteRecord, 'time'>): void {
    const record = { ...write, time: this.#now() };
    this.#records.push(record);
    for (const listener of this.#listeners) listener(record);
  }

  #done(verb: Verb, { route, user }: Write, { before, stored, gone, status }: Outcome): void {
    const { name, uid } = stored.object.metadata;
    const { namespace, subresource } = route;
    this.note({
      verb,
      user,
      resource: route.resource.name,
      subresource,
      namespace,
      name,
      uid,
      version: stored.version,
      status,
      before,
      after: gone ? undefined : stored.object,
    });
  }

  #refused(verb: Verb, { route, user }: Write, { code, reason }: Refusal): void {
    const { resource, namespace, name, subresource } = route;
    const before: ApiObject | undefined = this.#store.get(resource, namespace, name)?.object;
    this.note({
      verb,
      user,
      resource: resource.name,
      subresource,
      namespace,
      name,
      uid: before?.metadata.uid ?? '',
      version: this.#store.version,
      status: code,
      reason,
      before,
      after: undefined,
    });
  }
}
