import type { ApiObject, ResourceName } from './objects.ts';

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
