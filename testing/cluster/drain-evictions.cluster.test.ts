import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultSettings } from '@mechanic/contract';
import { ControlPlane, kubeConfig, waitFor } from '../controlplane/index.ts';
import type { Cluster } from '../controlplane/cluster.ts';
import { DrainRig, drainSettings } from './drain-rig.ts';

let controlPlane: ControlPlane;
let admin: Cluster;
let rig: DrainRig;
let count = 0;
/** Each test has a node of its own; workloads stay on it. */
let name: string;
let here: { nodeSelector: Record<string, string> };

beforeAll(async () => {
  controlPlane = await ControlPlane.start();
  admin = controlPlane.cluster;
}, 600_000);

afterAll(() => controlPlane.stop());

beforeEach(async () => {
  count += 1;
  name = `node-${count}`;
  here = { nodeSelector: { 'kubernetes.io/hostname': name } };
  await admin.createNodes([{ name }]);
  rig = await DrainRig.start(controlPlane);
});

afterEach(async () => {
  await rig.stop();
  const { core, apps, policy } = admin;
  await apps.deleteCollectionNamespacedDeployment({ namespace: 'default' });
  await policy.deleteCollectionNamespacedPodDisruptionBudget({ namespace: 'default' });
  await core.deleteCollectionNamespacedPod({ namespace: 'default', gracePeriodSeconds: 0 });
});

function kcm(signal: 'SIGSTOP' | 'SIGCONT'): void {
  controlPlane.process('kube-controller-manager').signal(signal);
}

async function podNames(): Promise<string[]> {
  return (await admin.podsOn(name)).map(({ metadata }) => metadata?.name ?? '');
}

/** A pod bound to the node by hand, as the scheduler may do at the last moment. */
async function bindPod(
  pod: string,
  fields: { labels?: Record<string, string>; mirror?: boolean } = {},
): Promise<void> {
  await admin.core.createNamespacedPod({
    namespace: 'default',
    body: {
      metadata: {
        name: pod,
        labels: fields.labels ?? {},
        ...(fields.mirror && { annotations: { 'kubernetes.io/config.mirror': 'x' } }),
      },
      spec: { nodeName: name, containers: [{ name: 'main', image: 'simulated' }] },
    },
  });
}

async function untilRunning(pods: number): Promise<void> {
  await waitFor(`${pods} pods to run`, async () => {
    const all = await admin.podsOn(name);
    return all.length === pods && all.every(({ status }) => status?.phase === 'Running');
  });
}

/** Seconds that an eviction gave the pod; 0 when it did not say. */
function graceOf(eviction: unknown): number {
  const { deleteOptions } = eviction as { deleteOptions?: { gracePeriodSeconds?: number } }; // as we sent it
  return deleteOptions?.gracePeriodSeconds ?? 0;
}

describe('30 pods that take a second to stop', () => {
  it.each([
    // Alone on two processors 1.6 s and, since the API server takes evictions under one budget one after another, 3.5 s.
    // The limits leave room for whatever else runs on the machine.
    ['soon', undefined, 6],
    ['soon, under a budget that allows it', { maxUnavailable: '100%' }, 20],
  ])('are gone %s, at the cost of at most 40 requests', async (_name, budget, most) => {
    await admin.createWorkload({
      name: 'web',
      replicas: 30,
      stopSeconds: 1,
      ...here,
      ...(budget && { budget }),
    });
    const before = new Date();
    const cordoned = await rig.drain(name);
    const gone = await waitFor(
      'the node to be empty',
      async () => (await podNames()).length === 0 && new Date(),
    );
    await rig.emptied(name);
    const node = await rig.node(name);
    await rig.writer.apply(node, {
      kind: 'record',
      node,
      record: rig.record(node, { phase: 'Drained' }),
      outcome: 'drained',
    });
    const seconds = (gone.getTime() - cordoned.getTime()) / 1_000;
    const requests = await rig.requests(before);
    process.stderr.write(`empty ${seconds} s after the cordon, ${requests.length} requests\n`);
    expect(seconds).toBeLessThan(most);
    expect(requests.length).toBeLessThanOrEqual(40);
    expect(rig.results).toEqual(Array(30).fill('evicted'));
  });

  it('are many more on a large node, and leave it as quickly', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `p-${index}`).values();
    // A connection of the API server has room for 250 requests at once, and is closed when there are more.
    const bind = async (): Promise<void> => {
      for (const each of names) await bindPod(each);
    };
    await Promise.all(Array.from({ length: 20 }, bind));
    await untilRunning(250);
    const cordoned = await rig.drain(name);
    await rig.emptied(name);
    process.stderr.write(`250 pods: emptied after ${(Date.now() - cordoned.getTime()) / 1_000} s\n`);
    expect(await podNames()).toEqual([]);
    expect(await rig.evictions(cordoned)).toHaveLength(250);
  });
});

