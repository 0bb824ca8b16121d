import type { V1DeleteOptions } from '@kubernetes/client-node';
import { type Answer, answerOf } from '../cluster/answer.ts';
import type { KubeClient } from '../cluster/client.ts';
import type { FollowedKind } from './moved-workloads.ts';
import type { Replicas, WorkloadRequests } from './successors.ts';
import type { PodRemoval, PodRequests } from './ports.ts';

/** Timeout of a request, whatever the signal allows. */
const timeoutMs = 15_000;

/** Sends the requests of this folder to the real API server. */
export class KubeRequests implements PodRequests, WorkloadRequests {
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

  replicas(kind: FollowedKind, namespace: string, name: string): Promise<Answer<Replicas>> {
    const { apps, core } = this.#client;
    const options = this.#client.within(timeoutMs);
    const what = { name, namespace };
    const asked = {
      ReplicaSet: () => apps.readNamespacedReplicaSet(what, options),
      StatefulSet: () => apps.readNamespacedStatefulSet(what, options),
      ReplicationController: () => core.readNamespacedReplicationController(what, options),
    }[kind]();
    return answerOf(
      asked.then(({ spec, status }) => ({ ready: status?.readyReplicas ?? 0, wanted: spec?.replicas ?? 0 })),
    );
  }

  claim(namespace: string, name: string): Promise<Answer<string | null>> {
    const options = this.#client.within(timeoutMs);
    const claim = this.#client.core.readNamespacedPersistentVolumeClaim({ name, namespace }, options);
    return answerOf(claim.then(({ spec }) => spec?.volumeName ?? null));
  }
}

/** The UID makes the API server refuse the request when a later pod has the same name. */
function deleteOptions({ uid, gracePeriodSeconds }: PodRemoval): V1DeleteOptions {
  return { preconditions: { uid }, ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }) };
}

function nothing(): void {
  // Success has no value.
}
