import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { REPORT } from '@mechanic/contract/keys';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeClient } from '../../probe/src/node-client.ts';
import { ControlPlane } from '../controlplane/index.ts';

const providerId =
  'azure:///subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-1';
const unknownUid = '00000000-0000-0000-0000-000000000000';

let controlPlane: ControlPlane;
let directory: string;

beforeAll(async () => {
  controlPlane = await ControlPlane.start({ components: [] });
  directory = mkdtempSync(join(tmpdir(), 'mechanic-node-client-'));
  const { core } = controlPlane.cluster;
  const account = { name: 'probe', namespace: 'default' };
  await core.createNamespacedServiceAccount({
    namespace: 'default',
    body: { metadata: { name: account.name } },
  });
  const rbac = controlPlane.kubeConfig.makeApiClient(RbacAuthorizationV1Api);
  const rules = [
    { apiGroups: [''], resources: ['nodes'], resourceNames: ['mine', 'none'], verbs: ['patch'] },
  ];
  await rbac.createClusterRole({ body: { metadata: { name: 'probe' }, rules } });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'probe' };
  const subjects = [{ kind: 'ServiceAccount', ...account }];
  await rbac.createClusterRoleBinding({ body: { metadata: { name: 'probe' }, roleRef, subjects } });
  const { status } = await core.createNamespacedServiceAccountToken({
    ...account,
    body: { spec: { audiences: [], expirationSeconds: 3_600 } },
  });
  writeFileSync(join(directory, 'token'), status?.token ?? '');
  writeFileSync(join(directory, 'ca.crt'), Buffer.from(controlPlane.caData, 'base64'));
  for (const name of ['mine', 'other']) {
    const metadata = { name, annotations: { stays: 'here' } };
    await core.createNode({ body: { metadata, spec: { providerID: providerId } } });
  }
});

afterAll(async () => {
  await controlPlane.stop();
  rmSync(directory, { recursive: true, force: true });
});

function client(nodeName: string): NodeClient {
  const { hostname, port } = new URL(controlPlane.server);
  return new NodeClient({ nodeName, host: hostname, port: Number(port), serviceAccountDir: directory });
}

describe('the client of the own Node, at a real API server', () => {
  it('reads what it needs, and writes only its annotation', async () => {
    const { core } = controlPlane.cluster;
    const before = await core.readNode({ name: 'mine' });
    const uid = before.metadata?.uid ?? '';
    expect(await client('mine').read()).toEqual({ kind: 'ok', value: { uid, providerId } });
    expect(await client('mine').writeReport(uid, '{"version":1}')).toEqual({ kind: 'ok' });
    expect(await client('mine').read()).toMatchObject({ value: { report: '{"version":1}' } });
    const after = await core.readNode({ name: 'mine' });
    await client('mine').read();
    expect(await core.readNode({ name: 'mine' })).toEqual(after);
    expect(after.metadata?.annotations).toEqual({ stays: 'here', [REPORT]: '{"version":1}' });
    expect(after.spec).toEqual(before.spec);
  });

  it('fails when the Node was replaced by another one', async () => {
    expect(await client('mine').writeReport(unknownUid, 'x')).toEqual({
      kind: 'rejected',
      message: expect.stringMatching(/^4(09|22): .*uid/i),
    });
  });

  it('distinguishes a missing Node from a forbidden one', async () => {
    expect(await client('none').read()).toEqual({ kind: 'not_found' });
    expect(await client('other').writeReport(unknownUid, 'x')).toEqual({
      kind: 'forbidden',
      message: expect.stringContaining('nodes "other" is forbidden'),
    });
  });

  it('fails in a way that is retried when its token is no longer valid', async () => {
    const stale = mkdtempSync(join(tmpdir(), 'mechanic-node-client-'));
    writeFileSync(join(stale, 'token'), 'nonsense');
    writeFileSync(join(stale, 'ca.crt'), Buffer.from(controlPlane.caData, 'base64'));
    const { hostname, port } = new URL(controlPlane.server);
    const other = new NodeClient({
      nodeName: 'mine',
      host: hostname,
      port: Number(port),
      serviceAccountDir: stale,
    });
    expect(await other.read()).toEqual({ kind: 'failed', message: '401: Unauthorized', retryAfterMs: 0 });
    rmSync(stale, { recursive: true });
  });
});
