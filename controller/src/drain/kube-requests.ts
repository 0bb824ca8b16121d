import type { V1DeleteOptions } from '@kubernetes/client-node';
import { type Answer, answerOf } from '../cluster/answer.ts';
import type { KubeClient } from '../cluster/client.ts';
import type { PodRemoval, PodRequests } from './ports.ts';

/** Longest request, whatever the signal allows. */
const timeoutMs = 15_000;

/** The requests of this folder to the real API server. */
export class KubeRequests implements PodRequests {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
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
}

/** The UID keeps a pod of the same name that came after from being taken for this one. */
function deleteOptions({ uid, gracePeriodSeconds }: PodRemoval): V1DeleteOptions {
  return { preconditions: { uid }, ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }) };
}

function nothing(): void {
  // The answer says no more than that it worked.
}
