import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import { type Attempt, type Reply, TokenClient } from './token-client.ts';

const repository = join(import.meta.dirname, '..', '..');
const chart = join(repository, 'charts/mechanic');
const report = 'mechanic.dev/report';
const maintenance = 'mechanic.dev/maintenance';

let controlPlane: ControlPlane;
const kubectl = (args: readonly string[], input?: string): Promise<string> =>
  controlPlane.kubectl(args, input);

beforeAll(async () => {
  // Nothing has to run here: nodes and pods are only written about.
  controlPlane = await ControlPlane.start({ components: ['kube-controller-manager'], audit: false });
  for (const name of ['own', 'other']) await makeNode(name);
});
afterAll(() => controlPlane.stop());

async function makeNode(name: string): Promise<void> {
  const metadata = { name, labels: { kept: 'yes' }, annotations: { someone: 'else', [report]: 'before' } };
  const spec = { podCIDR: '10.0.0.0/24', taints: [{ key: 'theirs', effect: 'NoSchedule' }] };
  await controlPlane.cluster.core.createNode({ body: { metadata, spec } });
  await controlPlane.cluster.setCondition(name, {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: '',
  });
}

/** How mechanic may have come into the cluster, and the namespace in which it then is. */
interface Source {
  readonly namespace: string;
  readonly account: (component: string) => string;
  readonly install: () => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
}

const plain = (component: string): string => `mechanic-${component}`;

function kustomized(namespace: string, directory: () => string, account = plain): Source {
  return {
    namespace,
    account,
    install: () => kubectl(['apply', '-k', directory()]),
    remove: () => kubectl(['delete', '--wait', '-k', directory()]),
  };
}

/** An overlay as somebody writes it who has not read how ours does. */
function overlay(content: string): string {
  const directory = join(controlPlane.dataDir, 'overlay');
  mkdirSync(directory, { recursive: true });
  const base = relative(directory, join(repository, 'config/default'));
  writeFileSync(join(directory, 'kustomization.yaml'), `resources: ['${base}']\n${content}\n`);
  return directory;
}

const helm = (...args: string[]): Promise<string> => controlPlane.helm([...args, '--namespace', 'mechanic']);

const sources: Readonly<Record<string, Source>> = {
  'by helm': {
    namespace: 'mechanic',
    account: plain,
    install: () => helm('install', 'mechanic', chart, '--create-namespace'),
    remove: () => helm('uninstall', 'mechanic', '--wait'),
  },
  'by the overlay for another namespace': kustomized('platform', () =>
    join(repository, 'config/samples/namespace'),
  ),
  'by an overlay of two words': kustomized('elsewhere', () => overlay('namespace: elsewhere')),
  'by an overlay that renames': kustomized(
    'renamed',
    () => overlay('namespace: renamed\nnamePrefix: my-\nnameSuffix: -v2'),
    (component) => `my-mechanic-${component}-v2`,
  ),
};

/** May do everything, were it not for the policies. */
async function empower(account: string, namespace: string): Promise<void> {
  const subject = `--serviceaccount=${namespace}:${account}`;
  await kubectl(['create', 'clusterrolebinding', `${account}-all`, '--clusterrole=cluster-admin', subject]);
}

async function token(account: string, namespace: string, ...bound: string[]): Promise<TokenClient> {
  const text = await kubectl(['create', 'token', account, '-n', namespace, ...bound]);
  return new TokenClient(controlPlane, text.trim());
}

/** A token as the kubelet of a node gives it to the probe there. */
async function probeToken({ account, namespace }: Source, nodeName: string): Promise<TokenClient> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `probe-on-${nodeName}`, namespace },
    spec: {
      nodeName,
      serviceAccountName: account('probe'),
      terminationGracePeriodSeconds: 0,
      tolerations: [{ operator: 'Exists' }],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'probe',
          image: 'any',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
  await waitFor('the pod to be accepted', () => kubectl(['apply', '-f', '-'], JSON.stringify(pod)));
  const bound = ['--bound-object-kind', 'Pod', '--bound-object-name', pod.metadata.name];
  return token(account('probe'), namespace, ...bound);
}

