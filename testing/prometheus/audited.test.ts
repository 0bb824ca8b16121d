import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../controlplane/index.ts';
import { drainOutcomes, eventToCordonSeconds, evictionResults } from './audited.ts';

const started = Date.parse('2026-11-23T05:00:00.000Z');
const base: AuditEntry = {
  id: '',
  stage: 'ResponseComplete',
  receivedAt: new Date(started),
  time: new Date(started),
  user: 'system:serviceaccount:mechanic:mechanic-controller',
  pod: '',
  verb: 'patch',
  resource: 'nodes',
  subresource: '',
  namespace: '',
  name: 'a',
  code: 200,
  uri: '',
  userAgent: '',
  dryRun: false,
};
const report = JSON.stringify({
  version: 1,
  vm: 'vm_0',
  imds: 'ok',
  incarnation: '1',
  changedAt: new Date(started).toISOString(),
  events: [],
});

/** The answer to a write of a Node that leaves it in this phase. */
function write(revision: number, phase: string | null, more: Partial<AuditEntry> = {}): AuditEntry {
  const record = {
    version: 1,
    phase,
    nodeUID: 'uid',
    reason: 'Redeploy',
    events: ['1'],
    wasUnschedulable: false,
    startedAt: new Date(started).toISOString(),
    deadline: null,
    attempts: 1,
  };
  const annotations = {
    'mechanic.dev/report': report,
    ...(phase !== null && { 'mechanic.dev/maintenance': JSON.stringify(record) }),
  };
  const metadata = { resourceVersion: String(revision), annotations };
  const responseObject = { kind: 'Node', metadata, spec: { unschedulable: phase !== null } };
  return { ...base, responseObject, ...more };
}

function eviction(code: number, reason?: string): AuditEntry {
  const responseObject = { kind: 'Status', details: { causes: [{ reason }] } };
  return { ...base, resource: 'pods', subresource: 'eviction', verb: 'create', code, responseObject };
}

describe('the judge of metrics', () => {
  it('tells how each drain ended, in the order of the store', () => {
    const drains = [
      write(4, 'Drained'),
      write(1, null),
      write(2, 'Draining'),
      write(3, 'Draining'),
      write(9, null),
      write(2, 'Draining', { name: 'b' }),
      write(3, 'Paused', { name: 'b' }),
      write(4, 'Draining', { name: 'b' }),
      write(5, null, { name: 'b' }),
      write(2, 'Draining', { name: 'c' }),
      write(3, 'Failed', { name: 'c' }),
      write(2, 'Draining', { name: 'd' }),
      write(3, null, { name: 'd', code: 409 }),
    ];
    expect(drainOutcomes(drains)).toEqual(['succeeded', 'paused', 'cancelled', 'failed']);
  });

  it('tells the answers to evictions apart', () => {
    const answers = [
      eviction(201),
      eviction(201),
      eviction(404),
      eviction(429, 'DisruptionBudget'),
      eviction(429),
    ];
    expect(evictionResults([...answers, write(1, null)])).toEqual({ evicted: 2, gone: 1, blocked: 1 });
  });

  it('measures from the report to the cordon, once for each cordon', () => {
    const after = (seconds: number): Partial<AuditEntry> => ({ time: new Date(started + seconds * 1_000) });
    const writes = [write(1, null), write(2, 'Draining', after(1.5)), write(3, 'Drained', after(9))];
    expect(eventToCordonSeconds(writes)).toEqual([1.5]);
  });
});
