import { V1MicroTime, V1ObjectMeta, type V1Lease, type V1OwnerReference } from '@kubernetes/client-node';
import type { KubeClient } from '../cluster/client.ts';
import { FIELD_MANAGER } from '../cluster/connection.ts';
import { failureOf } from '../cluster/failure.ts';
import { milliseconds } from '../decide/views/objects.ts';
import type { CacheContext } from '../cluster/resource-cache.ts';
import { WatchLoop } from '../cluster/watch-loop.ts';

/** What a lease says. Times are milliseconds since the epoch, on the clock of whoever wrote them. */
export interface LeaseTerms {
  /** Empty: nobody, it was given back. */
  readonly holder: string;
  readonly durationSeconds: number;
  readonly acquireTime: number;
  readonly renewTime: number;
  readonly transitions: number;
}

/** A lease as it stands on the API server. */
export interface LeaseState extends LeaseTerms {
  readonly resourceVersion: string;
  /** Written back with the rest, resourceVersion included. */
  readonly metadata: V1Lease['metadata'];
}

/** The one lease that an elector competes for. Everything throws what `failureOf` reads, but for the outcomes named here. */
export interface Leases {
  /** null: there is none. */
  read(timeoutMs: number): Promise<LeaseState | null>;
  /**
   * Tells of the lease as it is and whenever it changes, as far as a watch brings it: late, not at all, some things
   * twice. Silence means nothing. Ends with the signal; never throws.
   */
  follow(tell: (lease: LeaseState) => void, signal: AbortSignal): Promise<void>;
  /** Replaces `current` if it is still the newest, or creates the lease when null. null: somebody was faster. */
  write(current: LeaseState | null, terms: LeaseTerms, timeoutMs: number): Promise<LeaseState | null>;
}

export interface ApiLeasesOptions extends Omit<CacheContext, 'client'> {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly name: string;
  /** Goes with this object. Default: it stays when everything else of ours is gone. */
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
        // Of a deletion its holder does not know yet: what it wrote last counts on.
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
      // Some clusters let only those change an owner who may delete the object: to lead is worth more than to tidy up.
      if (failureOf(error).code === 403) this.#owner = null;
      throw error;
    }
  }

  /** An owner of an installation before ours is gone, and would take the lease along. */
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

/** What a write must bring back, so that nothing of others is lost. Times and field managers are the API server's. */
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