const node = (name: string, body: object, more: Partial<Attempt> = {}): Attempt => ({
  path: `/api/v1/nodes/${name}`,
  body,
  ...more,
});
const own = (metadata: object, more: Partial<Attempt> = {}): Attempt => node('own', { metadata }, more);
const json = (...operations: object[]): Attempt =>
  node('own', operations, { type: 'application/json-patch+json' });
const status = (body: object): Attempt => ({
  path: '/api/v1/nodes/own/status',
  body: { status: body },
  type: 'application/strategic-merge-patch+json',
});
const entry = {
  manager: 'x',
  operation: 'Apply',
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:spec': { 'f:taints': {} } },
};

/** By both, and by nobody who is not them. */
const neither: Readonly<Record<string, Attempt>> = {
  'away another annotation': own({ annotations: { someone: null } }),
  'another annotation': own({ annotations: { someone: 'me' } }),
  'the user’s wish to be left alone': own({ annotations: { 'mechanic.dev/ignore': 'true' } }),
  'a request for a drain': own({ annotations: { 'mechanic.dev/request': '{}' } }),
  'a label': own({ labels: { kept: 'no' } }),
  'away a label': own({ labels: { kept: null } }),
  'a finalizer': own({ finalizers: ['example.com/stuck'] }),
  'an owner': own({ ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'other', uid: 'x' }] }),
  'a name to generate from': own({ generateName: 'x' }),
  'the provider id': node('own', { spec: { providerID: 'azure:///other' } }),
  'a taint of another key': json({
    op: 'add',
    path: '/spec/taints/-',
    value: { key: 'a', effect: 'NoExecute' },
  }),
  'away a taint of others': node('own', { spec: { taints: null } }),
  'the clearing of who manages fields': own({ managedFields: [{}] }),
  'no managers of fields under cover': own({
    managedFields: [{}],
    annotations: { [maintenance]: '1', [report]: '1' },
  }),
  'a condition of the kubelet': status({ conditions: [{ type: 'Ready', status: 'False' }] }),
  'away a condition of the kubelet': status({ conditions: [{ type: 'Ready', $patch: 'delete' }] }),
  'its images': status({ images: [{ names: ['evil'] }] }),
  'the deletion of a node': { method: 'DELETE', path: '/api/v1/nodes/other' },
  'a new node': {
    method: 'POST',
    path: '/api/v1/nodes',
    body: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'new' } },
  },
};

const notByProbe: Readonly<Record<string, Attempt>> = {
  ...neither,
  'the report of another node': node('other', { metadata: { annotations: { [report]: '{}' } } }),
  'away the report of another node': node('other', { metadata: { annotations: { [report]: null } } }),
  'nothing to another node, to read it': node('other', {}),
  'nothing to another node in a dry run': node('other', {}, { path: '/api/v1/nodes/other?dryRun=All' }),
  'mechanic’s record': own({ annotations: { [maintenance]: '{}' } }),
  'an approval': own({ annotations: { 'mechanic.dev/acknowledge': 'x' } }),
  'another annotation under cover of a report': own({ annotations: { [report]: '{}', someone: 'me' } }),
  unschedulable: node('own', { spec: { unschedulable: true } }),
  'a report of too many characters': own({ annotations: { [report]: 'x'.repeat(65_537) } }),
  'a report of few characters and many bytes': own({ annotations: { [report]: '😀'.repeat(16_385) } }),
  'a manager out of the list': json({ op: 'remove', path: '/metadata/managedFields/0' }),
  'another name of a manager': json({
    op: 'replace',
    path: '/metadata/managedFields/0/manager',
    value: 'me',
  }),
  'other fields of a manager': json({
    op: 'replace',
    path: '/metadata/managedFields/0/fieldsV1',
    value: { 'f:metadata': {} },
  }),
  'a manager that does not exist': json({ op: 'add', path: '/metadata/managedFields/-', value: entry }),
  'a condition of maintenance': status({ conditions: [{ type: 'Drained', status: 'True' }] }),
};

