/**
 * The fields that are read of the API server's objects, in the shape of its JSON. Any field may be missing. The models of
 * client-node fit as well (they have dates where JSON has text). Unknown fields are dropped.
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

/** The fields that one writer set last (managed fields): `{"f:spec":{"f:unschedulable":{}}}`. */
export interface ManagedFields {
  readonly manager?: string;
  /** When this writer last set one of these fields. */
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

/** RFC 3339 text, or a date that was parsed already. */
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

/** Identity and version of an object, part of every view. */
export interface ObjectView {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

/**
 * Milliseconds since the epoch; null when the time is missing or invalid, since the API server does not check every time.
 */
export function milliseconds(time: Time | null | undefined): number | null {
  const ms = time === undefined || time === null ? Number.NaN : new Date(time).getTime();
  return Number.isNaN(ms) ? null : ms;
}

/** Identity and version of an object. */
export function identity({ name = '', uid = '', resourceVersion = '' }: ObjectMeta): ObjectView {
  return { name, uid, resourceVersion };
}
