import { describe, expect, it } from '@jest/globals';
import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeView } from './snapshot.ts';
import { aNode, aNodeInMaintenance, aNodeWith, aReport, decideFor, inShort } from './testing.ts';

const shared = { resources: ['vm_1', 'VM_2'] };
const providerID = (vm: number): string =>
  `azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/vm/virtualMachines/${vm}`;

/** A cluster in which node a is vm_1 by its report, and node b is vm_2 by its providerID. */
function cluster(a: Partial<MaintenanceRecord>, b: Partial<MaintenanceRecord>, event = {}): NodeView[] {
  const first = aNodeInMaintenance('a', a, [{ ...shared, ...event }]);
  const second = aNodeInMaintenance('b', b, [{ ...shared, ...event }]);
  return [
    { ...second, providerID: providerID(2) },
    { ...first, providerID: providerID(1) },
  ];
}

function acknowledged(nodes: readonly NodeView[], snapshot: Parameters<typeof decideFor>[2] = {}): string[] {
  const actions = inShort(decideFor(nodes, '{acknowledgeEvents: true, maxConcurrentDrains: 2}', snapshot));
  return actions.filter((action) => action.startsWith('acknowledge'));
}

const drained = { phase: 'Drained' } as const;

describe('an event of several VMs', () => {
  it('is approved on the first node once all of its VMs are drained', () => {
    expect(acknowledged(cluster(drained, drained))).toEqual(['acknowledge a event-1']);
  });

  it.each<[MaintenanceRecord['phase'], Partial<MaintenanceRecord>]>([
    ['Draining', {}],
    ['Paused', {}],
    ['Failed', { retryAt: null }],
    ['Drained', { events: ['another'] }],
    ['Drained', { nodeUID: 'another' }],
  ])('is not approved while one is %s %j', (phase, record) => {
    expect(acknowledged(cluster(drained, { phase, ...record }))).toEqual([]);
  });

  it('is not approved while one of its nodes is left to the user', () => {
    const ignored = cluster(drained, drained).map((node) => ({ ...node, ignored: node.name === 'b' }));
    expect(acknowledged(ignored)).toEqual([]);
  });

  it('does not wait for VMs that are not nodes of this cluster', () => {
    expect(acknowledged(cluster(drained, drained, { resources: ['vm_1', 'vm_2', 'database'] }))).toEqual([
      'acknowledge a event-1',
    ]);
  });

  it('waits when a VM may be a node that cannot be identified', () => {
    const nodes = [...cluster(drained, drained, { resources: ['vm_1', 'vm_2', 'vm_3'] }), aNode('c')];
    expect(acknowledged(nodes)).toEqual([]);
  });
});

describe('a false report about an event of several VMs', () => {
  const liar = (
    resources: readonly string[],
    record: Partial<MaintenanceRecord> = drained,
    event = {},
  ): NodeView => ({
    ...aNodeInMaintenance('0', record, [{ resources: [...resources], ...event }]),
    report: aReport('vm_0', [{ resources: [...resources], ...event }]),
    providerID: providerID(0),
  });
  const draining = {};

  it('causes no approval by naming fewer VMs', () => {
    for (const resources of [[], ['vm_0'], ['vm_1'], ['elsewhere'], ['_vm_1']]) {
      expect(acknowledged([liar(resources), ...cluster(drained, draining)])).toEqual([]);
    }
  });

  it('prevents no approval by naming VMs that are not nodes', () => {
    expect(acknowledged([liar(['vm_0', 'elsewhere']), ...cluster(drained, drained)])).toEqual([
      'acknowledge 0 event-1',
      'acknowledge a event-1',
      'acknowledge b event-1',
    ]);
    const silent = liar([], draining, { status: 'Started' });
    expect(acknowledged([silent, ...cluster(drained, drained)])).toEqual([
      'acknowledge a event-1',
      'acknowledge b event-1',
    ]);
  });

  it('delays an approval by naming a node that is not drained', () => {
    expect(acknowledged([liar(['vm_0'], draining), ...cluster(drained, drained)])).toEqual([]);
    const healthy = { ...aNode('c'), providerID: providerID(3) };
    expect(acknowledged([liar(['vm_3']), healthy, ...cluster(drained, drained)])).toEqual([]);
  });

  it('counts even if its probe is gone', () => {
    const nodes = [liar(['vm_0', 'vm_1', 'vm_2'], draining), ...cluster(drained, drained)];
    expect(acknowledged(nodes, { probed: ['a', 'b'] })).toEqual([]);
  });

  it('cannot put an id into the list of another node', () => {
    const ids = ['event-1,event-2', 'event 1', '\ud800', ''];
    const nodes = ids.map((id, index) => {
      const node = aNodeInMaintenance(`n${index}`, { ...drained, events: [id] }, [{ id }]);
      return { ...node, providerID: providerID(index + 5) };
    });
    expect(acknowledged(nodes)).toEqual([]);
  });
});

describe('a VM', () => {
  it('is recognised with the underscore that Azure may prefix, in a report or an event', () => {
    const resources = ['_vm_1', '_VM_2'];
    expect(acknowledged(cluster(drained, {}, { resources }))).toEqual([]);
    expect(acknowledged(cluster(drained, drained, { resources }))).toEqual(['acknowledge a event-1']);
    const underscored = cluster(drained, drained).map((node) => ({
      ...node,
      report: aReport(`_vm_${node.name}`, [shared]),
    }));
    expect(acknowledged(underscored)).toEqual(['acknowledge a event-1']);
  });
});

it('an event is not approved while every report of it is incomplete', () => {
  const cut = (nodes: readonly NodeView[]): NodeView[] =>
    nodes.map((node) => ({
      ...node,
      report: aReport(node.name === 'a' ? 'vm_1' : 'vm_2', [{ resources: ['vm_1'] }], { omitted: 0 }),
    }));
  const nodes = cluster(drained, drained);
  expect(acknowledged(cut(nodes))).toEqual([]);
  expect(acknowledged([...cut(nodes.slice(0, 1)), ...nodes.slice(1)])).toEqual(['acknowledge a event-1']);
});

it('only pending events are approved, and only by a probe that reads IMDS', () => {
  expect(acknowledged(cluster(drained, drained, { status: 'Started' }))).toEqual([]);
  expect(acknowledged(cluster(drained, drained), { probed: ['b'] })).toEqual(['acknowledge b event-1']);
  expect(acknowledged(cluster(drained, drained), { probed: [] })).toEqual([]);
});

it('an approval is given once, and removed when it no longer holds or is switched off', () => {
  const nodes = cluster(drained, drained).map((node) => ({
    ...node,
    acknowledge: node.name === 'a' ? 'event-1' : null,
  }));
  expect(acknowledged(nodes)).toEqual([]);
  expect(inShort(decideFor(nodes))).toEqual(['acknowledge a']);
  expect(acknowledged([aNodeWith('a', [], { acknowledge: 'event-1' })])).toEqual(['acknowledge a']);
});
