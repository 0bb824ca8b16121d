import { describe, expect, it } from '@jest/globals';
import { Bench } from './testing.ts';

const path = '/api/v1/nodes/a';
const leases = '/apis/coordination.k8s.io/v1/namespaces/default/leases';

function withNode(bench = new Bench()): Bench {
  bench.ask('POST', '/api/v1/nodes', { metadata: { name: 'a' }, spec: { providerID: 'azure:///a' } });
  return bench;
}

describe('a write', () => {
  it('of another version is refused, of the present one taken', () => {
    const bench = withNode();
    const { metadata } = bench.told('GET', path) as { metadata: object };
    const cordon = { metadata, spec: { unschedulable: true } };
    expect([bench.ask('PATCH', path, cordon).status, bench.ask('PATCH', path, cordon).status]).toEqual([
      200, 409,
    ]);
  });

  it.each([
    ['a patch', 'PATCH', 422],
    ['a replacement', 'PUT', 409],
  ] as const)('of another UID is refused: %s with %s as %i', (_what, method, code) => {
    const bench = withNode();
    expect(bench.ask(method, path, { metadata: { name: 'a', uid: 'another' } }).status).toBe(code);
  });

  it('that changes nothing makes no version', () => {
    const bench = withNode();
    const version = bench.api.version;
    bench.ask('PATCH', path, {
      metadata: { annotations: { none: null }, labels: {} },
      spec: { unschedulable: false, taints: [] },
    });
    bench.ask('PATCH', path, [{ op: 'test', path: '/spec/providerID', value: 'azure:///a' }]);
    expect(bench.api.version).toBe(version);
  });

  it.each([
    [
      'annotations of more bytes than there may be',
      { metadata: { annotations: { big: 'ü'.repeat(131_073) } } },
      422,
    ],
    ['an annotation that is a number', { metadata: { annotations: { n: 1 } } }, 422],
    ['a label that is none', { metadata: { labels: { pool: 'a b' } } }, 422],
    ['a taint of no known effect', { spec: { taints: [{ key: 'k', effect: 'Never' }] } }, 422],
    ['another providerID', { spec: { providerID: 'azure:///b' } }, 422],
    ['another name', { metadata: { name: 'b' } }, 400],
    ['a version that is none', { metadata: { resourceVersion: 'x' } }, 500],
  ])('with %s is refused', (_what, patch, code) => {
    expect(withNode().ask('PATCH', path, patch).status).toBe(code);
  });

  it('of the object leaves its status alone, and of the status its spec', () => {
    const bench = withNode();
    const conditions = [{ type: 'Ready', status: 'True' }];
    bench.ask('PATCH', path, { status: { conditions } });
    expect(bench.told('GET', path)).not.toHaveProperty('status');
    bench.ask('PATCH', `${path}/status`, { spec: { unschedulable: true }, status: { conditions } });
    expect(bench.told('GET', path)).toMatchObject({
      spec: { providerID: 'azure:///a' },
      status: { conditions },
    });
    expect(bench.told('GET', path)).not.toMatchObject({ spec: { unschedulable: true } });
  });

  it('may be refused by a webhook, which sees what was and what would be', () => {
    const seen: unknown[] = [];
    const bench = withNode(
      new Bench({
        admission: ({ operation, before, after }) => {
          seen.push([operation, before?.metadata.labels, after?.metadata.labels]);
          return operation === 'UPDATE'
            ? { kind: 'deny', code: 403, message: 'not this label' }
            : { kind: 'allow' };
        },
      }),
    );
    const refused = bench.told('PATCH', path, { metadata: { labels: { pool: 'x' } } });
    expect(refused).toMatchObject({ code: 403, reason: 'Forbidden', message: 'not this label' });
    expect(seen).toEqual([
      ['CREATE', undefined, undefined],
      ['UPDATE', undefined, { pool: 'x' }],
    ]);
  });

  it('is in the history, with what it changed or why it was refused', () => {
    const bench = withNode();
    const told: string[] = [];
    bench.api.onWrite(({ verb, status }) => told.push(`${verb} ${status}`));
    bench.ask('PATCH', path, { spec: { unschedulable: true } });
    bench.ask('PATCH', path, { metadata: { uid: 'another' } });
    bench.ask('PATCH', '/api/v1/nodes/none', {});
    bench.api.world.remove('nodes', { name: 'a' }, 'cloud');
    expect(told).toEqual(['patch 200', 'patch 422', 'patch 404', 'delete 200']);
    expect(bench.api.history.slice(-4)).toMatchObject([
      { user: 'tester', before: { spec: {} }, after: { spec: { unschedulable: true } } },
      { status: 422, reason: 'Invalid', after: undefined },
      { status: 404, uid: '' },
      { user: 'cloud', verb: 'delete', before: { metadata: { name: 'a' } }, after: undefined },
    ]);
  });
});

