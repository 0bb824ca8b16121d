import { waitFor } from '../controlplane/index.ts';
import { attachable, diskClaims, disks } from './disks.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { type Served, ServingWatch, serves } from './serving.ts';

/** Workloads of each kind, all on one node at first, and whether a drain can move each without a gap. */
export interface Application {
  readonly name: string;
  readonly what: string;
  /** A successor can start before its pod leaves. */
  readonly canBeSurged: boolean;
}

export const applications: readonly Application[] = [
  { name: 'bare', what: '1 replica', canBeSurged: true },
  { name: 'kept', what: '1 replica behind `minAvailable: 1`', canBeSurged: true },
  { name: 'three', what: '3 replicas behind `maxUnavailable: 1`', canBeSurged: true },
  { name: 'scaled', what: '1 replica with an autoscaler', canBeSurged: true },
  { name: 'stateful', what: 'StatefulSet of 3 with volumes, behind `maxUnavailable: 1`', canBeSurged: true },
  { name: 'job', what: 'Job', canBeSurged: false },
  { name: 'recreated', what: '1 replica, strategy `Recreate`', canBeSurged: false },
];

/** The availability of each workload while its node was drained. */
export type Service = ReadonlyMap<string, Served>;

/** Places all workloads on one node; their pods may run on the others too. A pod takes `startSeconds` to become Ready. */
export async function placeApplications(
  mechanic: MechanicCluster,
  node: string,
  startSeconds: number,
): Promise<void> {
  const others = mechanic.nodes.filter((name) => name !== node);
  for (const name of mechanic.nodes) await mechanic.cluster.annotateNode(name, attachable);
  for (const other of others) await mechanic.setUnschedulable(other, true);
  await mechanic.controlPlane.kubectl(['apply', '-f', '-'], manifests(startSeconds));
  await waitFor('all pods to be Ready', () => isSettled(mechanic), { timeout: 60_000 });
  for (const other of others) await mechanic.setUnschedulable(other, false);
}

export async function removeApplications(mechanic: MechanicCluster): Promise<void> {
  const kinds = [
    'deployments',
    'statefulsets',
    'jobs',
    'horizontalpodautoscalers',
    'poddisruptionbudgets',
    'persistentvolumeclaims',
  ].join(',');
  await mechanic.controlPlane.kubectl(['delete', kinds, '--all', '--namespace', 'default', '--wait=false']);
  await mechanic.controlPlane.kubectl(['delete', 'persistentvolumes', '--all', '--wait=false']);
  await waitFor(
    'the workloads to be gone',
    async () => {
      const all = { namespace: 'default', body: { gracePeriodSeconds: 0 } };
      await mechanic.cluster.core.deleteCollectionNamespacedPod(all);
      const { items: pods } = await mechanic.cluster.core.listNamespacedPod({ namespace: 'default' });
      return pods.length + (await mechanic.cluster.core.listPersistentVolume()).items.length === 0;
    },
    { timeout: 60_000 },
  );
}

/** Watches the workloads while `empty` drains their node, and until each has a Ready pod again. */
export async function serviceDuring(
  mechanic: MechanicCluster,
  empty: () => Promise<unknown>,
): Promise<Service> {
  const names = applications.map(({ name }) => name);
  const watch = new ServingWatch(mechanic.cluster, names);
  await empty();
  await waitFor('each workload to serve again, and nothing to leave any more', () => isServing(mechanic), {
    timeout: 60_000,
  });
  return watch.stop();
}

async function isServing({ cluster }: MechanicCluster): Promise<boolean> {
  const { items } = await cluster.core.listNamespacedPod({ namespace: 'default' });
  const stay = items.every(({ metadata }) => metadata?.deletionTimestamp === undefined);
  return stay && applications.every(({ name }) => items.some((pod) => serves(pod, name)));
}

/** Waits until all pods are Ready and the budgets have counted them. */
async function isSettled(mechanic: MechanicCluster): Promise<boolean> {
  if (!(await isServing(mechanic))) return false;
  const { items: pods } = await mechanic.cluster.core.listNamespacedPod({ namespace: 'default' });
  const { items } = await mechanic.cluster.policy.listNamespacedPodDisruptionBudget({ namespace: 'default' });
  const isCounted = items.every(
    ({ status }) => status?.currentHealthy === status?.expectedPods && status?.expectedPods !== 0,
  );
  return pods.length === 11 && isCounted;
}

function manifests(startSeconds: number): string {
  const deployment = (name: string, replicas: number, more: object = {}): object =>
    workload('Deployment', name, startSeconds, { replicas, ...more });
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      deployment('bare', 1),
      deployment('kept', 1),
      budget('kept', { minAvailable: 1 }),
      deployment('three', 3),
      budget('three', { maxUnavailable: 1 }),
      deployment('scaled', 1),
      autoscaler('scaled'),
      deployment('recreated', 1, { strategy: { type: 'Recreate' } }),
      ...disks(3),
      workload('StatefulSet', 'stateful', startSeconds, {
        replicas: 3,
        serviceName: 'stateful',
        podManagementPolicy: 'Parallel',
        volumeClaimTemplates: diskClaims,
      }),
      budget('stateful', { maxUnavailable: 1 }),
      job('job', startSeconds),
    ],
  });
}

function template(name: string, startSeconds: number, spec: object = {}): object {
  return {
    metadata: {
      labels: { app: name },
      annotations: {
        'testing.mechanic.dev/start-seconds': String(startSeconds),
        'testing.mechanic.dev/stop-seconds': '1',
      },
    },
    spec: {
      nodeSelector: { agentpool: 'user' },
      containers: [{ name: 'main', image: 'simulated' }],
      ...spec,
    },
  };
}

function workload(kind: string, name: string, startSeconds: number, more: object): object {
  const selector = { matchLabels: { app: name } };
  const spec = { selector, template: template(name, startSeconds), ...more };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'default' }, spec };
}

function budget(name: string, limit: object): object {
  const spec = { ...limit, selector: { matchLabels: { app: name } } };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'default' },
    spec,
  };
}

function autoscaler(name: string): object {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  const target = { type: 'Utilization', averageUtilization: 80 };
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  const spec = { scaleTargetRef, minReplicas: 1, maxReplicas: 3, metrics };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'default' },
    spec,
  };
}

/** Runs longer than the test. */
function job(name: string, startSeconds: number): object {
  const pods = template(name, startSeconds, { restartPolicy: 'Never' }) as {
    metadata: { annotations: Record<string, string> };
  }; // created above
  pods.metadata.annotations['testing.mechanic.dev/run-seconds'] = '3600';
  const spec = { template: pods };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'default' }, spec };
}
