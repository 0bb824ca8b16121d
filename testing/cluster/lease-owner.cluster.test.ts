import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CoordinationV1Api, RbacAuthorizationV1Api, type V1OwnerReference } from '@kubernetes/client-node';
import { systemClock } from '@mechanic/contract/clock';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { ApiLeases, type LeaseTerms } from '../../controller/src/leadership/leases.ts';
import { ownerOf } from '../../controller/src/leadership/owner.ts';
import { ControlPlane, kubeConfig } from '../controlplane/index.ts';

const quiet = (): void => undefined;
const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
const namespace = 'default';
const account = 'controller';
const terms: LeaseTerms = { holder: 'a', durationSeconds: 15, acquireTime: 1, renewTime: 1, transitions: 0 };

describe.each([
  ['the usual admission', 'PodSecurity', true],
  [
    'an admission that lets only those change an owner who may delete',
    'OwnerReferencesPermissionEnforcement',
    false,
  ],
])('a lease under %s', (_, plugin, changes) => {
  let controlPlane: ControlPlane;
  let owner: V1OwnerReference;
  let token: string;

  beforeAll(async () => {
    const flags = { 'kube-apiserver': [`--enable-admission-plugins=${plugin}`] };
    controlPlane = await ControlPlane.start({ components: [], flags });
    const { core } = controlPlane.cluster;
    const created = await core.createNamespacedServiceAccount({
      namespace,
      body: { metadata: { name: account } },
    });
    const rbac = controlPlane.kubeConfig.makeApiClient(RbacAuthorizationV1Api);
    const lease = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
    const rules = [{ ...lease, verbs: ['create', 'get', 'update'] }];
    await rbac.createNamespacedRole({ namespace, body: { metadata: { name: account }, rules } });
    await rbac.createNamespacedRoleBinding({
      namespace,
      body: {
        metadata: { name: account },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
        subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
      },
    });
    const request = { body: { spec: { audiences: ['https://kubernetes.default.svc'] } } };
    const { status } = await core.createNamespacedServiceAccountToken({
      namespace,
      name: account,
      ...request,
    });
    token = status?.token ?? '';
    owner = { apiVersion: 'v1', kind: 'ServiceAccount', name: account, uid: created.metadata?.uid ?? '' };
  }, 600_000);
  afterAll(() => controlPlane.stop());

  const competitor = (name: string): ApiLeases => {
    const access = { server: controlPlane.server, caData: controlPlane.caData, user: account, token };
    const surroundings = { clock: systemClock, log, random: Math.random, onRestart: quiet };
    const connection = new Connection({
      kubeConfig: kubeConfig(access),
      clock: systemClock,
      onRequest: quiet,
    });
    const client = new KubeClient(connection);
    return new ApiLeases({ ...surroundings, client, namespace, name, owner: ownerOf(token, namespace) });
  };
  const ownersOf = async (name: string): Promise<unknown> => {
    const api = controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    return (await api.readNamespacedLease({ name, namespace })).metadata?.ownerReferences;
  };
  // As the elector does: what is refused is tried again.
  const take = async (leases: ApiLeases): Promise<unknown> => {
    const attempt = async (): Promise<unknown> => leases.write(await leases.read(5_000), terms, 5_000);
    return attempt().catch(attempt);
  };

  it('goes with the ServiceAccount of whoever created it', async () => {
    await take(competitor('new'));
    expect(await ownersOf('new')).toEqual([owner]);
  });

  it('of an earlier installation is taken over, with its owner where that may be changed', async () => {
    const api = controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    const earlier: V1OwnerReference = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name: account,
      uid: 'gone',
    };
    const other = { apiVersion: 'v1', kind: 'ConfigMap', name: 'other', uid: 'theirs' };
    const body = { metadata: { name: 'old', ownerReferences: [earlier, other] } };
    await api.createNamespacedLease({ namespace, body });
    await take(competitor('old'));
    expect(await ownersOf('old')).toEqual(changes ? [other, owner] : [earlier, other]);
  });
});
