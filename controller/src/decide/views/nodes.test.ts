import { V1Node } from '@kubernetes/client-node';
import { MAINTENANCE, type MaintenanceRecord } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import type { NodeView } from '../snapshot.ts';
import { type NodeObject, nodeView, remember } from './nodes.ts';

const record: MaintenanceRecord = {
  version: 1,
  phase: 'Draining',
  nodeUID: 'u1',
  reason: 'Redeploy',
  events: ['e1'],
  wasUnschedulable: false,
  startedAt: '2026-11-23T05:00:00.000Z',
  deadline: null,
  attempts: 1,
};

const node = (unschedulable: boolean, recorded?: MaintenanceRecord | string): NodeObject => ({
  metadata: {
    name: 'n1',
    uid: 'u1',
    resourceVersion: '7',
    ...(recorded !== undefined && {
      annotations: { [MAINTENANCE]: typeof recorded === 'string' ? recorded : JSON.stringify(recorded) },
    }),
  },
  spec: { unschedulable },
});

describe('nodeView', () => {
  it('keeps what decisions need', () => {
    const view = nodeView({
      metadata: {
        name: 'n1',
        uid: 'u1',
        resourceVersion: '7',
        creationTimestamp: '2026-11-01T00:00:00Z',
        deletionTimestamp: '2026-11-23T00:00:00Z',
        labels: { zone: 'a' },
        annotations: { 'mechanic.dev/ignore': 'true', 'mechanic.dev/acknowledge': 'e1', other: 'x' },
      },
      spec: {
        providerID: 'azure:///vm',
        unschedulable: true,
        taints: [{ key: 'k', effect: 'NoSchedule', timeAdded: '2026-11-23T01:00:00Z' }],
      },
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KubeletReady',
            lastTransitionTime: '2026-11-01T00:00:01Z',
          },
          { type: 'VMEventScheduled', status: 'odd', message: 'm' },
        ],
      },
    });
    expect(view).toEqual({
      name: 'n1',
      uid: 'u1',
      resourceVersion: '7',
      labels: { zone: 'a' },
      providerID: 'azure:///vm',
      unschedulable: true,
      taints: [{ key: 'k', effect: 'NoSchedule', timeAdded: '2026-11-23T01:00:00Z' }],
      ready: 'True',
      conditions: {
        Ready: {
          status: 'True',
          reason: 'KubeletReady',
          message: '',
          lastTransitionTime: Date.parse('2026-11-01T00:00:01Z'),
        },
        VMEventScheduled: { status: 'Unknown', reason: '', message: 'm', lastTransitionTime: 0 },
      },
      deleting: true,
      createdAt: Date.parse('2026-11-01T00:00:00Z'),
      ignored: true,
      report: { kind: 'absent' },
      record: { kind: 'absent' },
      request: { kind: 'absent' },
      acknowledge: 'e1',
      uncordonSeen: false,
      cordonedWithLabel: false,
    });
  });

  it('reads JSON and the models of client-node alike', () => {
    const taint = { key: 'k', effect: 'NoSchedule', value: 'v' };
    const json: NodeObject = {
      metadata: {
        name: 'n1',
        creationTimestamp: '2026-11-01T00:00:00Z',
        labels: { 'mechanic.dev/ignore': 'true' },
      },
      spec: { taints: [{ ...taint, timeAdded: '2026-11-23T01:00:00Z' }] },
      status: {
        conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-01T00:00:01Z' }],
      },
    };
    const typed = Object.assign(new V1Node(), {
      metadata: { ...json.metadata, creationTimestamp: new Date('2026-11-01T00:00:00Z') },
      spec: { taints: [{ ...taint, timeAdded: new Date('2026-11-23T01:00:00Z') }] },
      status: {
        conditions: [
          { type: 'Ready', status: 'False', lastTransitionTime: new Date('2026-11-01T00:00:01Z') },
        ],
      },
    });
    expect(nodeView(typed)).toEqual(nodeView(json));
    expect(nodeView(json).ignored).toBe(true);
  });

  it.each(['tomorrow', '', '9999-99-99T99:99:99Z', new Date(Number.NaN)])('treats %p as no time', (time) => {
    const view = nodeView({
      metadata: { name: 'n1', creationTimestamp: time, deletionTimestamp: time },
      spec: { taints: [{ key: 'k', effect: 'NoSchedule', timeAdded: time }] },
      status: { conditions: [{ type: 'GPUMissing', status: 'True', lastTransitionTime: time }] },
    });
    expect(view).toMatchObject({
      createdAt: 0,
      deleting: true,
      conditions: { GPUMissing: { lastTransitionTime: 0 } },
    });
    expect(JSON.stringify(view.taints)).not.toContain('null');
  });

  it('keeps the time of a taint as it is written, for writing it back', () => {
    const taint = { key: 'k', effect: 'NoSchedule', timeAdded: '1969-07-20T20:17:40Z' };
    expect(nodeView({ spec: { taints: [taint] } }).taints).toEqual([taint]);
  });

  it('is not Ready without a Ready condition', () => {
    expect(nodeView({}).ready).toBe('Unknown');
  });

  it('distinguishes an unreadable annotation from a missing one', () => {
    expect(nodeView(node(true, record)).record).toEqual({ kind: 'present', value: record });
    expect(nodeView(node(true, '{"version":2}')).record).toEqual({ kind: 'unreadable' });
    expect(nodeView(node(true)).record).toEqual({ kind: 'absent' });
  });
});

describe('uncordonSeen', () => {
  const after = (...states: readonly NodeObject[]): NodeView =>
    states.map(nodeView).reduce((before, view) => remember(view, before));

  it('is true when a node has a record but is schedulable', () => {
    expect(nodeView(node(false, record)).uncordonSeen).toBe(true);
    expect(nodeView(node(true, record)).uncordonSeen).toBe(false);
    expect(nodeView(node(false)).uncordonSeen).toBe(false);
  });

  it('stays true when the node is cordoned again, and when the record is written again', () => {
    const seen = [node(true, record), node(false, record), node(true, record)];
    expect(after(...seen).uncordonSeen).toBe(true);
    expect(after(...seen, node(true, { ...record, phase: 'Paused' })).uncordonSeen).toBe(true);
  });

  it('becomes false when the record is removed', () => {
    expect(after(node(false, record), node(true)).uncordonSeen).toBe(false);
  });

  it('becomes false when a new maintenance cordons and records in one write', () => {
    expect(after(node(false, record), node(true, { ...record, attempts: 2 })).uncordonSeen).toBe(false);
    const next = { ...record, startedAt: '2026-11-23T09:00:00.000Z' };
    expect(after(node(false, record), node(true, record), node(true, next)).uncordonSeen).toBe(false);
  });

  it('does not pass to another Node with the same name', () => {
    const other = node(true, record);
    expect(
      after(node(false, record), { ...other, metadata: { ...other.metadata, uid: 'u2' } }).uncordonSeen,
    ).toBe(false);
  });
});
