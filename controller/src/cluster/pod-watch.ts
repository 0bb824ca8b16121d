import { type PodObject, type PodView, podView } from '../decide/views/pods.ts';
import { type CacheContext, ResourceCache } from './resource-cache.ts';

/** Watches the pods of one node while it is being emptied. */
export class PodWatch {
  readonly #cache: ResourceCache<PodObject, PodView>;
  readonly #ending = new AbortController();
  readonly #stop = (): void => this.#ending.abort();
  readonly #caller: AbortSignal;

  /** Starts at once; ends with the signal or with stop(). */
  constructor(context: CacheContext, nodeName: string, signal: AbortSignal) {
    this.#cache = new ResourceCache(context, {
      resource: 'pods',
      path: '/api/v1/pods',
      query: { fieldSelector: `spec.nodeName=${nodeName}` },
      view: podView,
    });
    this.#caller = signal;
    if (signal.aborted) this.stop();
    else signal.addEventListener('abort', this.#stop);
    void this.#cache.run(this.#ending.signal);
  }

  /** Resolves when pods() is complete for the first time; never, if the watch is stopped before. */
  get synced(): Promise<void> {
    return this.#cache.whenSynced;
  }

  /** The same array until something changes. */
  pods(): readonly PodView[] {
    return this.#cache.values();
  }

  onChange(listener: () => void): () => void {
    return this.#cache.onChange(listener);
  }

  /**
   * Lists the pods again, consistently: the list includes every pod that was bound to the node before the call.
   * @throws what KubeClient.list throws
   */
  async refresh(signal?: AbortSignal): Promise<readonly PodView[]> {
    await this.#cache.refresh(
      signal === undefined ? this.#ending.signal : AbortSignal.any([signal, this.#ending.signal]),
    );
    return this.pods();
  }

  stop(): void {
    this.#caller.removeEventListener('abort', this.#stop);
    this.#ending.abort();
  }
}