describe('an exhausted budget', () => {
  it('costs a handful of requests a minute, is named, and does not keep other pods', async () => {
    // Ten times as fast as by default.
    rig.settings = { ...defaultSettings.drain, evictionBackoff: { initialMs: 100, maxMs: 3_000 } };
    await admin.createWorkload({ name: 'web', replicas: 20, budget: { minAvailable: 20 }, ...here });
    await admin.createWorkload({ name: 'free', replicas: 3, ...here });
    const cordoned = await rig.drain(name);
    const aMinute = new Date(cordoned.getTime() + 6_000);
    await waitFor('a tenth of a minute', () => new Date() > aMinute);
    const all = await rig.evictions(cordoned);
    const web = all.filter((entry) => entry.name.startsWith('web-'));
    process.stderr.write(`20 blocked pods: ${web.length} evictions in what is a minute by default\n`);
    expect(web.length).toBeLessThanOrEqual(10);
    expect(web.every(({ code }) => code === 429)).toBe(true);
    expect((await podNames()).filter((pod) => pod.startsWith('free'))).toEqual([]);
    const progress = await rig.progress(name);
    expect(progress?.message).toContain('and 19 more: protected by PodDisruptionBudget default/web');
    expect(progress?.podsLeft).toHaveLength(20);
  });

  it('lets pods go one after another as others become ready elsewhere', async () => {
    await admin.createNodes([{ name: `${name}-spare`, labels: { 'kubernetes.io/hostname': name } }]);
    await admin.core.patchNode({
      name: `${name}-spare`,
      body: [{ op: 'add', path: '/spec/unschedulable', value: true }],
    });
    await admin.createWorkload({ name: 'web', replicas: 5, budget: { maxUnavailable: 1 }, ...here });
    await admin.core.patchNode({
      name: `${name}-spare`,
      body: [{ op: 'remove', path: '/spec/unschedulable' }],
    });
    const cordoned = await rig.drain(name);
    await rig.emptied(name);
    const evictions = await rig.evictions(cordoned);
    process.stderr.write(`5 pods, one at a time: ${evictions.length} evictions\n`);
    expect(evictions.filter(({ code }) => code === 201)).toHaveLength(5);
    expect(evictions.length).toBeLessThanOrEqual(10);
    await admin.core.deleteNode({ name: `${name}-spare` });
  });

  it('is passed over shortly before the deadline when the settings say so', async () => {
    rig.settings = { ...defaultSettings.drain, onDeadline: 'delete' };
    await admin.createWorkload({ name: 'web', replicas: 2, budget: { minAvailable: 2 }, ...here });
    const cordoned = await rig.drain(name, { dueInMs: 12_000 });
    await rig.until(name, 'blocked', ({ podsLeft }) => podsLeft.some(({ state }) => state === 'blocked'));
    await rig.emptied(name);
    const deleted = (await rig.requests(cordoned)).filter(({ verb }) => verb === 'delete');
    expect(deleted.map(({ code }) => code)).toEqual([200, 200]);
  });

  it('that protects pods of a node which is not Ready is named, and holds', async () => {
    await admin.createWorkload({ name: 'web', replicas: 2, budget: { minAvailable: 2 }, ...here });
    await admin.setReady(name, false);
    await rig.drain(name);
    const progress = await rig.until(name, 'blocked', ({ message }) => message.includes('default/web'));
    expect(progress.state).toBe('running');
  });

  it('that the disruption controller has not yet seen is transient', async () => {
    await admin.createWorkload({ name: 'web', replicas: 2, ...here });
    kcm('SIGSTOP');
    try {
      await admin.policy.createNamespacedPodDisruptionBudget({
        namespace: 'default',
        body: {
          metadata: { name: 'web' },
          spec: { maxUnavailable: '100%', selector: { matchLabels: { app: 'web' } } },
        },
      });
      await rig.drain(name);
      await rig.until(name, 'blocked', ({ podsLeft }) => podsLeft.some(({ state }) => state === 'blocked'));
    } finally {
      kcm('SIGCONT');
    }
    await rig.emptied(name);
  });

  it('that has lost count of its disrupted pods holds like any other, and is no error', async () => {
    await admin.createWorkload({ name: 'web', replicas: 2, budget: { maxUnavailable: '100%' }, ...here });
    await waitFor('room in the budget', () => rig.cluster.budgets()[0]?.disruptionsAllowed === 2);
    kcm('SIGSTOP');
    try {
      const time = new Date().toISOString();
      const disrupted = new Map(Array.from({ length: 2_001 }, (_, index) => [`gone-${index}`, time]));
      await admin.policy.patchNamespacedPodDisruptionBudgetStatus({
        name: 'web',
        namespace: 'default',
        body: [{ op: 'add', path: '/status/disruptedPods', value: { ...Object.fromEntries(disrupted) } }],
      });
      const cordoned = await rig.drain(name);
      await rig.until(name, 'blocked', ({ message }) =>
        message.endsWith('protected by PodDisruptionBudget default/web'),
      );
      expect((await rig.evictions(cordoned)).map(({ code }) => code)).toContain(403);
      expect(new Set(rig.results)).toEqual(new Set(['blocked']));
    } finally {
      kcm('SIGCONT');
    }
  });

  it('is told apart from two budgets on the same pods (multiple budgets)', async () => {
    await admin.createWorkload({ name: 'web', replicas: 3, budget: { maxUnavailable: '100%' }, ...here });
    await admin.policy.createNamespacedPodDisruptionBudget({
      namespace: 'default',
      body: {
        metadata: { name: 'second' },
        spec: { maxUnavailable: '100%', selector: { matchLabels: { app: 'web' } } },
      },
    });
    await waitFor('the second budget to be counted', async () => {
      const all = await admin.policy.listNamespacedPodDisruptionBudget({ namespace: 'default' });
      return all.items.every(({ status }) => status?.disruptionsAllowed === 3);
    });
    await waitFor('both budgets in the cache', () => rig.cluster.budgets().length === 2);
    const cordoned = await rig.drain(name);
    await rig.until(name, 'misconfigured', ({ message }) => message.includes('more than one'));
    const refused = await rig.evictions(cordoned);
    expect(refused.every(({ code }) => code === 500)).toBe(true);
    expect(refused.length).toBeLessThanOrEqual(2);
    await admin.policy.deleteNamespacedPodDisruptionBudget({ name: 'second', namespace: 'default' });
    await rig.emptied(name);
  });
});