const notByController: Readonly<Record<string, Attempt>> = {
  ...neither,
  'a report': own({ annotations: { [report]: '{}' } }),
  'away a report': own({ annotations: { [report]: null } }),
  'its own taint with an effect that evicts': json({
    op: 'add',
    path: '/spec/taints/-',
    value: { key: maintenance, effect: 'NoExecute' },
  }),
  'a label by way of the status': {
    path: '/api/v1/nodes/own/status',
    body: { metadata: { labels: { kept: 'no' } } },
  },
};

const ownTaints = [maintenance, 'node.kubernetes.io/out-of-service'];

const byController: Readonly<Record<string, Attempt>> = {
  'the cordon and its record in one': node('own', {
    metadata: { annotations: { [maintenance]: '{}' } },
    spec: { unschedulable: true },
  }),
  'its label': own({ labels: { 'mechanic.cordoned': 'true' } }),
  'the label for load balancers': own({
    labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' },
  }),
  'an approval': own({ annotations: { 'mechanic.dev/acknowledge': 'x' } }),
  'its taint': json({
    op: 'add',
    path: '/spec/taints/-',
    value: { key: maintenance, effect: 'PreferNoSchedule' },
  }),
  'the taint of a node that is out of service': json({
    op: 'add',
    path: '/spec/taints/-',
    value: { key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' },
  }),
  'the conditions of maintenance': status({
    conditions: ['MaintenancePlanned', 'DrainInProgress', 'Drained', 'MaintenanceInProgress'].map((type) => ({
      type,
      status: 'True',
    })),
  }),
  'all of it away again': node('own', {
    metadata: {
      annotations: { [maintenance]: null, 'mechanic.dev/acknowledge': null },
      labels: { 'mechanic.cordoned': null, 'node.kubernetes.io/exclude-from-external-load-balancers': null },
    },
    spec: { unschedulable: null },
  }),
};

describe.each(Object.keys(sources))('installed %s', (key) => {
  const source = sources[key] ?? fail();
  let probe: TokenClient;
  let controller: TokenClient;

  beforeAll(async () => {
    await source.install();
    for (const component of ['probe', 'controller']) {
      await empower(source.account(component), source.namespace);
    }
    probe = await probeToken(source, 'own');
    controller = await token(source.account('controller'), source.namespace);
    // A policy takes effect a moment after it was created.
    const inForce = async (client: TokenClient): Promise<boolean> =>
      (await client.send(own({ labels: { kept: 'no' } }, { path: '/api/v1/nodes/own?dryRun=All' }))).code ===
      403;
    await waitFor('the policy of the probe', () => inForce(probe));
    await waitFor('the policy of the controller', () => inForce(controller));
  });

  afterAll(async () => {
    for (const component of ['probe', 'controller']) {
      await kubectl(['delete', 'clusterrolebinding', `${source.account(component)}-all`]);
    }
    await kubectl(['delete', 'pod', 'probe-on-own', '-n', source.namespace]);
    await source.remove();
  });

  // jest types its matchers as any.
  const message: unknown = expect.stringContaining('ValidatingAdmissionPolicy');
  const refused = { code: 403, message };

  it.each(Object.entries(notByProbe))('does not let a probe write %s', async (_, attempt) => {
    expect(await probe.send(attempt)).toEqual(refused);
  });

  it.each(Object.entries(notByController))('does not let the controller write %s', async (_, attempt) => {
    expect(await controller.send(attempt)).toEqual(refused);
  });

  it('lets a probe read its own node, and write and remove the report there', async () => {
    for (const value of ['{}', '😀'.repeat(16_384), null, '{}']) {
      const attempts = [own({ annotations: { [report]: value } }), node('own', {})];
      for (const attempt of attempts) expect((await probe.send(attempt)).code).toBe(200);
    }
  });

  it('lets a probe put its report back in place of what somebody else wrote', async () => {
    await kubectl(['annotate', 'node', 'own', `${report}=theirs`, '--overwrite']);
    const path = '/api/v1/nodes/own?fieldManager=mechanic-probe';
    expect((await probe.send(own({ annotations: { [report]: 'ours' } }, { path }))).code).toBe(200);
  });

  it.each(Object.entries(byController))('lets the controller write %s', async (_, attempt) => {
    expect(await controller.send(attempt)).toEqual({ code: 200, message: '' });
  });

  it('lets the controller take its own taints off again', async () => {
    const outcome = await waitFor('no change in between', async () => {
      const { metadata, spec } = await controlPlane.cluster.core.readNode({ name: 'own' });
      const taints = spec?.taints?.filter(({ key: taint }) => !ownTaints.includes(taint));
      const resourceVersion = metadata?.resourceVersion;
      const reply = await controller.send(node('own', { metadata: { resourceVersion }, spec: { taints } }));
      return reply.code !== 409 && reply;
    });
    expect(outcome).toEqual({ code: 200, message: '' });
  });

  it('lets the controller evict, but delete nothing', async () => {
    const pod = `/api/v1/namespaces/${source.namespace}/pods/probe-on-own`;
    expect(await controller.send({ method: 'DELETE', path: pod })).toEqual(refused);
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'probe-on-own' } };
    const dryRun = `${pod}/eviction?dryRun=All`;
    expect((await controller.send({ method: 'POST', path: dryRun, body })).code).toBe(201);
  });

  it('lets the controller create no lease but its own', async () => {
    const create = (name: string): Promise<Reply> =>
      controller.send({
        method: 'POST',
        path: `/apis/coordination.k8s.io/v1/namespaces/${source.namespace}/leases?dryRun=All`,
        body: { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name } },
      });
    expect(await create('another')).toEqual(refused);
    expect((await create('mechanic-controller')).code).toBe(201);
  });

  it('lets the controller create no ConfigMap but that of its history', async () => {
    const create = (name: string): Promise<Reply> =>
      controller.send({
        method: 'POST',
        path: `/api/v1/namespaces/${source.namespace}/configmaps?dryRun=All`,
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
      });
    expect(await create('another')).toEqual(refused);
    expect((await create('mechanic-history')).code).toBe(201);
  });

  it('lets nobody use the account of the probe without the token of a pod', async () => {
    const unbound = await token(source.account('probe'), source.namespace);
    expect(await unbound.send(own({ annotations: { [report]: '{}' } }))).toEqual(refused);
  });

  it('does not stand in the way of others', async () => {
    await expect(kubectl(['label', 'node', 'own', 'kept=yes', '--overwrite'])).resolves.toContain('own');
  });
});

