import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import { readManifests } from './manifest.ts';

const repository = join(import.meta.dirname, '..', '..');
const chart = join(repository, 'charts/mechanic');
const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
const report = 'mechanic.dev/report';

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
  const { items } = await controlPlane.cluster.core.listNamespacedPod({
    namespace: 'mechanic',
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

interface Attempt {
  readonly token: string;
  readonly node: string;
  readonly patch: object;
  readonly subresource?: string;
}

function patchNode({ token, node, patch, subresource }: Attempt): Promise<string> {
  const args = ['patch', 'node', node, '--type', 'merge', '--patch', JSON.stringify(patch), '--token', token];
  return kubectl(...args, ...(subresource === undefined ? [] : ['--subresource', subresource]));
}

async function settingsText(): Promise<string> {
  const map = await controlPlane.cluster.core.readNamespacedConfigMap({
    name: 'mechanic',
    namespace: 'mechanic',
  });
  return map.data?.['mechanic.yaml'] ?? '';
}

describe('installed into a namespace that enforces pod security "restricted"', () => {
  it('S89 runs a probe on tainted, spot, ARM and cordoned nodes, and none where its image cannot run', async () => {
    const expected = ['arm', 'cordoned', 'gpu', 'plain', 'spot'];
    await waitFor('the probes', async () => (await nodesOf('probe')).length >= expected.length);
    expect(await nodesOf('probe')).toEqual(expected);
  });

  it('runs two controllers on two nodes', async () => {
    const nodes = await waitFor('the controllers', async () => {
      const found = await nodesOf('controller');
      return found.length === 2 && !found.includes('nowhere') && found;
    });
    expect(new Set(nodes).size).toBe(2);
  });
});

describe('the admission policy', () => {
  let token: string;
  beforeAll(async () => {
    token = await probeToken('plain');
    await kubectl('annotate', 'node', 'plain', 'arm', 'someone=else', `${report}=before`, '--overwrite');
    await kubectl('label', 'node', 'plain', 'kept=yes');
    // A policy takes effect a moment after it was created.
    await waitFor('the policy to be in force', async () => {
      const outcome = await patchNode({ token, node: 'arm', patch: {} }).catch(String);
      return outcome.includes('own pod runs on');
    });
  });

  it('lets a probe write and remove the report on its own node', async () => {
    const write = (value: string | null): Promise<string> =>
      patchNode({ token, node: 'plain', patch: { metadata: { annotations: { [report]: value } } } });
    await expect(write('{"version":1}')).resolves.toContain('patched');
    await expect(write(null)).resolves.toContain('patched');
  });

  const own = (metadata: object): object => ({ metadata });
  it.each<[string, string, object]>([
    ['the report of another node', 'arm', own({ annotations: { [report]: '{}' } })],
    ['away the report of another node', 'arm', own({ annotations: { [report]: null } })],
    ['a label', 'plain', own({ labels: { kept: 'no' } })],
    ['away a label', 'plain', own({ labels: { kept: null } })],
    ['another annotation', 'plain', own({ annotations: { someone: 'me' } })],
    ['away another annotation', 'plain', own({ annotations: { someone: null } })],
    ['a new annotation', 'plain', own({ annotations: { 'mechanic.dev/ignore': 'true' } })],
    ['mechanic’s record', 'plain', own({ annotations: { 'mechanic.dev/maintenance': '{}' } })],
    ['an approval', 'plain', own({ annotations: { 'mechanic.dev/acknowledge': 'x' } })],
    [
      'another annotation under cover of a report',
      'plain',
      own({ annotations: { [report]: '{}', someone: 'me' } }),
    ],
    ['a finalizer', 'plain', own({ finalizers: ['example.com/stuck'] })],
    [
      'an owner',
      'plain',
      own({ ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'arm', uid: 'x' }] }),
    ],
    ['unschedulable', 'plain', { spec: { unschedulable: true } }],
    ['a taint', 'plain', { spec: { taints: [{ key: 'a', effect: 'NoExecute' }] } }],
    ['the provider id', 'plain', { spec: { providerID: 'azure:///other' } }],
    ['a report without end', 'plain', own({ annotations: { [report]: 'x'.repeat(65_537) } })],
  ])('does not let a probe write %s', async (_, node, patch) => {
    await expect(patchNode({ token, node, patch })).rejects.toThrow(/forbidden|denied/);
  });

  it('does not let a probe write the status of its node', async () => {
    const attempt = { token, node: 'plain', patch: { status: { conditions: [] } }, subresource: 'status' };
    await expect(patchNode(attempt)).rejects.toThrow('forbidden');
  });

  it('does not let a probe delete or create a Node, or read anything else', async () => {
    const forbidden = /[Ff]orbidden/;
    await expect(kubectl('delete', 'node', 'plain', '--token', token)).rejects.toThrow(forbidden);
    await expect(kubectl('get', 'nodes', '--token', token)).rejects.toThrow(forbidden);
    await expect(kubectl('get', 'pods', '-A', '--token', token)).rejects.toThrow(forbidden);
    await expect(kubectl('get', 'secrets', '-A', '--token', token)).rejects.toThrow(forbidden);
  });

  it('lets nobody use the account of the probe without the token of a pod', async () => {
    const unbound = (await kubectl('create', 'token', 'mechanic-probe', '-n', 'mechanic')).trim();
    const patch = { metadata: { annotations: { [report]: '{}' } } };
    await expect(patchNode({ token: unbound, node: 'plain', patch })).rejects.toThrow('own pod runs on');
  });

  it('does not stand in the way of others', async () => {
    await expect(kubectl('label', 'node', 'plain', 'kept=still', '--overwrite')).resolves.toContain(
      'labeled',
    );
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
