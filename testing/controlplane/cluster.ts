import {
  AppsV1Api,
  CoreV1Api,
  type KubeConfig,
  PatchStrategy,
  PolicyV1Api,
  setHeaderOptions,
  type V1Node,
  type V1NodeCondition,
  type V1Pod,
} from '@kubernetes/client-node';
import { hasCondition } from './conditions.ts';
import { node, type NodeOptions } from './node.ts';
import { waitFor, type WaitOptions } from './wait.ts';
import { budget, deployment, pod, type PodOptions, type WorkloadOptions } from './workload.ts';

// More parallel requests do not create nodes faster on two processors.
const writers = 12;
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
const strategicPatch = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);

/** The actions and queries of tests on a cluster, as its admin. */
export class Cluster {
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly policy: PolicyV1Api;

  constructor(kubeConfig: KubeConfig) {
    this.core = kubeConfig.makeApiClient(CoreV1Api);
    this.apps = kubeConfig.makeApiClient(AppsV1Api);
    this.policy = kubeConfig.makeApiClient(PolicyV1Api);
  }

  /** Creates Nodes and waits until all of them are Ready. */
  async createNodes(nodes: readonly NodeOptions[], options: WaitOptions = {}): Promise<void> {
    const queue = nodes.values();
    const write = async (): Promise<void> => {
      for (const next of queue) await this.core.createNode({ body: node(next) });
    };
    await Promise.all(Array.from({ length: writers }, write));
    await this.waitForNodesReady(
      nodes.map(({ name }) => name),
      options,
    );
  }

  /** Waits until these Nodes are Ready and no longer tainted as not ready, so that pods are scheduled to them. */
  async waitForNodesReady(names: readonly string[], options: WaitOptions = {}): Promise<void> {
    await waitFor(
      `${names.length} nodes to be Ready: ${names.slice(0, 10).join(', ')}`,
      async () => {
        const { items } = await this.core.listNode();
        const ready = new Set(items.filter(isReady).map(({ metadata }) => metadata?.name));
        return names.every((name) => ready.has(name));
      },
      // Listing thousands of nodes ten times a second would delay their becoming Ready.
      { interval: 50 + names.length, ...options },
    );
  }

  /** Names of the Nodes that are unschedulable, sorted. */
  async cordonedNodes(): Promise<string[]> {
    const { items } = await this.core.listNode({ fieldSelector: 'spec.unschedulable=true' });
    return items.map(({ metadata }) => metadata?.name ?? '').sort();
  }

  /** The pods bound to a Node, of all namespaces. */
  async podsOn(nodeName: string): Promise<V1Pod[]> {
    return (await this.core.listPodForAllNamespaces({ fieldSelector: `spec.nodeName=${nodeName}` })).items;
  }

  /** Writes a condition of a Node, as node-problem-detector would. */
  async setCondition(
    name: string,
    condition: Pick<V1NodeCondition, 'type' | 'status' | 'reason' | 'message' | 'lastTransitionTime'>,
  ): Promise<void> {
    const now = new Date().toISOString();
    const body = {
      status: { conditions: [{ lastHeartbeatTime: now, lastTransitionTime: now, ...condition }] },
    };
    await this.core.patchNodeStatus({ name, body }, strategicPatch);
  }

  /** `false` stops the simulated kubelet of the Node and makes it NotReady; `true` undoes it. Its pods stay. */
  async setReady(name: string, ready: boolean): Promise<void> {
    const kubelet = ready ? null : 'stopped';
    await this.annotateNode(name, { 'testing.mechanic.dev/kubelet': kubelet });
    if (ready) await this.waitForNodesReady([name]);
    else await this.setCondition(name, { type: 'Ready', status: 'False', reason: 'KubeletNotReady' });
  }

  /** Sets annotations of a Node; null removes one. */
  async annotateNode(name: string, annotations: Readonly<Record<string, string | null>>): Promise<void> {
    await this.core.patchNode({ name, body: { metadata: { annotations } } }, mergePatch);
  }

  /** Creates a namespace in which pods can be created. */
  async createNamespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.core.createNamespace({ body: { metadata: { name, labels: { ...labels } } } });
    await waitFor(`the service account of namespace ${name}`, () =>
      this.core.readNamespacedServiceAccount({ name: 'default', namespace: name }),
    );
  }

  /** Creates a pod without a controller and waits until it is Ready. */
  async createPod(options: PodOptions, wait: WaitOptions = {}): Promise<V1Pod> {
    const { name, namespace = 'default' } = options;
    await this.core.createNamespacedPod({ namespace, body: pod(options) });
    return waitFor(
      `pod ${name} to be Ready`,
      async () => {
        const found = await this.core.readNamespacedPod({ name, namespace });
        return hasCondition(found.status?.conditions, 'Ready') && found;
      },
      wait,
    );
  }

  /**
   * Creates a Deployment and its PodDisruptionBudget, if it has one. Waits until all pods are Ready and the budget has
   * counted them: before that, evictions would pass or fail for reasons that a test does not intend.
   */
  async createWorkload(options: WorkloadOptions, wait: WaitOptions = {}): Promise<void> {
    const { name, namespace = 'default', replicas } = options;
    await this.apps.createNamespacedDeployment({ namespace, body: deployment(options) });
    const body = budget(options);
    if (body) await this.policy.createNamespacedPodDisruptionBudget({ namespace, body });
    const isReadyNow = async (): Promise<boolean> => {
      const { status } = await this.apps.readNamespacedDeployment({ name, namespace });
      if ((status?.readyReplicas ?? 0) !== replicas) return false;
      if (!body) return true;
      const counted = await this.policy.readNamespacedPodDisruptionBudget({ name, namespace });
      return (
        counted.status?.currentHealthy === replicas &&
        counted.status.observedGeneration === counted.metadata?.generation
      );
    };
    await waitFor(`${replicas} pods of ${name} to be Ready`, isReadyNow, wait);
  }
}

function isReady({ spec, status }: V1Node): boolean {
  const tainted = spec?.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/not-ready'));
  return !tainted && hasCondition(status?.conditions, 'Ready');
}