describe('installed with leave to delete pods', () => {
  const source = sources['by helm'] ?? fail();
  beforeAll(() => helm('install', 'mechanic', chart, '--create-namespace', '--set', 'rbac.deletePods=true'));
  afterAll(() => source.remove());

  it('lets the controller delete a pod by its UID alone', async () => {
    await probeToken(source, 'own');
    const pod = { name: 'probe-on-own', namespace: source.namespace };
    const uid = (await controlPlane.cluster.core.readNamespacedPod(pod)).metadata?.uid;
    const controller = await token(source.account('controller'), source.namespace);
    const attempt = {
      method: 'DELETE',
      path: `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}`,
    } as const;
    // Before the policy is in force the attempt would succeed: none that is made to wait for it may delete anything.
    const dry = { ...attempt, path: `${attempt.path}?dryRun=All` };
    await waitFor('the policy', async () => (await controller.send(dry)).message.includes('UID'));
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } };
    expect(await controller.send({ ...attempt, body })).toEqual({ code: 200, message: '' });
  });

  it('lets a probe write its first report to a node that more than ten programs manage', async () => {
    await makeNode('busy');
    for (let index = 0; index < 12; index += 1) {
      const args = ['label', 'node', 'busy', `label-${index}=x`, '--field-manager', `program-${index}`];
      await kubectl(args);
    }
    const probe = await probeToken(source, 'busy');
    await waitFor('the policy', async () => (await probe.send(node('other', {}))).message.includes('Policy'));
    expect(await probe.send(node('busy', { metadata: { annotations: { [report]: 'first' } } }))).toEqual({
      code: 200,
      message: '',
    });
  });
});

