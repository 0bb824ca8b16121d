import type { KubeClient } from '../../cluster/client.ts';
import { FIELD_MANAGER } from '../../cluster/connection.ts';
import { type Answer, answerOf } from '../../cluster/answer.ts';
import {
  type AutoscalerObject,
  type AutoscalerView,
  type DeploymentView,
  type ReplicaSetView,
  autoscalerView,
  deploymentView,
  replicaSetView,
} from './scalable.ts';
import type { NumberChange, SurgeRequests } from './surge-requests.ts';

/** Timeout of a request, whatever the signal allows. */
const timeoutMs = 10_000;

/** Sends the requests of surges to the real API server. */
export class KubeSurgeRequests implements SurgeRequests {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  replicaSet(namespace: string, name: string): Promise<Answer<ReplicaSetView>> {
    const options = this.#client.within(timeoutMs);
    return answerOf(
      this.#client.apps.readNamespacedReplicaSet({ namespace, name }, options).then(replicaSetView),
    );
  }

  deployment(namespace: string, name: string): Promise<Answer<DeploymentView>> {
    const options = this.#client.within(timeoutMs);
    return answerOf(
      this.#client.apps
        .readNamespacedDeployment({ namespace, name }, options)
        .then((object) => deploymentView(object, FIELD_MANAGER)),
    );
  }

  autoscalers(namespace: string, name?: string): Promise<Answer<readonly AutoscalerView[]>> {
    const path = `/apis/autoscaling/v2/namespaces/${encodeURIComponent(namespace)}/horizontalpodautoscalers`;
    const query: Record<string, string> =
      name === undefined ? {} : { fieldSelector: `metadata.name=${name}` };
    return answerOf(this.#list(path, query));
  }

  async hasEvictionAutoscaler(namespace: string, budget: string): Promise<Answer<boolean>> {
    const inNamespace = `namespaces/${encodeURIComponent(namespace)}/evictionautoscalers`;
    const query = { fieldSelector: `metadata.name=${budget}` };
    let found = false;
    const path = `/apis/eviction-autoscaler.azure.com/v1/${inNamespace}`;
    const answer = await answerOf(this.#client.list(path, query, () => (found = true)));
    if (answer.ok) return { ok: true, value: found };
    // 404 means that the eviction-autoscaler is not installed.
    return answer.failure.code === 404 ? { ok: true, value: false } : answer;
  }

  scale(
    { namespace, name, resourceVersion, number }: NumberChange,
    signal: AbortSignal,
  ): Promise<Answer<void>> {
    const body = { metadata: { name, namespace, resourceVersion }, spec: { replicas: number } };
    const options = this.#client.mergePatch(timeoutMs, signal);
    const request = { namespace, name, body, fieldManager: FIELD_MANAGER };
    return answerOf(this.#client.apps.patchNamespacedDeploymentScale(request, options).then(nothing));
  }

  setMinimum(change: NumberChange, signal: AbortSignal): Promise<Answer<void>> {
    const { namespace, name, resourceVersion, number } = change;
    const body = { metadata: { resourceVersion }, spec: { minReplicas: number } };
    const options = this.#client.mergePatch(timeoutMs, signal);
    const request = { namespace, name, body, fieldManager: FIELD_MANAGER };
    return answerOf(
      this.#client.autoscaling.patchNamespacedHorizontalPodAutoscaler(request, options).then(nothing),
    );
  }

  async #list(path: string, query: Readonly<Record<string, string>>): Promise<AutoscalerView[]> {
    const views: AutoscalerView[] = [];
    // The cast is safe: the API server keeps its own schema.
    await this.#client.list(path, query, (item) =>
      views.push(autoscalerView(item as AutoscalerObject, FIELD_MANAGER)),
    );
    return views;
  }
}

function nothing(): void {
  // Success has no value.
}
