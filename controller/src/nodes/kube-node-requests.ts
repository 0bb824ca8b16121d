import type { V1Node } from '@kubernetes/client-node';
import { type Answer, answerOf } from '../cluster/answer.ts';
import type { KubeClient } from '../cluster/client.ts';
import { FIELD_MANAGER } from '../cluster/connection.ts';
import type { NodeRequests, PatchType } from './node-requests.ts';

/** Timeout of a request, whatever the signal allows. */
const timeoutMs = 15_000;

/** Patches Nodes on the real API server. */
export class KubeNodeRequests implements NodeRequests {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  patch(name: string, body: object, type: PatchType, signal: AbortSignal): Promise<Answer<V1Node>> {
    const options =
      type === 'merge' ? this.#client.mergePatch(timeoutMs, signal) : this.#client.within(timeoutMs, signal);
    return answerOf(this.#client.core.patchNode({ name, body, fieldManager: FIELD_MANAGER }, options));
  }

  patchStatus(name: string, body: object, signal: AbortSignal): Promise<Answer<V1Node>> {
    const options = this.#client.strategicPatch(timeoutMs, signal);
    return answerOf(this.#client.core.patchNodeStatus({ name, body, fieldManager: FIELD_MANAGER }, options));
  }
}
