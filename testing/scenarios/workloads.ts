import type { WorkloadOptions } from '../controlplane/index.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';

/** A pod that its budget keeps on the node until `release()`. */
export interface HeldPod {
  /** namespace/name of the budget. */
  readonly budget: string;
  release(): Promise<void>;
}

/** Places pods on a node that a budget without disruptions protects. */
export async function hold(
  mechanic: MechanicCluster,
  node: string,
  replicas = 1,
  more: Pick<WorkloadOptions, 'stopSeconds'> = {},
): Promise<HeldPod> {
  const name = `held-${node.slice(-2)}`;
  await mechanic.cluster.createWorkload({
    name,
    replicas,
    budget: { minAvailable: replicas },
    nodeSelector: { 'kubernetes.io/hostname': node },
    ...more,
  });
  return {
    budget: `default/${name}`,
    release: async () => {
      await mechanic.cluster.policy.deleteNamespacedPodDisruptionBudget({ name, namespace: 'default' });
    },
  };
}
