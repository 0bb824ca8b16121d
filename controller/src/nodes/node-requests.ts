import type { V1Node } from '@kubernetes/client-node';
import type { Answer } from '../cluster/answer.ts';

export type PatchType = 'merge' | 'json';

/** The ways in which this controller changes a Node. None throws. */
export interface NodeRequests {
  /** A strategic merge patch of its status: conditions merge by their type, those of others stay. */
  patchStatus(name: string, body: object, signal: AbortSignal): Promise<Answer<V1Node>>;
  patch(name: string, body: object, type: PatchType, signal: AbortSignal): Promise<Answer<V1Node>>;
}
