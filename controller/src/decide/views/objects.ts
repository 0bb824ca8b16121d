/**
 * What is read of the API server's objects, in the shape of its JSON. Everything may be missing; client-node's models
 * fit as well (with dates where JSON has text). Unknown fields are never kept.
 */
export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: Time;
  readonly deletionTimestamp?: Time;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFields[];
}

/** Which fields one writer set last, as the API server notes it: `{"f:spec":{"f:unschedulable":{}}}`. */
export interface ManagedFields {
  readonly manager?: string;
  /** When this writer last set one of them. */
  readonly time?: Time;
  readonly fieldsV1?: unknown;
}

export interface OwnerReference {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

/** RFC 3339, or already read. */
export type Time = string | Date;

export interface ApiObject {
  readonly metadata?: ObjectMeta;
}

export interface ConditionObject {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: Time;
}

/** Every view of an object knows which object it is, and which version of it. */
export interface ObjectView {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** Milliseconds since the epoch; null when missing, or when it is no time: not every time is checked by the API server. */
export function milliseconds(time: Time | null | undefined): number | null {
  const ms = time === undefined || time === null ? Number.NaN : new Date(time).getTime();
  return Number.isNaN(ms) ? null : ms;
}

/** Which object it is, and which version of it. */
export function identity({ name = '', uid = '', resourceVersion = '' }: ObjectMeta): ObjectView {
  return { name, uid, resourceVersion };
}
