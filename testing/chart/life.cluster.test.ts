import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '../controlplane/index.ts';
import { installEvictionAutoscalers } from '../scenarios/eviction-autoscaler.ts';
import { scaleSetNode } from '../scenarios/fleet.ts';
import { httpUrl } from '../scenarios/installation.ts';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { hold } from '../scenarios/workloads.ts';
import { describeGrant, grants, isUsed } from './granted.ts';
import { readManifests } from './manifest.ts';

const repository = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b, c] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above

let mechanic: MechanicCluster;
beforeAll(async () => {
  mechanic = await MechanicCluster.start({ fleet, settings: { drain: { onDeadline: 'delete' } } });
});
afterAll(() => mechanic.stop());

/** The commands of a page that stand below this marker. */
function documented(page: string, marker: string): string {
  const text = readFileSync(join(repository, 'docs', page), 'utf8');
  const block = new RegExp(`<!-- tested: ${marker} -->\\n\`\`\`sh\\n([^]*?)\`\`\``).exec(text)?.[1];
  if (block === undefined) throw new Error(`${page}: no commands are marked "tested: ${marker}"`);
  return block;
}

/** Runs commands as a user of this cluster would, with kubectl and helm in the PATH. */
async function shell(script: string): Promise<void> {
  const { tools, kubeconfigPath, dataDir } = mechanic.controlPlane;
  const bin = join(dataDir, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const tool of ['kubectl', 'helm'] as const) copyFileSync(await tools.path(tool), join(bin, tool));
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}`, HOME: dataDir, KUBECONFIG: kubeconfigPath };
  await run('/bin/sh', ['-euc', script], { env });
}

function leases(): Promise<string> {
  return mechanic.controlPlane.kubectl(['get', 'leases', '--namespace', 'mechanic', '--output', 'name']);
}

function histories(): Promise<string> {
  const { controlPlane } = mechanic;
  const name = 'metadata.name=mechanic-history';
  return controlPlane.kubectl([
    'get',
    'configmaps',
    '-n',
    'mechanic',
    '--field-selector',
    name,
    '-o',
    'name',
  ]);
}

function helm(...args: string[]): Promise<string> {
  return mechanic.controlPlane.helm([...args, '--namespace', 'mechanic']);
}

describe('an installation', () => {
  it('passes helm test', async () => {
    const leader = await mechanic.installation.leader();
    // No service network here: the address of a pod stands for the Service.
    await mechanic.installation.upgrade({ helmTest: { url: httpUrl(leader, '') } });
    await expect(helm('test', 'mechanic')).resolves.toMatch(/Phase:\s+Succeeded/);
  });

  it('fails helm test when nobody answers, and says so', async () => {
    await mechanic.installation.upgrade({ helmTest: { url: 'http://127.0.0.1:9', timeoutSeconds: 1 } });
    await expect(helm('test', 'mechanic')).rejects.toThrow(/mechanic-test/);
    // It stays for whoever wants to read its log.
    await mechanic.controlPlane.kubectl(['delete', 'pod', 'mechanic-test', '-n', 'mechanic']);
  });
});

describe('a node cordoned by the original mechanic', () => {
  const cordonAsTheOriginalDoes = async (name: string): Promise<void> => {
    // Label and cordon in one write: that is what makes the cordon its own.
    const left = { metadata: { labels: { 'mechanic.cordoned': 'true' } }, spec: { unschedulable: true } };
    await mechanic.controlPlane.kubectl(['patch', 'node', name, '--type=merge', '-p', JSON.stringify(left)]);
  };

  it('is uncordoned when its event is over already', async () => {
    await cordonAsTheOriginalDoes(b);
    await mechanic.untilIdle(b);
  });

  it('is drained while its event lasts, and uncordoned afterwards', async () => {
    const event = mechanic.schedule(b, 'Redeploy');
    await mechanic.untilReported(b);
    await cordonAsTheOriginalDoes(b);
    await mechanic.untilDrained(b);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(b);
  });

  it('stays as it is when a person cordoned it', async () => {
    await mechanic.setUnschedulable(c, true);
    await mechanic.settled();
    expect((await mechanic.node(c)).unschedulable).toBe(true);
    await mechanic.setUnschedulable(c, false);
  });
});

/** `settle` asks for these only while another node waits, and the history is read again only after a conflict. */
const rarelyUsed: ReadonlySet<string> = new Set([
  'mechanic-controller may get replicasets',
  'mechanic-controller may get statefulsets',
  'mechanic-controller may get replicationcontrollers',
  'mechanic-controller may get configmaps in mechanic',
]);

describe('the permissions', () => {
  it('are all used', async () => {
    // What the tests above have not done: an ordinary pod, a DaemonSet's, one whose budget gives way only to the
    // deadline, settings that are refused, volumes of a pod that left and of one that stays, and Deployments of one replica:
    // behind a budget, and with an autoscaler.
    await mechanic.controlPlane.kubectl(['apply', '-f', '-'], daemonSet);
    await mechanic.cluster.createWorkload({ name: 'web', replicas: 1, nodeSelector: { agentpool: 'user' } });
    const [pod] = (
      await mechanic.cluster.core.listNamespacedPod({ namespace: 'default', labelSelector: 'app=web' })
    ).items;
    const node = pod?.spec?.nodeName ?? '';
    const held = await hold(mechanic, node);
    await mechanic.installation.writeSettings('maxConcurrentDrains: many');
    await mechanic.installation.configure({});
    await mechanic.controlPlane.kubectl(['apply', '-f', '-'], volumesOn(node));
    const event = mechanic.schedule(node, 'Redeploy', { noticeMs: 12_000 });
    await mechanic.untilDrained(node);
    await held.release();
    await mechanic.controlPlane.kubectl(['delete', '-f', '-'], volumesOn(node));
    mechanic.imds.finish(event);
    await mechanic.untilIdle(node);
    await installEvictionAutoscalers(mechanic.controlPlane);
    const pool = { nodeSelector: { agentpool: 'user' }, replicas: 1 };
    await mechanic.cluster.createWorkload({ ...pool, name: 'kept', budget: { minAvailable: 1 } });
    await mechanic.cluster.createWorkload({ ...pool, name: 'scaled' });
    const autoscale = [
      'autoscale',
      'deployment',
      'scaled',
      '--min',
      '1',
      '--max',
      '3',
      '--cpu-percent',
      '80',
    ];
    await mechanic.controlPlane.kubectl(autoscale);
    await mechanic.installation.configure({ maxConcurrentDrains: 3 });
    const events = [a, b, c].map((name) => mechanic.schedule(name, 'Redeploy', { noticeMs: 100_000 }));
    await mechanic.eventually('the scale and the autoscalers to be asked for', async () => {
      const user = 'system:serviceaccount:mechanic:mechanic-controller';
      const requests = await mechanic.controlPlane.auditLog.entries({ user });
      const asked = requests
        .filter(({ code }) => code < 400)
        .map(({ verb, resource, subresource }) => `${verb} ${resource}/${subresource}`);
      return [
        'patch deployments/scale',
        'patch horizontalpodautoscalers/',
        'list evictionautoscalers/',
      ].every((one) => asked.includes(one));
    });
    for (const id of events) mechanic.imds.finish(id);
    for (const name of [a, b, c]) await mechanic.untilIdle(name, { timeout: 60_000 });
    await mechanic.installation.configure({});

    const rendered = await helm('get', 'manifest', 'mechanic');
    const requests = await mechanic.controlPlane.auditLog.entries();
    const unused = grants(readManifests(rendered)).filter((grant) => !isUsed(grant, requests));
    expect(unused.map(describeGrant).filter((grant) => !rarelyUsed.has(grant))).toEqual([]);
  });
});

describe('uninstalled as the manual says', () => {
  it('gives back the nodes that are its own, and leaves no trace', async () => {
    // No node is left for a successor: what would wait for one goes first.
    await mechanic.controlPlane.kubectl(['delete', 'deployment', '--all']);
    await mechanic.installation.configure({ maxConcurrentDrains: 3, maxUnavailable: '100%' });
    await mechanic.setUnschedulable(c, true);
    for (const node of [a, b, c]) mechanic.schedule(node, 'Reboot');
    for (const node of [a, b, c]) await mechanic.untilDrained(node);
    expect(await leases()).not.toBe('');
    expect(await histories()).not.toBe('');
    await shell(documented('operations.md', 'uninstall'));
    expect(await mechanic.cluster.cordonedNodes()).toEqual([c]);
    for (const { node, labelled, waiting } of await mechanic.states()) {
      expect(
        Object.keys(node.metadata?.annotations ?? {}).filter((key) => key.startsWith('mechanic.')),
      ).toEqual([]);
      expect([labelled, waiting]).toEqual([false, false]);
    }
    const { items } = await mechanic.cluster.core.listNamespacedPod({ namespace: 'mechanic' });
    expect(items.filter(({ metadata }) => metadata?.deletionTimestamp === undefined)).toEqual([]);
    await waitFor('the lease to be gone', async () => (await leases()) === '');
    await waitFor('the history to be gone', async () => (await histories()) === '');
  });
});

/** One volume of a pod that left, and one of a pod that stays. */
function volumesOn(node: string): string {
  const attachment = (volume: string): object => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: volume },
    spec: { attacher: 'disk.csi.azure.com', nodeName: node, source: { persistentVolumeName: volume } },
  });
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: '',
      volumeName: 'pv-stays',
      resources: { requests: { storage: '1Gi' } },
    },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'stays', namespace: 'default', annotations: { 'mechanic.dev/drain': 'leave' } },
    spec: {
      nodeName: node,
      containers: [{ name: 'main', image: 'simulated' }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    },
  };
  const items = [attachment('pv-stays'), attachment('pv-left'), claim, pod];
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

const daemonSet = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: default }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      tolerations: [{ operator: Exists }]
      containers: [{ name: main, image: simulated }]
`;