describe('a lease', () => {
  it('is made once, and written only by who saw its last version', () => {
    const bench = new Bench();
    const lease = { metadata: { name: 'l' }, spec: { holderIdentity: 'a' } };
    expect([bench.ask('POST', leases, lease).status, bench.ask('POST', leases, lease).status]).toEqual([
      201, 409,
    ]);
    const seen = bench.told('GET', `${leases}/l`);
    expect(bench.ask('PUT', `${leases}/l`, seen).status).toBe(200);
    expect(bench.ask('PUT', `${leases}/l`, { ...seen, spec: { holderIdentity: 'b' } }).status).toBe(200);
    expect(bench.ask('PUT', `${leases}/l`, { ...seen, spec: { holderIdentity: 'c' } }).status).toBe(409);
    expect(bench.ask('PUT', `${leases}/l`, lease).status).toBe(422);
  });
});

describe('a scale', () => {
  it('changes the number of its Deployment and nothing else', () => {
    const bench = new Bench();
    const scale = '/apis/apps/v1/namespaces/default/deployments/d/scale';
    const spec = { replicas: 2, selector: { matchLabels: { app: 'd' } }, template: {} };
    bench.api.world.create('deployments', { metadata: { name: 'd', namespace: 'default' }, spec });
    const before = bench.told('GET', scale);
    expect(bench.told('PATCH', scale, { spec: { replicas: 3 } })).toMatchObject({
      kind: 'Scale',
      spec: { replicas: 3 },
    });
    expect(bench.api.world.get('deployments', { namespace: 'default', name: 'd' })).toMatchObject({
      metadata: { generation: 2 },
      spec: { ...spec, replicas: 3 },
    });
    expect(bench.ask('PUT', scale, before).status).toBe(409);
    expect(bench.ask('PATCH', scale, { spec: { replicas: -1 } }).status).toBe(422);
  });
});

describe('the world', () => {
  it('makes no version of what it does not change', () => {
    const bench = withNode();
    const version = bench.api.version;
    bench.api.world.update('nodes', { name: 'a' }, (node) => ({
      ...node,
      spec: { ...node.spec, taints: undefined } as object,
    }));
    expect(bench.api.version).toBe(version);
  });
});

describe('the API', () => {
  it('says who may do what as it is told to', () => {
    const bench = new Bench({ allows: (_user, { verb }) => verb !== 'delete' });
    const ask = (verb: string): unknown =>
      bench.told('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        spec: { resourceAttributes: { verb } },
      }).status;
    expect([ask('get'), ask('delete')]).toEqual([{ allowed: true }, { allowed: false }]);
  });

  it.each([
    ['GET', '/api/v1/frobs', 404],
    ['GET', '/apis/no.such/v1/frobs', 404],
    ['GET', '/api/v1/nodes/a/frob', 404],
    ['POST', '/api/v1/nodes/a', 405],
    ['POST', '/api/v1/namespaces/none/configmaps', 404],
  ] as const)('answers %s %s with %i', (method, where, code) => {
    expect(new Bench().ask(method, where, { metadata: { name: 'a' } }).status).toBe(code);
  });
});
