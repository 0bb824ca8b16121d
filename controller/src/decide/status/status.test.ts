import { defaultSettings, type Report, shownDefaults } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import type { Annotated, PodLeft } from '../snapshot.ts';
import type { SettingsState } from '@mechanic/contract';
import { type StatusInput, statusOf as documentOf } from './status.ts';
import { needOf, nodeView, passOf, recordOf, statusOf } from '../../observe/testing.ts';

const now = Date.parse('2026-11-23T05:01:00.000Z');
const settings: SettingsState = {
  settings: defaultSettings,
  shown: shownDefaults,
  paused: false,
  source: 'configmap',
  errors: [],
  warnings: [],
};
const leader = { self: 'c-1', identity: 'c-1', isLeader: true, since: '2026-11-23T04:00:00.000Z' };

function input(fields: Partial<StatusInput> = {}): StatusInput {
  return { version: '1.2.3', now, leader, settings, view: passOf([]), history: [], ...fields };
}

function report(fields: Partial<Report> = {}): Annotated<Report> {
  const event = {
    id: '602D',
    type: 'Redeploy',
    status: 'Scheduled',
    notBefore: '2026-11-23T05:15:00.000Z',
    durationSeconds: -1,
    source: 'Platform',
    description: 'Host server is undergoing maintenance.',
    liveMigration: false,
    resources: ['a'],
  };
  const changedAt = '2026-11-23T05:00:00.000Z';
  const value: Report = { version: 1, vm: 'a', imds: 'ok', incarnation: '1', changedAt, events: [event] };
  return { kind: 'present', value: { ...value, ...fields } };
}

