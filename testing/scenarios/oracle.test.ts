import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../controlplane/index.ts';
import { limitBreaches, writesWithoutLease } from './oracle.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 23, 12, 0, second));

describe('limitBreaches', () => {
  const timeline = (...counts: readonly number[]): Parameters<typeof limitBreaches>[0] => ({
    maximum: Math.max(...counts),
    timeline: counts.map((count, index) => ({
      at: at(index * 10),
      nodes: Array.from({ length: count }, (_, node) => `n${node}`),
    })),
  });

  it('finds a drain that begins when the limit is reached', () => {
    expect(limitBreaches(timeline(1, 2), [{ at: at(0), limit: 1 }])).toEqual([
      '2026-11-23T12:00:10.000Z: 2 of 1 allowed: n0, n1',
    ]);
  });

  it('allows running drains under a lowered limit, but no new ones', () => {
    const limits = [
      { at: at(0), limit: 3 },
      { at: at(25), limit: 1 },
    ];
    expect(limitBreaches(timeline(1, 2, 3, 2, 1), limits)).toEqual([]);
    expect(limitBreaches(timeline(1, 2, 3, 2, 3), limits)).toHaveLength(1);
  });

  it('accepts either limit in the two seconds after an edit', () => {
    const limits = [
      { at: at(0), limit: 2 },
      { at: at(9), limit: 1 },
    ];
    expect(limitBreaches(timeline(1, 2), limits)).toEqual([]);
  });
});

describe('writesWithoutLease', () => {
  const request = (second: number, fields: Partial<AuditEntry>): AuditEntry => ({
    id: String(second),
    stage: 'ResponseComplete',
    receivedAt: at(second),
    time: at(second),
    user: 'system:serviceaccount:mechanic:mechanic-controller',
    pod: 'a',
    verb: 'patch',
    resource: 'nodes',
    subresource: '',
    namespace: '',
    name: 'n0',
    code: 200,
    uri: '',
    userAgent: '',
    dryRun: false,
    ...fields,
  });
  const lease = (second: number, holderIdentity: string): AuditEntry =>
    request(second, {
      verb: 'update',
      resource: 'leases',
      pod: holderIdentity,
      responseObject: { metadata: { name: 'mechanic-controller' }, spec: { holderIdentity } },
    });

  it('finds a write by a controller that has lost the lease', () => {
    expect(writesWithoutLease([lease(0, 'a'), lease(5, 'b'), request(6, { pod: 'a' })])).toEqual([
      '2026-11-23T12:00:06.000Z: patch nodes/ n0 by a, lease held by b',
    ]);
  });

  it('ignores requests that waited in the sockets of a hanging API server', () => {
    const entries = [lease(0, 'a'), lease(5, 'b'), request(6, { pod: 'a' }), request(9, { pod: 'a' })];
    expect(writesWithoutLease(entries, [at(5)])).toHaveLength(1);
  });

  it('accepts writes of the holder, refused writes, and writes of others', () => {
    const entries = [
      lease(0, 'a'),
      request(1, { pod: 'a' }),
      request(2, { pod: 'b', code: 409 }),
      request(3, { pod: '', user: 'admin' }),
      request(4, { pod: 'b', resource: 'events' }),
    ];
    expect(writesWithoutLease(entries)).toEqual([]);
  });
});
