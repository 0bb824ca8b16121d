import { describe, expect, it } from '@jest/globals';
import { aNodeInMaintenance, aNodeWith, now } from '../../controller/src/decide/testing.ts';
import { ClusterReader } from './cluster-reader.ts';
import { KubectlFailure } from './kubectl.ts';
import { StatusSource } from './status-source.ts';
import { FakeKubectl, aStatus, forbidden, nodeObject } from './testing.ts';

const service = '/services/mechanic-controller:http/proxy/api/v1/status';
const standby = { self: 'ctl-2', identity: 'ctl-1', isLeader: false, since: null };

function sourceOf(kubectl: FakeKubectl): StatusSource {
  const reader = new ClusterReader(kubectl, 'mechanic');
  return new StatusSource({
    kubectl,
    reader,
    namespace: 'mechanic',
    clock: { now: () => now },
    version: '9',
  });
}

/** A cluster with these Nodes and nothing else. */
function clusterOf(...nodes: unknown[]): FakeKubectl {
  return new FakeKubectl()
    .answer('/pods?', { items: [] })
    .answer('/poddisruptionbudgets', { items: [] })
    .answer('/api/v1/nodes?', { items: nodes });
}

describe('the source of the status', () => {
  it('is the leader behind the Service', async () => {
    const kubectl = new FakeKubectl().answer(service, aStatus());
    const { status, origin } = await sourceOf(kubectl).read();
    expect(status).toEqual(aStatus());
    expect(origin).toEqual({ kind: 'leader', name: 'ctl-1' });
    expect(kubectl.calls).toEqual([
      'get --raw /api/v1/namespaces/mechanic/services/mechanic-controller:http/proxy/api/v1/status',
    ]);
  });

  it('is the leader that a standby names', async () => {
    const kubectl = new FakeKubectl()
      .answer(service, aStatus([], { leader: standby }))
      .answer('/pods/ctl-1/proxy/api/v1/status', aStatus([], { nodesTotal: 7 }));
    const { status, origin } = await sourceOf(kubectl).read();
    expect(status.nodesTotal).toBe(7);
    expect(origin).toEqual({ kind: 'leader', name: 'ctl-1' });
  });

  it('is the leader by TLS when it does not serve plain HTTP', async () => {
    const reset = new KubectlFailure('error trying to reach service: EOF', 'ServiceUnavailable');
    const kubectl = new FakeKubectl()
      .answer(service, reset)
      .answer('/services/https:mechanic-controller:http/proxy', aStatus([], { leader: standby }))
      .answer('/pods/ctl-1/proxy', reset)
      .answer('/pods/https:ctl-1:/proxy', aStatus());
    expect((await sourceOf(kubectl).read()).origin).toEqual({ kind: 'leader', name: 'ctl-1' });
  });

  it('is the Nodes when the controller requires a token', async () => {
    const kubectl = clusterOf()
      .answer(service, new KubectlFailure('error trying to reach service: EOF', 'ServiceUnavailable'))
      .answer(
        '/services/https:mechanic-controller:http/proxy',
        new KubectlFailure('You must be logged in to the server (Unauthorized)', ''),
      );
    const { origin } = await sourceOf(kubectl).read();
    expect(origin).toMatchObject({ kind: 'nodes', why: expect.stringContaining('it asks for a token') });
  });

  it('is the standby when the leader does not answer', async () => {
    const kubectl = new FakeKubectl()
      .answer(service, aStatus([], { leader: standby }))
      .answer('/pods/ctl-1/proxy', new KubectlFailure('timed out', ''));
    const { origin } = await sourceOf(kubectl).read();
    expect(origin).toEqual({ kind: 'standby', name: 'ctl-2', why: 'timed out' });
  });

  it('is the standby when no replica leads', async () => {
    const leader = { ...standby, identity: null };
    const { origin } = await sourceOf(new FakeKubectl().answer(service, aStatus([], { leader }))).read();
    expect(origin).toEqual({ kind: 'standby', name: 'ctl-2', why: 'nobody leads' });
  });

  it.each([
    [
      'is not there',
      new KubectlFailure('no endpoints available', 'ServiceUnavailable'),
      'no endpoints available',
    ],
    ['is another program', '<html>', 'what answers is not a status that this version can read'],
    ['has just started', aStatus([], { synced: false }), 'the controller has just started'],
  ])('is the Nodes themselves, when the controller %s', async (_, answer, why) => {
    const kubectl = clusterOf(nodeObject(aNodeInMaintenance('a')), nodeObject(aNodeWith('b', [{}])))
      .answer(service, answer)
      .answer('/leases/mechanic-controller', {
        spec: {
          holderIdentity: 'ctl-1',
          leaseDurationSeconds: 15,
          renewTime: new Date(now - 1_000).toISOString(),
        },
      })
      .answer('component%3Dprobe', { items: [] })
      .answer('spec.nodeName%3Da', {
        items: [{ metadata: { name: 'web', namespace: 'shop' }, status: { phase: 'Running' } }],
      });
    const { status, origin } = await sourceOf(kubectl).read();
    expect(origin).toMatchObject({ kind: 'nodes', gaps: [] });
    expect('why' in origin && origin.why).toContain(why);
    expect(status).toMatchObject({ version: '9', leader: { identity: 'ctl-1' } });
    expect(status.nodes.map(({ node, state, podsTotal }) => [node, state, podsTotal])).toEqual([
      ['b', 'waiting', null],
      ['a', 'draining', 1],
    ]);
  });

  it('reads many Nodes page by page', async () => {
    const kubectl = clusterOf()
      .answer('/api/v1/nodes?', { metadata: { continue: 'a b' }, items: [nodeObject(aNodeWith('a', []))] })
      .answer('continue=a+b', { metadata: { continue: '' }, items: [nodeObject(aNodeWith('b', []))] });
    expect((await sourceOf(kubectl).read()).status.nodesTotal).toBe(2);
    expect(kubectl.calls.filter((call) => call.includes('/nodes?'))).toHaveLength(2);
  });

  it('uses the settings in the cluster', async () => {
    const kubectl = clusterOf().answer('/configmaps/mechanic', {
      metadata: { resourceVersion: '1' },
      data: { 'mechanic.yaml': 'maxConcurrentDrains: 4' },
    });
    expect((await sourceOf(kubectl).read()).status.slots.total).toBe(4);
  });

  it('leaves out what the user may not read, and lists it', async () => {
    const kubectl = clusterOf()
      .answer(service, forbidden('services/proxy'))
      .answer('/configmaps/', forbidden('configmaps'))
      .answer('/leases/', forbidden('leases'))
      .answer('/namespaces/mechanic/pods?', forbidden('pods'));
    const { origin } = await sourceOf(kubectl).read();
    expect(origin).toEqual({
      kind: 'nodes',
      why: 'services/proxy is forbidden',
      gaps: expect.arrayContaining([
        'the settings (taken to be the defaults)',
        'the lease',
        'the probe pods (taken to be absent)',
      ]) as unknown,
    });
  });

  it('fails when not even the Nodes can be read', async () => {
    const kubectl = clusterOf().answer('/api/v1/nodes?', forbidden('nodes'));
    await expect(sourceOf(kubectl).read()).rejects.toThrow('nodes is forbidden');
  });
});