describe('statusOf', () => {
  it('shows the queue in order, with deadlines and the reason for each wait', () => {
    const view = passOf(
      [nodeView('a'), nodeView('b')],
      [
        statusOf('b', 'waiting', { position: 1 }),
        statusOf('a', 'waiting', { position: 2, need: needOf({ deadline: null }) }),
      ],
    );
    expect(documentOf(input({ view })).queue).toEqual([
      {
        node: 'b',
        position: 1,
        reason: 'Redeploy',
        deadline: '2026-11-23T05:15:00.000Z',
        since: '2026-11-23T05:00:00.000Z',
        state: 'waiting',
        waitsFor: 'is waiting',
        heldBy: null,
      },
      expect.objectContaining({ node: 'a', position: 2, deadline: null }),
    ]);
  });

  it('shows when each node will be drained, and what would save nodes that would be late', () => {
    const view = passOf(
      [nodeView('a'), nodeView('b')],
      [statusOf('a', 'waiting', { position: 1 }), statusOf('b', 'failed')],
    );
    const foreseen = { startsAt: now, endsAt: now + 1_500, deadline: null, missesDeadline: true };
    const forecast = {
      nodes: [{ node: { name: 'a', uid: 'uid-a' }, ...foreseen }],
      atRisk: [],
      basis: 'a test',
    };
    const advice = { text: 'maxConcurrentDrains 3', nodes: ['a'], set: { maxConcurrentDrains: 3 } };
    const told = documentOf(input({ view, forecast, advice }));
    expect(told.nodes.map((entry) => entry.forecast)).toEqual([
      {
        startsAt: '2026-11-23T05:01:00.000Z',
        endsAt: '2026-11-23T05:01:01.500Z',
        missesDeadline: true,
        basis: 'a test',
      },
      null,
    ]);
    expect(told.advice).toEqual(advice);
  });

  it('shows a running drain with its remaining pods and what blocks them', () => {
    const record = { kind: 'present', value: recordOf('a', { attempts: 2 }) } as const;
    const pass = passOf(
      [nodeView('a', { unschedulable: true, record, report: report() })],
      [
        statusOf('a', 'draining', {
          blockedBy: [{ pod: 'shop/cart-0', budgets: ['shop/cart'], reason: 'blocked' }],
        }),
      ],
    );
    const podsLeft: PodLeft[] = [
      { namespace: 'shop', name: 'cart-0', state: 'blocked', budgets: ['shop/cart'], reason: '' },
      { namespace: 'shop', name: 'web-0', state: 'terminating', budgets: [], reason: '' },
    ];
    const progress = { nodeUID: 'uid-a', state: 'running', message: '', podsTotal: 30, podsLeft } as const;
    const drains = new Map([['uid-a', progress]]);
    const view = { ...pass, snapshot: { ...pass.snapshot, drains } };
    expect(documentOf(input({ view })).nodes).toEqual([
      {
        node: 'a',
        state: 'draining',
        why: 'is draining',
        note: 'is draining',
        reason: 'Redeploy',
        events: [
          {
            id: '602D',
            type: 'Redeploy',
            status: 'Scheduled',
            notBefore: '2026-11-23T05:15:00.000Z',
            durationSeconds: null,
            source: 'Platform',
            description: 'Host server is undergoing maintenance.',
          },
        ],
        deadline: '2026-11-23T05:15:00.000Z',
        startedAt: '2026-11-23T05:00:00.000Z',
        attemptStartedAt: '2026-11-23T05:00:00.000Z',
        attempts: 2,
        position: null,
        cordoned: true,
        podsTotal: 30,
        podsLeft,
        blockedBy: [{ pod: 'shop/cart-0', budgets: ['shop/cart'], reason: 'blocked' }],
        started: false,
        undrained: true,
        overdue: false,
        source: { probed: false, report: 'ok', changedAt: '2026-11-23T05:00:00.000Z', conditions: [] },
        heldBy: null,
        surges: [],
        volumes: [],
        forecast: null,
      },
    ]);
  });

  it('shows what blocked a failed drain, from its record', () => {
    const blockedBy = [{ pod: 'shop/cart-0', budgets: ['shop/cart'], reason: 'protected' }];
    const record = { kind: 'present', value: recordOf('a', { phase: 'Failed', blockedBy }) } as const;
    const view = passOf([nodeView('a', { record })], [statusOf('a', 'failed', { need: null, blockedBy })]);
    const [node] = documentOf(input({ view })).nodes;
    expect(node).toMatchObject({
      reason: 'Redeploy',
      podsTotal: null,
      blockedBy: [{ pod: 'shop/cart-0', budgets: ['shop/cart'] }],
    });
  });

  it('shows a condition as the announcement when there is no event', () => {
    const conditions = {
      KernelDeadlock: { status: 'True', reason: 'x', message: 'stuck', lastTransitionTime: 0 },
    } as const;
    const need = needOf({ reason: 'KernelDeadlock', events: ['KernelDeadlock'], deadline: null });
    const view = passOf([nodeView('a', { conditions })], [statusOf('a', 'waiting', { need })]);
    expect(documentOf(input({ view })).nodes[0]?.events).toEqual([
      expect.objectContaining({ type: 'KernelDeadlock', status: 'Condition True', description: 'stuck' }),
    ]);
  });

  it('shows that an edit was refused, and which settings are in force', () => {
    const errors = ['drain.timeout: is "x", must look like 5m'];
    const status = documentOf(input({ settings: { ...settings, source: 'invalid', errors } }));
    expect(status.settings).toMatchObject({
      state: 'invalid',
      error: 'drain.timeout: is "x", must look like 5m',
      inForce: { maxConcurrentDrains: 1, drain: { timeout: '1h' } },
    });
  });

  it('names the leader on a standby, and says that it is not synced before its caches are', () => {
    const standby = { self: 'c-2', identity: 'c-1', isLeader: false, since: null };
    const status = documentOf(input({ leader: standby, view: null }));
    expect(status).toMatchObject({ synced: false, leader: standby, nodesTotal: 0, queue: [], nodes: [] });
  });

  it('counts a node as probed only with a Ready probe that reaches IMDS', () => {
    const nodes = [
      nodeView('a', { report: report() }),
      nodeView('b', { report: report({ imds: 'unavailable' }) }),
      nodeView('c', { report: report() }),
    ];
    const pass = passOf(nodes);
    const view = { ...pass, snapshot: { ...pass.snapshot, probedNodes: new Set(['a', 'b']) } };
    expect(documentOf(input({ view }))).toMatchObject({ nodesTotal: 3, nodesProbed: 1 });
  });

  it('is plain JSON', () => {
    const status = documentOf(input());
    expect(JSON.parse(JSON.stringify(status))).toEqual(status);
  });
});