describe('pods', () => {
  it('that are static, finished, of a DaemonSet or skipped are told apart', async () => {
    rig.settings = drainSettings('{skipPods: "keep=me"}');
    await bindPod('static', { mirror: true });
    await bindPod('skipped', { labels: { keep: 'me' } });
    await admin.createPod({
      name: 'done',
      annotations: { 'testing.mechanic.dev/run-seconds': '1' },
      ...here,
    });
    await admin.apps.createNamespacedDaemonSet({
      namespace: 'default',
      body: {
        metadata: { name: 'logs' },
        spec: {
          selector: { matchLabels: { app: 'logs' } },
          template: {
            metadata: { labels: { app: 'logs' } },
            spec: { ...here, containers: [{ name: 'main', image: 'simulated' }] },
          },
        },
      },
    });
    await waitFor('the daemon to run', async () => (await podNames()).some((pod) => pod.startsWith('logs')));
    await waitFor('a pod to finish', async () =>
      (await admin.podsOn(name)).some(({ status }) => status?.phase === 'Succeeded'),
    );
    const cordoned = await rig.drain(name);
    await rig.emptied(name);
    expect((await rig.evictions(cordoned)).map((entry) => entry.name)).toEqual(['done']);
    expect((await podNames()).map((pod) => pod.replace(/-.*/, '')).sort()).toEqual([
      'logs',
      'skipped',
      'static',
    ]);
    await admin.apps.deleteNamespacedDaemonSet({ name: 'logs', namespace: 'default' });
  });

  it('whose DaemonSet is gone are evicted', async () => {
    kcm('SIGSTOP');
    try {
      await admin.core.createNamespacedPod({
        namespace: 'default',
        body: {
          metadata: {
            name: 'orphan',
            ownerReferences: [
              { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'gone', uid: 'gone', controller: true },
            ],
          },
          spec: { nodeName: name, containers: [{ name: 'main', image: 'simulated' }] },
        },
      });
      const cordoned = await rig.drain(name);
      await rig.emptied(name);
      expect((await rig.evictions(cordoned)).map((entry) => entry.name)).toEqual(['orphan']);
    } finally {
      kcm('SIGCONT');
    }
  });

  it('of a DaemonSet of another API group stay', async () => {
    kcm('SIGSTOP');
    try {
      const apiVersion = 'apps.kruise.io/v1alpha1';
      await admin.core.createNamespacedPod({
        namespace: 'default',
        body: {
          metadata: {
            name: 'advanced',
            ownerReferences: [{ apiVersion, kind: 'DaemonSet', name: 'logs', uid: 'logs', controller: true }],
          },
          spec: { nodeName: name, containers: [{ name: 'main', image: 'simulated' }] },
        },
      });
      const cordoned = await rig.drain(name);
      await rig.emptied(name);
      expect(await rig.evictions(cordoned)).toEqual([]);
      expect(await podNames()).toEqual(['advanced']);
    } finally {
      kcm('SIGCONT');
    }
  });

  it('that do not end are waited for, and not asked again', async () => {
    await admin.createPod({ name: 'stuck', stuck: true, gracePeriodSeconds: 1, ...here });
    const cordoned = await rig.drain(name);
    await rig.until(name, 'overdue', ({ message }) => message.includes('does not end'));
    expect(await rig.evictions(cordoned)).toHaveLength(1);
    await admin.core.patchNamespacedPod({
      name: 'stuck',
      namespace: 'default',
      body: [{ op: 'remove', path: '/metadata/labels/testing.mechanic.dev~1stuck' }],
    });
    await rig.emptied(name);
  });

  it('on a node whose kubelet is gone are said to be held by that, once it has been so for a minute', async () => {
    await admin.createPod({ name: 'stuck', stuck: true, ...here });
    await admin.setReady(name, false);
    await admin.setCondition(name, {
      type: 'Ready',
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: new Date(Date.now() - 52_000),
    });
    await waitFor('the cache to know', async () => (await rig.node(name)).ready === 'Unknown');
    await rig.drain(name);
    await rig.until(name, 'waiting', ({ message }) => message === 'waits for pods to end');
    const progress = await rig.until(name, 'held', ({ kubeletSilent }) => kubeletSilent === true);
    expect(progress.message).toBe(
      'default/stuck: cannot end, because the kubelet of its node does not answer',
    );
    expect(progress.podsLeft.map(({ state }) => state)).toEqual(['blocked']);
  });

  it('bound to the node just after the cordon are not overlooked', async () => {
    const cordoned = await rig.drain(name);
    await waitFor('a moment', () => Date.now() > cordoned.getTime() + 1_500);
    await bindPod('late');
    await rig.emptied(name);
    expect((await rig.evictions(cordoned)).map((entry) => entry.name)).toEqual(['late']);
    expect(await podNames()).toEqual([]);
  });

  it('that the settings keep are named and left alone', async () => {
    rig.settings = { ...defaultSettings.drain, unmanagedPods: 'block', emptyDirPods: 'block' };
    await admin.createPod({ name: 'bare', ...here });
    await admin.createWorkload({ name: 'cache', replicas: 1, emptyDir: true, ...here });
    await admin.createWorkload({ name: 'web', replicas: 1, ...here });
    await rig.drain(name);
    const progress = await rig.until(name, 'down to two pods', ({ podsLeft }) => podsLeft.length === 2);
    expect(progress.message).toMatch(/default\/bare: no controller .*default\/cache-.*: .*emptyDir/);
    expect((await podNames()).map((pod) => pod.replace(/-.*/, '')).sort()).toEqual(['bare', 'cache']);
  });

  it('get no more time to stop than is left', async () => {
    await admin.createPod({ name: 'slow', gracePeriodSeconds: 600, stopSeconds: 1, ...here });
    await admin.createPod({ name: 'quick', ...here });
    const cordoned = await rig.drain(name, { dueInMs: 60_000 });
    await rig.emptied(name);
    const asked = new Map((await rig.evictions(cordoned)).map((entry) => [entry.name, entry.requestObject]));
    expect(asked.get('quick')).not.toHaveProperty('deleteOptions.gracePeriodSeconds');
    expect(graceOf(asked.get('slow'))).toBeGreaterThan(50);
    expect(graceOf(asked.get('slow'))).toBeLessThanOrEqual(60);
  });

  it('of the cluster itself go after the others', async () => {
    await admin.createPod({ name: 'dns', priorityClassName: 'system-cluster-critical', ...here });
    await admin.createPod({ name: 'app', stopSeconds: 1, ...here });
    const cordoned = await rig.drain(name);
    await rig.emptied(name);
    const [first, second] = await rig.evictions(cordoned);
    expect([first?.name, second?.name]).toEqual(['app', 'dns']);
    expect((second?.receivedAt.getTime() ?? 0) - (first?.time.getTime() ?? 0)).toBeGreaterThan(900);
  });

  it('that tolerate the cordon come back three times, then the drain says so', async () => {
    const body = {
      metadata: { name: 'clingy' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'clingy' } },
        template: {
          metadata: { labels: { app: 'clingy' } },
          spec: {
            ...here,
            tolerations: [{ operator: 'Exists' }],
            containers: [{ name: 'main', image: 'simulated' }],
          },
        },
      },
    };
    await admin.apps.createNamespacedDeployment({ namespace: 'default', body });
    await untilRunning(2);
    const cordoned = await rig.drain(name);
    const progress = await rig.until(name, 'stuck', ({ state }) => state === 'stuck');
    // The other may just be on its way back: then one alone is left.
    expect(progress.message).toMatch(/default\/clingy-\S*( and 1 more)?: comes back/);
    expect((await rig.evictions(cordoned)).length).toBeLessThanOrEqual(8);
  });

  it('in a namespace that is being deleted are waited for', async () => {
    await admin.createNamespace('leaving');
    await admin.createPod({ name: 'app', namespace: 'leaving', ...here });
    await admin.createPod({ name: 'other', ...here });
    kcm('SIGSTOP');
    try {
      await admin.core.deleteNamespace({ name: 'leaving' });
      const cordoned = await rig.drain(name);
      await rig.until(
        name,
        'waiting',
        ({ message }) => message === 'leaving/app: its namespace is being deleted',
      );
      await rig.until(name, 'down to one pod', ({ podsLeft }) => podsLeft.length === 1);
      expect((await rig.evictions(cordoned)).map(({ code }) => code).sort()).toEqual([201, 403]);
      expect(rig.results).not.toContain('error');
    } finally {
      kcm('SIGCONT');
    }
    await rig.emptied(name);
  });
});

