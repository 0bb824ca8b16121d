import { V1MicroTime, V1ObjectMeta, type V1Lease, type V1OwnerReference } from '@kubernetes/client-node';
import type { KubeClient } from '../cluster/client.ts';
import { FIELD_MANAGER } from '../cluster/connection.ts';
import { failureOf } from '../cluster/failure.ts';
import { milliseconds } from '../decide/views/objects.ts';
import type { CacheContext } from '../cluster/resource-cache.ts';
import { WatchLoop } from '../cluster/watch-loop.ts';

/** The content of a lease. Times are milliseconds since the epoch, on the clock of the writer. */
export interface LeaseTerms {
  /** Empty: nobody holds the lease, since it was given back. */
  readonly holder: string;
  readonly durationSeconds: number;
  readonly acquireTime: number;
  readonly renewTime: number;
  readonly transitions: number;
}

/** A lease as it stands on the API server. */
export interface LeaseState extends LeaseTerms {
  readonly resourceVersion: string;
  /** Written back unchanged, including resourceVersion. */
  readonly metadata: V1Lease['metadata'];
}

/** The lease that an elector competes for. Methods throw what `failureOf` reads, except for the outcomes named here. */
export interface Leases {
  /** null: the lease does not exist. */
  read(timeoutMs: number): Promise<LeaseState | null>;
  /**
   * Watches the lease and calls `tell` with its state now and after changes. Calls may come late, twice or not at all, so
   * silence means nothing. Ends with the signal; never throws.
   */
  follow(tell: (lease: LeaseState) => void, signal: AbortSignal): Promise<void>;
  /** Replaces `current` if it is still the newest, or creates the lease when null. null: another client wrote first. */
  write(current: LeaseState | null, terms: LeaseTerms, timeoutMs: number): Promise<LeaseState | null>;
}

export interface ApiLeasesOptions extends Omit<CacheContext, 'client'> {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly name: string;
  /** Kubernetes deletes the lease along with this owner. Default: the lease outlives everything else of ours. */
  readonly owner?: V1OwnerReference | null;
}

export class ApiLeases implements Leases {
  readonly #options: ApiLeasesOptions;
  readonly #client: KubeClient;
  readonly #namespace: string;
  readonly #name: string;
  #owner: V1OwnerReference | null;

  constructor(options: ApiLeasesOptions) {
    this.#options = options;
    this.#owner = options.owner ?? null;
    this.#client = options.client;
    this.#namespace = options.namespace;
    this.#name = options.name;
  }

  async read(timeoutMs: number): Promise<LeaseState | null> {
    const key = { name: this.#name, namespace: this.#namespace };
    const lease = this.#client.coordination.readNamespacedLease(key, this.#client.within(timeoutMs));
    return orNull(lease, 404);
  }

  async follow(tell: (lease: LeaseState) => void, signal: AbortSignal): Promise<void> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/${this.#namespace}/leases`;
    const query = { fieldSelector: `metadata.name=${this.#name}` };
    const loop = new WatchLoop<V1Lease>({
      ...this.#options,
      resource: 'leases',
      path,
      query,
      list: async (ending) => {
        const take = (item: unknown): void => tell(stateOf(item as V1Lease)); // the API server's own schema
        return (await this.#client.list(path, query, take, ending)).resourceVersion;
      },
      take: ({ type, object }) => {
        // The holder does not know of a deletion yet, so its last write still counts.
        if (type === 'ADDED' || type === 'MODIFIED') tell(stateOf(object));
      },
    });
    await loop.run(signal);
  }

  async write(current: LeaseState | null, terms: LeaseTerms, timeoutMs: number): Promise<LeaseState | null> {
    const options = this.#client.within(timeoutMs);
    const { coordination } = this.#client;
    const request = { namespace: this.#namespace, fieldManager: FIELD_MANAGER };
    if (current === null) {
      const body = { metadata: this.#owned({ name: this.#name }), spec: specOf(terms) };
      return this.#accepted(coordination.createNamespacedLease({ ...request, body }, options), 409);
    }
    const metadata = current.metadata && this.#owned(current.metadata);
    const body = { ...(metadata && { metadata }), spec: specOf(terms) };
    const write = coordination.replaceNamespacedLease({ ...request, name: this.#name, body }, options);
    return this.#accepted(write, 409, 404);
  }

  async #accepted(write: Promise<V1Lease>, ...codes: readonly number[]): Promise<LeaseState | null> {
    try {
      return await orNull(write, ...codes);
    } catch (error) {
      // Some clusters let only those set an owner who may delete the object. Leading matters more than tidying up.
      if (failureOf(error).code === 403) this.#owner = null;
      throw error;
    }
  }

  /** Replaces the owner of a former installation: it is gone, and Kubernetes would delete the lease with it. */
  #owned(metadata: V1ObjectMeta): V1ObjectMeta {
    const owner = this.#owner;
    if (owner === null) return metadata;
    const others = metadata.ownerReferences?.filter(({ kind }) => kind !== owner.kind) ?? [];
    return Object.assign(new V1ObjectMeta(), metadata, { ownerReferences: [...others, owner] });
  }
}

async function orNull(answer: Promise<V1Lease>, ...codes: readonly number[]): Promise<LeaseState | null> {
  try {
    return stateOf(await answer);
  } catch (error) {
    if (codes.includes(failureOf(error).code)) return null;
    throw error;
  }
}

function stateOf({ spec, metadata }: V1Lease): LeaseState {
  return {
    ...termsOf(spec ?? {}),
    resourceVersion: metadata?.resourceVersion ?? '',
    metadata: metadata && writable(metadata),
  };
}

/**
 * The metadata that a write must return, so that nothing of others is lost. The API server keeps times and field managers.
 */
function writable(metadata: V1ObjectMeta): V1ObjectMeta {
  const written = Object.assign(new V1ObjectMeta(), metadata);
  delete written.creationTimestamp;
  delete written.managedFields;
  return written;
}

/** client-node types these times as dates but leaves them as text; `milliseconds` reads both. */
function termsOf(spec: NonNullable<V1Lease['spec']>): LeaseTerms {
  return {
    holder: spec.holderIdentity ?? '',
    durationSeconds: spec.leaseDurationSeconds ?? 0,
    acquireTime: milliseconds(spec.acquireTime) ?? 0,
    renewTime: milliseconds(spec.renewTime) ?? 0,
    transitions: spec.leaseTransitions ?? 0,
  };
}

function specOf(terms: LeaseTerms): NonNullable<V1Lease['spec']> {
  return {
    holderIdentity: terms.holder,
    leaseDurationSeconds: terms.durationSeconds,
    acquireTime: new V1MicroTime(terms.acquireTime),
    renewTime: new V1MicroTime(terms.renewTime),
    leaseTransitions: terms.transitions,
  };
}
