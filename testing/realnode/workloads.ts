import type { V1Deployment, V1EnvVar } from '@kubernetes/client-node';
import { guestImage } from './images.ts';
import type { RealCluster } from './real-cluster.ts';

/** A workload of real processes, as docs/benchmarks.md names them. */
export interface GuestOptions {
  readonly name: string;
  readonly replicas: number;
  /** Milliseconds from its start until it is Ready. Default 3000. */
  readonly startMs?: number;
  /** Milliseconds from SIGTERM to its end. Default 2000. */
  readonly stopMs?: number;
  /** It does not end by itself. */
  readonly ignoresTerm?: boolean;
  /** Seconds after which it is killed. Default 30. */
  readonly gracePeriodSeconds?: number;
  /** A PodDisruptionBudget of the same name. */
  readonly budget?: { readonly minAvailable: number } | { readonly maxUnavailable: number };
  /** Where it runs; anywhere unless said otherwise. */
  readonly node?: string;
}

/** Creates a Deployment with its Service, and its budget when it has one; returns when all its pods are Ready. */
export async function createGuests(real: RealCluster, options: GuestOptions): Promise<void> {
  const { name, replicas, budget } = options;
  const { core, apps, policy } = real.cluster;
  const selector = { app: name };
  await apps.createNamespacedDeployment({ namespace: 'default', body: deployment(options) });
  await core.createNamespacedService({
    namespace: 'default',
    body: { metadata: { name, labels: selector }, spec: { selector, ports: [{ port: 8000 }] } },
  });
  if (budget) {
    const spec = { ...budget, selector: { matchLabels: selector } };
    await policy.createNamespacedPodDisruptionBudget({
      namespace: 'default',
      body: { metadata: { name }, spec },
    });
  }
  await real.eventually(`${replicas} pods of ${name} to be Ready`, async () => {
    const { status } = await apps.readNamespacedDeployment({ name, namespace: 'default' });
    if (status?.readyReplicas !== replicas) return false;
    if (!budget) return true;
    const counted = await policy.readNamespacedPodDisruptionBudget({ name, namespace: 'default' });
    return counted.status?.currentHealthy === replicas;
  });
}

function deployment(options: GuestOptions): V1Deployment {
  const { name, replicas, gracePeriodSeconds = 30, node } = options;
  const labels = { app: name };
  return {
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: gracePeriodSeconds,
          ...(node !== undefined && { nodeSelector: { 'kubernetes.io/hostname': node } }),
          containers: [
            {
              name: 'guest',
              image: guestImage,
              imagePullPolicy: 'Never',
              args: ['serve'],
              env: environment(options),
              readinessProbe: { httpGet: { path: '/', port: 8000 }, periodSeconds: 1 },
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  };
}

function environment({ startMs = 3_000, stopMs = 2_000, ignoresTerm }: GuestOptions): V1EnvVar[] {
  return [
    { name: 'START_MS', value: String(startMs) },
    { name: 'STOP_MS', value: String(stopMs) },
    ...(ignoresTerm ? [{ name: 'IGNORE_TERM', value: '1' }] : []),
  ];
}

/** What a guest heard and said, and when (milliseconds since the epoch). */
export interface Heard {
  readonly at: number;
  readonly what: string;
}

/** The one pod of a workload. */
export interface Guest {
  /** Waits until its object is gone; what it said until then, and when it went. */
  untilGone(): Promise<{ readonly heard: readonly Heard[]; readonly goneAt: number }>;
}

/** The pod of a workload with one replica. */
export async function guestOn(real: RealCluster, workload: string): Promise<Guest> {
  const all = { namespace: 'default', labelSelector: `app=${workload}` };
  const [pod] = (await real.cluster.core.listNamespacedPod(all)).items;
  const { name = '', uid } = pod?.metadata ?? {};
  const node = real.realNode(pod?.spec?.nodeName ?? '');
  return {
    untilGone: async () => {
      let log = '';
      await real.eventually(`${name} to be gone`, async () => {
        const now = await node.logOf('default', name, 'guest').catch(() => '');
        // The kubelet removes the log before the object is gone.
        if (now.length > log.length) log = now;
        const { items } = await real.cluster.core.listNamespacedPod(all);
        return items.every(({ metadata }) => metadata?.uid !== uid);
      });
      return { heard: heardIn(log), goneAt: Date.now() };
    },
  };
}

/** A line of a container's log is time, stream, a flag, and what was written: here a time of its own and a word. */
function heardIn(log: string): Heard[] {
  return log
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, , , at = '', ...what]) => ({ at: Date.parse(at), what: what.join(' ') }));
}