describe('an API server that takes only one eviction at a time', () => {
  it('is given the time it asks for, and no budget is blamed', async () => {
    await controlPlane.kubectl(['create', 'serviceaccount', 'mechanic']);
    await controlPlane.kubectl([
      'create',
      'clusterrolebinding',
      'mechanic',
      '--clusterrole=cluster-admin',
      '--serviceaccount=default:mechanic',
    ]);
    const token = (await controlPlane.kubectl(['create', 'token', 'mechanic'])).trim();
    const { server, caData } = controlPlane;
    const weak = await DrainRig.start(controlPlane, kubeConfig({ server, caData, user: 'mechanic', token }));
    try {
      await admin.createWorkload({ name: 'web', replicas: 30, ...here });
      await controlPlane.kubectl(['apply', '-f', '-'], oneEvictionAtATime);
      await waitFor('the rule to hold', async () =>
        (await controlPlane.kubectl(['get', 'flowschema', 'one-eviction', '-o', 'yaml'])).includes('Found'),
      );
      const cordoned = await weak.drain(name);
      const blamed: string[] = [];
      weak.drainer.onProgress(() =>
        blamed.push(
          ...[...weak.drainer.progress().values()].flatMap(({ podsLeft }) =>
            podsLeft.flatMap(({ budgets }) => budgets),
          ),
        ),
      );
      await weak.emptied(name, 60_000);
      const evictions = await weak.evictions(cordoned);
      const throttled = evictions.filter(({ code }) => code === 429);
      const seconds = (Date.now() - cordoned.getTime()) / 1_000;
      process.stderr.write(`30 pods: ${throttled.length} of ${evictions.length} throttled, ${seconds} s\n`);
      expect(throttled.length).toBeGreaterThan(0);
      expect(throttled.length).toBeLessThan(40);
      expect(weak.results.filter((result) => result === 'throttled')).toHaveLength(throttled.length);
      expect(blamed).toEqual([]);
    } finally {
      await weak.stop();
    }
  });
});

// API Priority and Fairness: what exceeds the share of its flow is answered with 429 and Retry-After.
const oneEvictionAtATime = `
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: { name: one-eviction }
spec:
  type: Limited
  limited: { nominalConcurrencyShares: 0, lendablePercent: 0, borrowingLimitPercent: 0, limitResponse: { type: Reject } }
---
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: { name: one-eviction }
spec:
  priorityLevelConfiguration: { name: one-eviction }
  matchingPrecedence: 2
  rules:
    - subjects: [{ kind: ServiceAccount, serviceAccount: { name: mechanic, namespace: default } }]
      resourceRules: [{ verbs: [create], apiGroups: [''], resources: [pods/eviction], namespaces: ['*'] }]
`;
