import { settingsState } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import type { NodeView } from '../../controller/src/decide/snapshot.ts';
import { aNode, aNodeInMaintenance, aNodeWith, minutes, now } from '../../controller/src/decide/testing.ts';
import type { Status } from '@mechanic/contract/status';
import { type ClusterFacts, derivedStatus } from './derived-status.ts';

function derive(nodes: readonly NodeView[], changes: Partial<ClusterFacts> = {}): Status {
  return derivedStatus({
    version: '0.1.0',
    now,
    nodes,
    probedNodes: new Set(nodes.map(({ name }) => name)),
    settings: settingsState(null, null),
    lease: { holder: 'ctl-1', acquiredAt: now - 60 * minutes, endsAt: now + 10_000 },
    drains: new Map(),
    ...changes,
  });
}

/** Name, state and queue position of each node. */
function states({ nodes }: Status): string[] {
  return nodes.map(
    ({ node, state, position }) => `${node} ${state}${position === null ? '' : ` ${position}`}`,
  );
}

describe('a status derived from the Nodes', () => {
  it('shows drains in records, and the queue behind them', () => {
    const status = derive([
      aNodeInMaintenance('a'),
      aNodeWith('b', [{ id: 'event-2', type: 'Reboot' }]),
      aNodeWith('c', []),
    ]);
    expect(states(status)).toEqual(['b waiting 1', 'a draining']);
    expect(status.slots).toMatchObject({ total: 1, used: 1 });
    expect(status.nodes[0]?.why).toContain('waits for a drain slot: 1 of 1 in use by a');
    expect(status.leader).toEqual({
      self: '',
      identity: 'ctl-1',
      isLeader: false,
      since: '2026-11-23T04:00:00.000Z',
    });
  });

  it('does not show a node as draining before it is cordoned', () => {
    const status = derive([aNodeWith('a', [{}]), aNodeWith('b', [{}]), aNodeWith('c', [{}])]);
    expect(states(status)).toEqual(['a waiting 1', 'b waiting 2', 'c waiting 3']);
    expect(status.nodes[0]?.why).toBe('Redeploy; it may begin now, but nobody has cordoned it yet');
    expect(status.queue.map(({ position }) => position)).toEqual([1, 2, 3]);
  });

  it('shows a node that is still cordoned although its maintenance is over', () => {
    const status = derive([aNodeInMaintenance('a', { phase: 'Drained' }, [])]);
    expect(states(status)).toEqual(['a drained']);
    expect(status.nodes[0]).toMatchObject({
      cordoned: true,
      reason: 'Redeploy',
      why: 'the maintenance is over; no controller has acted upon it yet',
    });
  });

  it('follows the record where a controller would have ended the attempt by now', () => {
    const started = new Date(now - 120 * minutes).toISOString();
    const status = derive([aNodeInMaintenance('a', { attemptStartedAt: started, startedAt: started })]);
    expect(states(status)).toEqual(['a draining']);
    expect(status.nodes[0]?.why).toContain('no controller has acted upon it yet');
  });

  it('shows the pods that were counted', () => {
    const left = {
      namespace: 'shop',
      name: 'web-1',
      state: 'blocked',
      budgets: ['shop/web'],
      reason: '',
    } as const;
    const node = aNodeInMaintenance('a');
    const drain = {
      nodeUID: node.uid,
      state: 'running',
      message: '',
      podsTotal: 1,
      podsLeft: [left],
    } as const;
    const status = derive([node], { drains: new Map([[node.uid, drain]]) });
    expect(status.nodes[0]).toMatchObject({
      podsTotal: 1,
      blockedBy: [{ pod: 'shop/web-1', budgets: ['shop/web'] }],
    });
  });

  it.each([
    ['ended', { holder: 'ctl-1', acquiredAt: null, endsAt: now }],
    ['given back', { holder: '', acquiredAt: null, endsAt: now + 1_000 }],
    ['never taken', null],
  ])('names no leader when the lease has %s', (_, lease) => {
    expect(derive([], { lease }).leader.identity).toBeNull();
  });

  it('leaves out nodes that mechanic does not handle', () => {
    const status = derive([
      aNodeInMaintenance('a', {}, [{}]),
      aNode('b', { ignored: true }),
      aNodeWith('c', [{}], { deleting: true }),
    ]);
    expect(states(status)).toEqual(['a draining', 'b ignored', 'c foreign']);
  });
});
