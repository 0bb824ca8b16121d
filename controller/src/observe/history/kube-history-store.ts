import type { V1ConfigMap, V1OwnerReference } from '@kubernetes/client-node';
import { HISTORY_KEY, HISTORY_MAP, type HistoryEntry, formatHistory, parseHistory } from '@mechanic/contract';
import type { KubeClient } from '../../cluster/client.ts';
import { FIELD_MANAGER } from '../../cluster/connection.ts';
import { failureOf } from '../../cluster/failure.ts';
import { type Fence, NotLeader } from '../../leadership/fence.ts';
import type { HistoryStore, KeptHistory } from './history-keeper.ts';

export interface KubeHistoryStoreOptions {
  readonly client: Pick<KubeClient, 'core' | 'mergePatch' | 'within'>;
  readonly fence: Fence;
  readonly namespace: string;
  /** The owner object, as for the lease: the ConfigMap is deleted with it. By default it has no owner and stays. */
  readonly owner: V1OwnerReference | null;
}

const TIMEOUT_MS = 10_000;

/** The ConfigMap `mechanic-history`. */
export class KubeHistoryStore implements HistoryStore {
  readonly #options: KubeHistoryStoreOptions;
  #owner: V1OwnerReference | null;
  /** Owners in the ConfigMap as last read, including those that others set. */
  #others: readonly V1OwnerReference[] = [];

  constructor(options: KubeHistoryStoreOptions) {
    this.#options = options;
    this.#owner = options.owner;
  }

  async read(): Promise<KeptHistory> {
    const { client, namespace } = this.#options;
    const request = { name: HISTORY_MAP, namespace };
    const found = await outcome(
      client.core.readNamespacedConfigMap(request, client.within(TIMEOUT_MS)),
      404,
    ).catch(rethrow);
    this.#others = found?.metadata?.ownerReferences?.filter(({ kind }) => kind !== this.#owner?.kind) ?? [];
    if (found === null) return null;
    return { ...parseHistory(found.data?.[HISTORY_KEY] ?? ''), version: versionOf(found) };
  }

  async write(entries: readonly HistoryEntry[], version: string | null): Promise<string | null> {
    try {
      const written = await (version === null ? this.#create(entries) : this.#replace(entries, version));
      return written && versionOf(written);
    } catch (error) {
      // Some clusters let only those set an owner who may delete it. Then the history is stored without an owner.
      if (failureOf(error).code === 403) this.#owner = null;
      return rethrow(error);
    }
  }

  #create(entries: readonly HistoryEntry[]): Promise<V1ConfigMap | null> {
    const { client, namespace } = this.#options;
    const body = {
      metadata: { name: HISTORY_MAP, ...this.#owned() },
      data: { [HISTORY_KEY]: formatHistory(entries) },
    };
    const options = client.within(TIMEOUT_MS, this.#permit());
    const request = { namespace, fieldManager: FIELD_MANAGER, body };
    return outcome(client.core.createNamespacedConfigMap(request, options), 409);
  }

  #replace(entries: readonly HistoryEntry[], resourceVersion: string): Promise<V1ConfigMap | null> {
    const { client, namespace } = this.#options;
    const body = {
      metadata: { resourceVersion, ...this.#owned() },
      data: { [HISTORY_KEY]: formatHistory(entries) },
    };
    const options = client.mergePatch(TIMEOUT_MS, this.#permit());
    const request = { name: HISTORY_MAP, namespace, fieldManager: FIELD_MANAGER, body };
    return outcome(client.core.patchNamespacedConfigMap(request, options), 409, 404);
  }

  /** An owner from an earlier installation no longer exists, and would delete the history with it. */
  #owned(): { ownerReferences?: V1OwnerReference[] } {
    return this.#owner === null ? {} : { ownerReferences: [...this.#others, this.#owner] };
  }

  #permit(): AbortSignal {
    return this.#options.fence.permit(TIMEOUT_MS);
  }
}

function versionOf({ metadata }: V1ConfigMap): string {
  return metadata?.resourceVersion ?? '';
}

function rethrow(error: unknown): never {
  if (error instanceof NotLeader) throw error;
  throw new Error(failureOf(error).message, { cause: error });
}

/** null for answers that say that the object has changed. */
async function outcome(
  answer: Promise<V1ConfigMap>,
  ...codes: readonly number[]
): Promise<V1ConfigMap | null> {
  try {
    return await answer;
  } catch (error) {
    if (codes.includes(failureOf(error).code)) return null;
    throw error;
  }
}
