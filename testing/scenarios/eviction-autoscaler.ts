import { CustomObjectsApi, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import type { ControlPlane } from '../controlplane/index.ts';
import { Repetition } from './repetition.ts';

const group = 'eviction-autoscaler.azure.com';
const plural = 'evictionautoscalers';
const inDefault = { namespace: 'default' };
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'EvictionAutoScaler', plural, singular: 'evictionautoscaler' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

/** Installs the CRD of Azure's eviction-autoscaler, without a controller. */
export async function installEvictionAutoscalers(controlPlane: ControlPlane): Promise<void> {
  await controlPlane.kubectl(['apply', '-f', '-'], JSON.stringify(definition));
  await controlPlane.kubectl(['wait', '--for=condition=Established', 'crd', definition.metadata.name]);
}

/**
 * Simulates Azure's eviction-autoscaler: a Deployment whose budget allows no eviction gets one extra replica while one of
 * its pods is on a cordoned node, and its old number afterwards.
 */
export class EvictionAutoscaler {
  readonly #controlPlane: ControlPlane;
  readonly #objects: CustomObjectsApi;
  /** The old number of replicas, by name of the Deployment. */
  readonly #raised = new Map<string, number>();
  readonly #work: Repetition;

  private constructor(controlPlane: ControlPlane) {
    this.#controlPlane = controlPlane;
    this.#objects = controlPlane.kubeConfig.makeApiClient(CustomObjectsApi);
    // After an error the next run tries again.
    this.#work = new Repetition(() => this.#look().catch(() => undefined));
  }

  static async start(controlPlane: ControlPlane): Promise<EvictionAutoscaler> {
    await installEvictionAutoscalers(controlPlane);
    return new EvictionAutoscaler(controlPlane);
  }

  /** Manages the budget with this name, whose Deployment has the same name. */
  async tend(name: string): Promise<void> {
    const body = {
      apiVersion: `${group}/v1`,
      kind: 'EvictionAutoScaler',
      metadata: { name },
      spec: { targetKind: 'deployment', targetName: name },
    };
    await this.#objects.createNamespacedCustomObject({ group, version: 'v1', plural, body, ...inDefault });
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }

  async #look(): Promise<void> {
    const list = { group, version: 'v1', plural, ...inDefault };
    // Created by tend().
    const { items } = (await this.#objects.listNamespacedCustomObject(list)) as {
      items: { metadata: { name: string } }[];
    };
    const { cluster } = this.#controlPlane;
    const cordoned = new Set(await cluster.cordonedNodes());
    for (const { metadata } of items) {
      const { name } = metadata;
      const pods = await cluster.core.listNamespacedPod({ labelSelector: `app=${name}`, ...inDefault });
      const moves = pods.items.some(({ spec }) => cordoned.has(spec?.nodeName ?? ''));
      const before = this.#raised.get(name);
      if (moves && before === undefined) await this.#raise(name);
      else if (!moves && before !== undefined) await this.#putBack(name, before);
    }
  }

  async #raise(name: string): Promise<void> {
    const { apps, policy } = this.#controlPlane.cluster;
    const { status } = await policy.readNamespacedPodDisruptionBudget({ name, ...inDefault });
    if (status?.disruptionsAllowed !== 0) return;
    const { spec } = await apps.readNamespacedDeployment({ name, ...inDefault });
    const replicas = spec?.replicas ?? 1;
    await this.#scale(name, replicas + 1);
    this.#raised.set(name, replicas);
  }

  async #putBack(name: string, replicas: number): Promise<void> {
    await this.#scale(name, replicas);
    this.#raised.delete(name);
  }

  async #scale(name: string, replicas: number): Promise<void> {
    const { apps } = this.#controlPlane.cluster;
    await apps.patchNamespacedDeployment({ name, body: { spec: { replicas } }, ...inDefault }, mergePatch);
  }
}
