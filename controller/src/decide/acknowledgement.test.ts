import { describe, expect, it } from '@jest/globals';
import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeView } from './snapshot.ts';
import { aNode, aNodeInMaintenance, aNodeWith, decideFor, inShort } from './testing.ts';

const shared = { resources: ['vm_1', 'VM_2'] };
const providerID = (vm: number): string =>
  `azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/vm/virtualMachines/${vm}`;

/** Node a is vm_1 by its report, b is vm_2 by its providerID. */
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
  it('S80: is approved on the first node once all of them are drained', () => {
    expect(acknowledged(cluster(drained, drained))).toEqual(['acknowledge a event-1']);
  });

  it.each<[MaintenanceRecord['phase'], Partial<MaintenanceRecord>]>([
    ['Draining', {}],
    ['Paused', {}],
    ['Failed', { retryAt: null }],
    ['Drained', { events: ['another'] }],
    ['Drained', { nodeUID: 'another' }],
  ])('S80: is not approved while one is %s %j', (phase, record) => {
    expect(acknowledged(cluster(drained, { phase, ...record }))).toEqual([]);
  });

  it('is not approved while one is left to the user', () => {
    const ignored = cluster(drained, drained).map((node) => ({ ...node, ignored: node.name === 'b' }));
    expect(acknowledged(ignored)).toEqual([]);
  });

  it('does not wait for VMs that are no nodes of this cluster', () => {
    expect(acknowledged(cluster(drained, drained, { resources: ['vm_1', 'vm_2', 'database'] }))).toEqual([
      'acknowledge a event-1',
    ]);
  });

  it('waits when a VM might be a node that cannot be told', () => {
    const nodes = [...cluster(drained, drained, { resources: ['vm_1', 'vm_2', 'vm_3'] }), aNode('c')];
    expect(acknowledged(nodes)).toEqual([]);
  });
});

it('only events that wait are approved, by a probe that reads IMDS', () => {
  expect(acknowledged(cluster(drained, drained, { status: 'Started' }))).toEqual([]);
  expect(acknowledged(cluster(drained, drained), { probed: ['b'] })).toEqual(['acknowledge b event-1']);
  expect(acknowledged(cluster(drained, drained), { probed: [] })).toEqual([]);
});

it('an approval is given once, and taken back when it no longer holds or is switched off', () => {
  const nodes = cluster(drained, drained).map((node) => ({
    ...node,
    acknowledge: node.name === 'a' ? 'event-1' : null,
  }));
  expect(acknowledged(nodes)).toEqual([]);
  expect(inShort(decideFor(nodes))).toEqual(['acknowledge a']);
  expect(acknowledged([aNodeWith('a', [], { acknowledge: 'event-1' })])).toEqual(['acknowledge a']);
});
