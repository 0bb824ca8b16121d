import { waitFor } from '../controlplane/index.ts';
import { ClusterAutoscaler } from './cluster-autoscaler.ts';
import { scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';

/** Number of pods that fill a node. */
export const podsPerNode = 4;
const cpus = 16;
const hours = 3_600_000;
/** Maximum total time for one node, in milliseconds. */
const patienceMs = 60_000;

/** Adds nodes without probes: their conditions show the plans of Azure. */
export async function addFullNodes(mechanic: MechanicCluster, count: number): Promise<void> {
  const fleet = Array.from({ length: count }, (_, index) => scaleSetNode('full', index));
  mechanic.addMachines(fleet);
  await mechanic.addNodes(fleet);
}

/** Fills all nodes with pods of one application, so that moved pods find no place. */
export async function fill({ cluster, controlPlane, nodes }: MechanicCluster): Promise<void> {
  const name = 'crowd';
  const replicas = nodes.length * podsPerNode;
  const labels = { app: name };
  const resources = { requests: { cpu: String(cpus / podsPerNode) } };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'main', image: 'simulated', resources }] },
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
  await controlPlane.kubectl(['apply', '-f', '-'], JSON.stringify(deployment));
  await waitFor('all pods to be Ready', async () => {
    const { status } = await cluster.apps.readNamespacedDeployment({ namespace: 'default', name });
    return status?.readyReplicas === replicas;
  });
}

/** The result of draining all nodes of a full cluster. */
export interface Emptied {
  /** Maximum number of pods that waited for a place at once. */
  readonly mostWaiting: number;
  readonly seconds: number;
}

/** Announces maintenance for all nodes, and waits until they are drained. */
export async function emptyAll(mechanic: MechanicCluster, nodeAfterMs: number): Promise<Emptied> {
  const autoscaler = new ClusterAutoscaler(mechanic.cluster, { afterMs: nodeAfterMs, podsPerNode });
  const begin = performance.now();
  const due = new Date(Date.now() + 2 * hours).toUTCString();
  let mostWaiting = 0;
  try {
    for (const node of mechanic.nodes)
      await mechanic.announce(node, `Redeploy Scheduled: ${due}. DurationInSeconds: -1.`);
    await mechanic.eventually(
      'all nodes to be drained',
      async () => (await mechanic.states()).every(({ phase }) => phase === 'Drained'),
      { timeout: mechanic.nodes.length * patienceMs },
    );
  } finally {
    mostWaiting = await autoscaler.stop();
  }
  return { mostWaiting, seconds: (performance.now() - begin) / 1_000 };
}
