import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import { readManifests } from './manifest.ts';
import { type Reply, TokenClient } from './token-client.ts';

const repository = join(import.meta.dirname, '..', '..');
const chart = join(repository, 'charts/mechanic');
const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };

let controlPlane: ControlPlane;
const kubectl = (...args: string[]): Promise<string> => controlPlane.kubectl(args);
const helm = (...args: string[]): Promise<string> => controlPlane.helm([...args, '--namespace', 'mechanic']);

beforeAll(async () => {
  controlPlane = await ControlPlane.start({
    audit: false,
    stages: [join(import.meta.dirname, 'pods.yaml')],
  });
  await controlPlane.cluster.createNodes([
    { name: 'plain' },
    {
      name: 'spot',
      taints: [{ key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' }],
    },
    { name: 'gpu', taints: [{ key: 'sku', value: 'gpu', effect: 'NoExecute' }] },
    { name: 'arm', labels: { 'kubernetes.io/arch': 'arm64' } },
    { name: 'cordoned', unschedulable: true },
    { name: 'windows', labels: { 'kubernetes.io/os': 'windows' } },
    { name: 'virtual', labels: { type: 'virtual-kubelet' } },
  ]);
  await controlPlane.cluster.createNamespace('mechanic', restricted);
  await helm('install', 'mechanic', chart);
});
afterAll(() => controlPlane.stop());

async function nodesOf(component: string): Promise<string[]> {
  const { items } = await controlPlane.cluster.core.listPodForAllNamespaces({
    labelSelector: `app.kubernetes.io/component=${component}`,
  });
  return items.map(({ spec }) => spec?.nodeName ?? 'nowhere').sort();
}

/** A token as the kubelet gives it to the probe on this node. */
async function probeToken(node: string): Promise<string> {
  const pod = await waitFor(`the probe on ${node}`, async () => {
    const { items } = await controlPlane.cluster.core.listNamespacedPod({
      namespace: 'mechanic',
      labelSelector: 'app.kubernetes.io/component=probe',
      fieldSelector: `spec.nodeName=${node}`,
    });
    return items[0]?.metadata?.name;
  });
  const bound = ['--bound-object-kind', 'Pod', '--bound-object-name', pod];
  return (await kubectl('create', 'token', 'mechanic-probe', '-n', 'mechanic', ...bound)).trim();
}

async function settingsText(): Promise<string> {
  const map = await controlPlane.cluster.core.readNamespacedConfigMap({
    name: 'mechanic',
    namespace: 'mechanic',
  });
  return map.data?.['mechanic.yaml'] ?? '';
}

describe('installed into a namespace that enforces pod security "restricted"', () => {
  it('runs a probe on tainted, spot, ARM and cordoned nodes, and none where its image cannot run', async () => {
    const expected = ['arm', 'cordoned', 'gpu', 'plain', 'spot'];
    await waitFor('the probes', async () => (await nodesOf('probe')).length >= expected.length);
    expect(await nodesOf('probe')).toEqual(expected);
  });

  it('runs two controllers on two nodes, though no node names its zone', async () => {
    const nodes = await waitFor('the controllers', async () => {
      const found = await nodesOf('controller');
      return found.length === 2 && !found.includes('nowhere') && found;
    });
    expect(new Set(nodes).size).toBe(2);
  });
});

describe('the roles', () => {
  const reads = ['nodes', 'nodes/plain', 'pods', 'secrets', 'configmaps', 'namespaces/mechanic/configmaps'];

  it.each(reads)('let a probe read no %s', async (what) => {
    const probe = new TokenClient(controlPlane, await probeToken('plain'));
    const { code, message } = await probe.send({ method: 'GET', path: `/api/v1/${what}` });
    expect([code, message]).toEqual([403, expect.stringContaining('forbidden')]);
  });

  it('let a probe read its own node by a patch without content, and no other', async () => {
    const probe = new TokenClient(controlPlane, await probeToken('plain'));
    const read = (node: string): Promise<Reply> =>
      probe.send({ path: `/api/v1/nodes/${node}?dryRun=All`, body: {} });
    await waitFor('the policy to be in force', async () => (await read('arm')).code === 403);
    expect((await read('plain')).code).toBe(200);
  });
});

describe('settings in the ConfigMap', () => {
  const paused = 'maxConcurrentDrains: 0 # emergency\n';
  const upgrade = (...args: string[]): Promise<string> =>
    helm('upgrade', 'mechanic', chart, '--reset-values', ...args);

  it('are those of the values', async () => {
    expect(await settingsText()).toBe('maxConcurrentDrains: 1\nmaxUnavailable: 50%\n');
  });

  it('keep an edit by kubectl through an upgrade of something else', async () => {
    const patch = JSON.stringify({ data: { 'mechanic.yaml': paused } });
    await kubectl('patch', 'configmap', 'mechanic', '-n', 'mechanic', '--type', 'merge', '--patch', patch);
    await upgrade('--set', 'log.level=debug');
    expect(await settingsText()).toBe(paused);
  });

  it('refuse to replace an edit by other values, unless told to', async () => {
    const other = ['--set', 'settings.maxConcurrentDrains=2'];
    await expect(upgrade(...other)).rejects.toThrow('conflict');
    expect(await settingsText()).toBe(paused);
    await upgrade(...other, '--force-conflicts');
    expect(await settingsText()).toContain('maxConcurrentDrains: 2');
  });
});

describe('uninstalled', () => {
  it('leaves nothing of its own in the cluster', async () => {
    await helm('uninstall', 'mechanic', '--wait');
    const kinds =
      'all,configmap,serviceaccount,role,rolebinding,clusterrole,clusterrolebinding,pdb,networkpolicy,' +
      'validatingadmissionpolicy,validatingadmissionpolicybinding';
    const left = (): Promise<string> =>
      kubectl('get', kinds, '-A', '-l', 'app.kubernetes.io/name=mechanic', '-o', 'name');
    await waitFor('everything to be gone', async () => (await left()) === '');
    expect(await left()).toBe('');
    await kubectl('delete', 'namespace', 'mechanic');
  });
});

describe('without helm', () => {
  it.each([
    ['the static manifest', ['-f', 'config/static/mechanic.yaml']],
    ['kustomize', ['-k', 'config/default']],
    ['a kustomize overlay', ['-k', 'config/samples/patched']],
    ['an overlay for another namespace', ['-k', 'config/samples/namespace']],
  ])('%s installs with kubectl alone, and can be taken away again', async (_, source) => {
    const from = [source[0] ?? '', join(repository, source[1] ?? '')];
    await kubectl('apply', ...from);
    await waitFor('the probes', async () => (await nodesOf('probe')).length === 5);
    await kubectl('delete', '--wait', ...from);
    expect(await kubectl('get', 'clusterrole', '-l', 'app.kubernetes.io/name=mechanic', '-o', 'name')).toBe(
      '',
    );
  });

  it('an overlay changes images and settings', async () => {
    const text = await kubectl('kustomize', join(repository, 'config/samples/patched'));
    expect(text.match(/image: example\.azurecr\.io\/platform\/mechanic-(controller|probe):/g)).toHaveLength(
      2,
    );
    const settings = readManifests(text).find(({ kind }) => kind === 'ConfigMap');
    expect(JSON.stringify(settings)).toContain("maxConcurrentDrains: '10%'");
  });
});
