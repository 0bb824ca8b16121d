import { describe, expect, it } from '@jest/globals';
import type { V1Pod } from '@kubernetes/client-node';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

describe('the drain of a node', () => {
  const suite = useMechanic({ fleet, values: { rbac: { deletePods: true } } });

  it('moves every pod to another node', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.createWorkload({
      name: 'web',
      replicas: 12,
      nodeSelector: { agentpool: 'user' },
      stopSeconds: 1,
    });
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    expect(await mechanic.workloadOn(a)).toEqual([]);
    await mechanic.eventually('12 pods elsewhere', async () => (await readyPods(mechanic)).length === 12);
  });

  it('evicts the pods it may, and names the others with their budget', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    await mechanic.cluster.createWorkload({ name: 'web', replicas: 6, nodeSelector: { agentpool: 'user' } });
    mechanic.schedule(a, 'Redeploy');
    await mechanic.eventually(
      'only the protected pod to be left',
      async () => (await mechanic.workloadOn(a)).length === 1,
    );
    await mechanic.eventually(
      'an Event that names pod and budget',
      async () =>
        (await mechanic.eventsOf(a)).some(
          (text) => text.startsWith('DrainBlocked') && text.includes(held.budget),
        ),
      // A block is reported after no pod could leave for 30 s.
      { timeout: 60_000 },
    );
    const { nodes } = await mechanic.installation.status();
    expect(nodes.find(({ node }) => node === a)?.blockedBy[0]?.budgets).toEqual([held.budget]);
    await held.release();
    await mechanic.untilDrained(a);
  });

  it('tries a blocked pod rarely, however many pods wait for one budget', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a, 20);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    const evictions = async (): Promise<Date[]> => {
      const writes = await mechanic.controllerWrites({ since: started });
      return writes
        .filter(({ subresource }) => subresource === 'eviction')
        .map(({ receivedAt }) => receivedAt);
    };
    const started = new Date((await mechanic.node(a)).record?.attemptStartedAt ?? 0);
    // The longest pause of these settings is 2 s; after four such pauses the interval is final.
    const asked = await mechanic.eventually('six questions', async () => {
      const times = await evictions();
      return times.length >= 6 && times;
    });
    const pauses = asked.slice(1).map((time, index) => time.getTime() - (asked[index]?.getTime() ?? 0));
    expect(Math.max(...pauses)).toBeGreaterThan(1_000);
    await held.release();
    await mechanic.untilDrained(a);
  });

  it('leaves DaemonSet pods and static pods, and removes finished and orphaned pods', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.apps.createNamespacedDaemonSet({
      namespace: 'default',
      body: {
        metadata: { name: 'agent' },
        spec: {
          selector: { matchLabels: { app: 'agent' } },
          template: {
            metadata: { labels: { app: 'agent' } },
            spec: { nodeSelector: { agentpool: 'user' }, containers: [{ name: 'main', image: 'simulated' }] },
          },
        },
      },
    });
    await mechanic.eventually(
      'the DaemonSet to run',
      async () => (await running(mechanic, 'agent')).length === 3,
    );
    await createOn(mechanic, a, 'static', { annotations: { 'kubernetes.io/config.mirror': 'x' } });
    await createOn(mechanic, a, 'finished', { annotations: { 'testing.mechanic.dev/run-seconds': '0' } });
    const orphan = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      name: 'long-gone',
      uid: 'f7a0a9b0-0000-4000-8000-000000000000',
      controller: true,
    };
    await createOn(mechanic, a, 'orphan', { ownerReferences: [orphan] });
    await createOn(mechanic, a, 'lonely', {});
    await mechanic.eventually('the finished pod to be finished', async () =>
      (await mechanic.cluster.podsOn(a)).some(
        ({ metadata, status }) => metadata?.name === 'finished' && status?.phase === 'Succeeded',
      ),
    );
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    const left = (await mechanic.workloadOn(a))
      .map(({ metadata }) => metadata?.labels?.app ?? metadata?.name)
      .sort();
    expect(left).toEqual(['agent', 'static']);
  });

  it('waits for a terminating pod, and does not evict it again', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.createWorkload({
      name: 'stuck',
      replicas: 1,
      stuck: true,
      nodeSelector: { 'kubernetes.io/hostname': a },
    });
    const since = new Date();
    mechanic.schedule(a, 'Redeploy');
    const leaving = async (): Promise<V1Pod | undefined> =>
      (await mechanic.cluster.podsOn(a)).find(
        ({ metadata }) => metadata?.labels?.app === 'stuck' && metadata.deletionTimestamp,
      );
    const pod = await mechanic.eventually('the pod to be told to go', leaving);
    await mechanic.settled();
    expect((await mechanic.node(a)).phase).toBe('Draining');
    const asked = (await mechanic.controllerWrites({ since })).filter(
      ({ name }) => name === pod.metadata?.name,
    );
    expect(asked).toHaveLength(1);
    await mechanic.cluster.core.patchNamespacedPod(
      {
        name: pod.metadata?.name ?? '',
        namespace: 'default',
        body: { metadata: { labels: { 'testing.mechanic.dev/stuck': null } } },
      },
      mergePatch,
    );
    await mechanic.untilDrained(a);
  });

  it('evicts a pod that was bound just after the cordon', async () => {
    const { mechanic } = suite;
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    await createOn(mechanic, a, 'late', {});
    await mechanic.untilDrained(a);
    expect(await mechanic.workloadOn(a)).toEqual([]);
  });

  it('shortens the grace periods of pods to the time before the deadline', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.createWorkload({
      name: 'slow',
      replicas: 1,
      gracePeriodSeconds: 600,
      stopSeconds: 1,
      nodeSelector: { 'kubernetes.io/hostname': a },
    });
    const since = new Date();
    mechanic.schedule(a, 'Redeploy', { noticeMs: 60_000 });
    await mechanic.untilDrained(a);
    const [eviction] = (await mechanic.controllerWrites({ since })).filter(
      ({ subresource }) => subresource === 'eviction',
    );
    // The body of an Eviction from the controller.
    const { deleteOptions } = eviction?.requestObject as {
      deleteOptions: { gracePeriodSeconds: number; preconditions: { uid: string } };
    };
    expect(deleteOptions.gracePeriodSeconds).toBeGreaterThan(0);
    expect(deleteOptions.gracePeriodSeconds).toBeLessThanOrEqual(60);
    expect(deleteOptions.preconditions.uid).not.toBe('');
  });

  it('evicts critical pods last', async () => {
    const { mechanic } = suite;
    const onA = { 'kubernetes.io/hostname': a };
    await mechanic.cluster.createWorkload({
      name: 'ordinary',
      replicas: 3,
      nodeSelector: onA,
      stopSeconds: 1,
    });
    await mechanic.cluster.createWorkload({
      name: 'critical',
      replicas: 2,
      nodeSelector: onA,
      priorityClassName: 'system-cluster-critical',
    });
    const since = new Date();
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    const order = (await mechanic.controllerWrites({ since }))
      .filter(({ subresource, code }) => subresource === 'eviction' && code === 201)
      .sort((x, y) => x.receivedAt.getTime() - y.receivedAt.getTime())
      .map(({ name }) => name.split('-')[0]);
    expect(order).toEqual(['ordinary', 'ordinary', 'ordinary', 'critical', 'critical']);
  });

  it('stops at pods with the only copy of their data, and says so, if configured', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({
      drain: { unmanagedPods: 'block', emptyDirPods: 'block', timeout: '3s' },
    });
    await createOn(mechanic, a, 'lonely', {});
    await mechanic.cluster.createWorkload({
      name: 'scratch',
      replicas: 1,
      emptyDir: true,
      nodeSelector: { 'kubernetes.io/hostname': a },
    });
    mechanic.schedule(a, 'Redeploy');
    const failed = await mechanic.untilPhase(a, 'Failed');
    expect(failed.record?.blockedBy?.map(({ pod }) => pod.replace(/-.*/, '')).sort()).toEqual([
      'default/lonely',
      'default/scratch',
    ]);
    expect(await mechanic.workloadOn(a)).toHaveLength(2);
  });

  it('leaves the pods that the settings name', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ drain: { skipPods: 'team=blue' } });
    await createOn(mechanic, a, 'blue', { labels: { team: 'blue' } });
    await createOn(mechanic, a, 'green', { labels: { team: 'green' } });
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    expect((await mechanic.workloadOn(a)).map(({ metadata }) => metadata?.name)).toEqual(['blue']);
  });

  it('waits for pods of a namespace that is being deleted', async () => {
    const { mechanic } = suite;
    const namespace = 'leaving';
    await mechanic.cluster.createNamespace(namespace);
    await mechanic.cluster.createWorkload({
      name: 'stuck',
      namespace,
      replicas: 1,
      stuck: true,
      nodeSelector: { 'kubernetes.io/hostname': a },
    });
    await mechanic.cluster.core.deleteNamespace({ name: namespace });
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    await mechanic.settled();
    expect((await mechanic.node(a)).phase).toBe('Draining');
    const { items } = await mechanic.cluster.core.listNamespacedPod({ namespace });
    for (const { metadata } of items) {
      await mechanic.cluster.core.deleteNamespacedPod({
        name: metadata?.name ?? '',
        namespace,
        body: { gracePeriodSeconds: 0 },
      });
    }
    await mechanic.untilDrained(a);
  });

  it('deletes pods that a budget still protects just before the deadline, if configured', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ drain: { onDeadline: 'delete' } });
    await hold(mechanic, b);
    mechanic.schedule(b, 'Redeploy', { noticeMs: 16_000 });
    await mechanic.untilDrained(b);
  });
});

async function readyPods(mechanic: MechanicCluster): Promise<V1Pod[]> {
  const { items } = await mechanic.cluster.core.listNamespacedPod({ namespace: 'default' });
  return items.filter(({ metadata, status }) => {
    const ready = status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True');
    return ready && !metadata?.deletionTimestamp;
  });
}

async function running(mechanic: MechanicCluster, app: string): Promise<V1Pod[]> {
  return (await readyPods(mechanic)).filter(({ metadata }) => metadata?.labels?.app === app);
}

/** A pod bound to the node without the scheduler, like a static pod or a pod bound during the cordon. */
async function createOn(
  mechanic: MechanicCluster,
  node: string,
  name: string,
  metadata: V1Pod['metadata'] & object,
): Promise<void> {
  await mechanic.cluster.core.createNamespacedPod({
    namespace: 'default',
    body: {
      metadata: Object.assign({ name }, metadata),
      spec: { nodeName: node, containers: [{ name: 'main', image: 'simulated' }] },
    },
  });
}
