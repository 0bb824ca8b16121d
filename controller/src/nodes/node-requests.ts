import type { V1Node } from '@kubernetes/client-node';
import type { Answer } from '../cluster/answer.ts';

export type PatchType = 'merge' | 'json';

/** The requests by which this controller changes a Node. None throws. */
export interface NodeRequests {
  /** Sends a strategic merge patch of the status: conditions merge by their type, and other conditions stay. */
  patchStatus(name: string, body: object, signal: AbortSignal): Promise<Answer<V1Node>>;
  patch(name: string, body: object, type: PatchType, signal: AbortSignal): Promise<Answer<V1Node>>;
}
