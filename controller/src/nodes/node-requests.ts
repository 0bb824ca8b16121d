import type { V1Node } from '@kubernetes/client-node';
import type { Answer } from '../cluster/answer.ts';

export type PatchType = 'merge' | 'json';

/** The one way in which this controller changes a Node. Does not throw. */
export interface NodeRequests {
  patch(name: string, body: object, type: PatchType, signal: AbortSignal): Promise<Answer<V1Node>>;
}
