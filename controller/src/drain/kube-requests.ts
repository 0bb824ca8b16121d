import { type V1DeleteOptions, type V1Node } from '@kubernetes/client-node';
import type { KubeClient } from '../cluster/client.ts';
import { FIELD_MANAGER } from '../cluster/connection.ts';
import { failureOf } from '../cluster/failure.ts';
import type { Answer, NodeRequests, PatchType, PodRemoval, PodRequests } from './ports.ts';

/** Longest request, whatever the signal allows. */
const timeoutMs = 15_000;

/** The requests of this folder to the real API server. */
export class KubeRequests implements NodeRequests, PodRequests {
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

  evict(removal: PodRemoval, signal: AbortSignal): Promise<Answer<void>> {
    const { name, namespace } = removal;
    const body = { metadata: { name, namespace }, deleteOptions: deleteOptions(removal) };
    const options = this.#client.within(timeoutMs, signal);
    return answerOf(
      this.#client.core.createNamespacedPodEviction({ name, namespace, body }, options).then(nothing),
    );
  }

  delete(removal: PodRemoval, signal: AbortSignal): Promise<Answer<void>> {
    const { name, namespace } = removal;
    const body = deleteOptions(removal);
    const options = this.#client.within(timeoutMs, signal);
    return answerOf(this.#client.core.deleteNamespacedPod({ name, namespace, body }, options).then(nothing));
  }

  daemonSet(namespace: string, name: string): Promise<Answer<void>> {
    const options = this.#client.within(timeoutMs);
    return answerOf(this.#client.apps.readNamespacedDaemonSet({ name, namespace }, options).then(nothing));
  }

  claim(namespace: string, name: string): Promise<Answer<string | null>> {
    const options = this.#client.within(timeoutMs);
    const claim = this.#client.core.readNamespacedPersistentVolumeClaim({ name, namespace }, options);
    return answerOf(claim.then(({ spec }) => spec?.volumeName ?? null));
  }
}

/** The UID keeps a pod of the same name that came after from being taken for this one. */
function deleteOptions({ uid, gracePeriodSeconds }: PodRemoval): V1DeleteOptions {
  return { preconditions: { uid }, ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }) };
}

function nothing(): void {
  // The answer says no more than that it worked.
}

async function answerOf<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}
