import { describe, expect, it } from '@jest/globals';
import { nodeView, statusOf } from '../../observe/testing.ts';
import type { NodeView } from '../snapshot.ts';
import { fleetOf } from './fleet.ts';

function node(name: string, pool: string, zone: string): NodeView {
  const labels = {
    ...(pool !== '' && { 'kubernetes.azure.com/agentpool': pool }),
    ...(zone !== '' && { 'topology.kubernetes.io/zone': zone }),
  };
  return { ...nodeView(name), labels };
}

describe('the fleet', () => {
  it('lists every node by pool, zone and name, and counts the nodes in each state', () => {
    const nodes = [
      node('c', 'user', 'z-1'),
      node('b', 'user', 'z-2'),
      node('a', 'user', 'z-1'),
      node('d', '', ''),
    ];
    expect(fleetOf(nodes, [statusOf('a', 'draining')])).toEqual([
      { pool: '', zone: '', nodes: ['d'], states: { idle: 1 } },
      { pool: 'user', zone: 'z-1', nodes: ['a', 'c'], states: { draining: 1, idle: 1 } },
      { pool: 'user', zone: 'z-2', nodes: ['b'], states: { idle: 1 } },
    ]);
  });

  it('takes only milliseconds for 5,000 nodes', () => {
    const nodes = Array.from({ length: 5_000 }, (_, index) =>
      node(`aks-user-25795745-vmss${index.toString(36).padStart(6, '0')}`, 'user', `z-${index % 3}`),
    );
    fleetOf(nodes, []);
    const began = performance.now();
    expect(fleetOf(nodes, []).map((group) => group.nodes.length)).toEqual([1_667, 1_667, 1_666]);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
