import type { ApiObject, NodeObject, PodObject, WriteRecord } from '../api/index.ts';
import type { SimProcess } from '../engine/sim-process.ts';
import type { ApiAnswer, Sent } from '../net/network.ts';
import type { LogLine } from '../replicas/sim-log.ts';

/** A write of a program of ours that the API server has done. */
export interface OwnWrite<T extends ApiObject = ApiObject> {
  readonly request: Sent;
  readonly write: WriteRecord;
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** One thing that must always be so. Each says what is wrong through `violated`, with the name that it was given. */
export interface Invariant {
  /** In kebab case; failed seeds are printed with it. */
  readonly name: string;
  /** What must be so, as a sentence. */
  readonly sentence: string;
  /** A program of ours sends a request. */
  sent?(request: Sent): void;
  /** A program of ours has an answer, or knows that there will be none. */
  answered?(request: Sent, answer: ApiAnswer | null): void;
  /** A controller has changed a Node. */
  nodeWritten?(
    write: OwnWrite<NodeObject> & { readonly before: NodeObject; readonly after: NodeObject },
  ): void;
  /** A controller has asked a Pod to go, and the API server has agreed. */
  podRemoved?(write: OwnWrite<PodObject> & { readonly before: PodObject }): void;
  /** Anybody has written anything. */
  written?(write: WriteRecord): void;
  logged?(process: SimProcess, line: LogLine): void;
}