describe('a Deployment and its autoscaler', () => {
  const source = sources['by helm'] ?? fail();
  let controller: TokenClient;
  const deployments = '/apis/apps/v1/namespaces/default/deployments/web';
  const autoscalers = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/web';
  const patch = (path: string, body: object): Attempt => ({ method: 'PATCH', path, body });
  const scale = (replicas: number): Attempt => patch(`${deployments}/scale`, { spec: { replicas } });
  const least = (minReplicas: number): Attempt => patch(autoscalers, { spec: { minReplicas } });

  beforeAll(async () => {
    await source.install();
    await kubectl(['create', 'deployment', 'web', '--image', 'any', '--replicas', '2']);
    await kubectl(['autoscale', 'deployment', 'web', '--min', '1', '--max', '9', '--cpu-percent', '80']);
    await empower(source.account('controller'), source.namespace);
    controller = await token(source.account('controller'), source.namespace);
    // Before the policy is in force the attempt succeeds, and must change nothing.
    const dry = { ...scale(7), path: `${deployments}/scale?dryRun=All` };
    await waitFor('the policy', async () => (await controller.send(dry)).message.includes('Policy'));
  });
  afterAll(() => source.remove());

  it('are given one replica more by the controller, and back, through the scale alone', async () => {
    expect((await controller.send(scale(3))).code).toBe(200);
    expect((await controller.send(scale(2))).code).toBe(200);
    for (const attempt of [
      scale(4),
      scale(0),
      patch(deployments, { spec: { replicas: 3 } }),
      patch(deployments, { spec: { template: { spec: { hostNetwork: true } } } }),
      { method: 'DELETE', path: deployments } as const,
    ])
      expect((await controller.send(attempt)).message).toContain(
        'the controller may only run one replica more',
      );
  });

  it('keep all of an autoscaler but its least number, which rises to one more than what runs', async () => {
    expect((await controller.send(least(2))).code).toBe(200);
    expect((await controller.send(least(1))).code).toBe(200);
    expect((await controller.send(least(8))).message).toContain('one replica more than those that run');
    const more = patch(autoscalers, { spec: { maxReplicas: 20 } });
    expect((await controller.send(more)).message).toContain('no field of an autoscaler but minReplicas');
    const { message } = await controller.send({ method: 'DELETE', path: autoscalers });
    expect(message).toContain('no field of an autoscaler but minReplicas');
  });
});

describe('installed with surges switched off', () => {
  const source = sources['by helm'] ?? fail();
  beforeAll(() =>
    helm('install', 'mechanic', chart, '--create-namespace', '--set', 'settings.drain.surge=off'),
  );
  afterAll(() => source.remove());

  it('the controller scales nothing, whatever else it may', async () => {
    const controller = await token(source.account('controller'), source.namespace);
    const path = '/apis/apps/v1/namespaces/default/deployments/web/scale?dryRun=All';
    const attempt: Attempt = { method: 'PATCH', path, body: { spec: { replicas: 3 } } };
    const message = await waitFor('the policy', async () => {
      const answer = await controller.send(attempt);
      return answer.message.includes('Policy') && answer.message;
    });
    expect(message).toContain('may scale no Deployments');
  });
});

function fail(): never {
  throw new Error('no such source');
}
