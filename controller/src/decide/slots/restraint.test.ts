import { describe, expect, it } from '@jest/globals';
import type { NodeView, Settling } from '../snapshot.ts';
import {
  aDrain,
  aNode,
  aNodeInMaintenance,
  aNodeWith,
  aRequest,
  aSnapshot,
  inShort,
  minutes,
  now,
  recordFor,
  seconds,
  settingsOf,
  statusOf,
} from '../testing.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import { formatTime } from '../times.ts';

/** A drained node whose pods may take one more minute to become Ready elsewhere. */
const settling: Settling = { node: 'x', until: now + 1 * minutes, missing: 'shop/web has 1 of 3 pods Ready' };

function waiting(name: string, ms: number, type = 'Redeploy'): NodeView {
  return aNodeWith(name, [{ type, notBefore: formatTime(now + ms) }]);
}

function decideWhile(nodes: readonly NodeView[], yaml = '', of: readonly Settling[] = [settling]): Decision {
  const idle = Array.from({ length: 20 }, (_, index) => aNode(`z${index}`));
  return decide({ ...aSnapshot([...nodes, ...idle]), settling: of }, settingsOf(yaml), now);
}

describe('While pods that a drain moved are not Ready elsewhere', () => {
  it('the next drain waits if it can, and names the workload', () => {
    const decision = decideWhile([waiting('a', 20 * minutes)]);
    expect(inShort(decision)).toEqual(['taint a']);
    expect(statusOf(decision, 'a')).toMatchObject({ state: 'waiting', position: 1 });
    expect(statusOf(decision, 'a')?.reason).toContain(
      'waits until the pods of x are Ready elsewhere: shop/web has 1 of 3 pods Ready; at the latest until 2026-11-23T05:01:00Z (settle)',
    );
    expect(decision.nextPassAt).toBe(settling.until);
    expect(decision.restraints).toMatchObject([{ kind: 'settle', name: 'x', nodes: ['a'], waiting: 1 }]);
  });

  it('a node without a deadline waits, and so does a paused drain', () => {
    const asked = aNodeWith('a', [], { request: aRequest() });
    const paused = aNodeInMaintenance('b', { phase: 'Paused' });
    expect(inShort(decideWhile([asked, paused]))).toEqual(['taint a']);
  });

  it('a preemption without a deadline does not wait, because Azure may take the VM at any moment', () => {
    expect(inShort(decideWhile([aNodeWith('a', [{ type: 'Preempt', notBefore: null }])]))).toEqual([
      'cordon a',
    ]);
  });

  it('no node that comes before such a preemption waits', () => {
    const nodes = [waiting('a', 60 * minutes), aNodeWith('b', [{ type: 'Preempt', notBefore: null }])];
    expect(inShort(decideWhile(nodes))).toContain('cordon a');
  });

  it('an urgent node does not wait', () => {
    expect(inShort(decideWhile([waiting('a', 90 * seconds, 'Preempt')]))).toEqual(['cordon a']);
    expect(inShort(decideWhile([aNodeWith('a', [{ status: 'Started', notBefore: null }])]))).toEqual([
      'cordon a',
    ]);
  });

  it('no node waits past its last moment to begin', () => {
    // Two minutes to drain and one minute to wait.
    expect(inShort(decideWhile([waiting('a', 3 * minutes + 1)], 'urgentWithin: 0s'))).toEqual(['taint a']);
    expect(inShort(decideWhile([waiting('a', 3 * minutes)], 'urgentWithin: 0s'))).toEqual(['cordon a']);
  });

  it('no node waits if a later node in the queue would then miss its deadline', () => {
    const seven = Array.from({ length: 7 }, (_, index) => waiting(`n${index}`, 15 * minutes));
    expect(inShort(decideWhile(seven.slice(0, 6)))[0]).toBe('taint n0');
    expect(inShort(decideWhile(seven))[0]).toBe('cordon n0');
    // A running drain takes time as well.
    const running = aNodeInMaintenance('r', {}, [{ notBefore: formatTime(now + 20 * minutes) }]);
    expect(inShort(decideWhile([...seven.slice(0, 6), running], 'maxConcurrentDrains: 2'))).not.toContain(
      'cordon n0',
    );
  });

  it('a drain with a long forecast begins earlier, but not one that something always holds', () => {
    const nodes = [waiting('a', 20 * minutes), aNode('z')];
    const decided = (expectedMs: number): string[] =>
      inShort(
        decide(
          { ...aSnapshot(nodes), settling: [settling], expectedMs: () => expectedMs },
          settingsOf('{maxUnavailable: 100%, drain: {timeout: 15m}}'),
          now,
        ),
      );
    expect(decided(10 * minutes)).toEqual(['taint a']);
    expect(decided(1 * seconds)).toEqual(['taint a']);
    expect(decided(30 * minutes)).toEqual(['taint a']);
    expect(decided(Infinity)).toEqual(['taint a']);
    const near = { ...aSnapshot([waiting('a', 12 * minutes), aNode('z')]), settling: [settling] };
    const yaml = 'maxUnavailable: 100%';
    expect(inShort(decide({ ...near, expectedMs: () => 11 * minutes }, settingsOf(yaml), now))).toEqual([
      'cordon a',
    ]);
  });

  it('nodes behind one that cannot wait still wait if they can', () => {
    const nodes = [waiting('a', 3 * minutes), waiting('b', 60 * minutes)];
    const decision = decideWhile(nodes, '{maxConcurrentDrains: 5, urgentWithin: 0s}');
    expect(inShort(decision)).toEqual(['cordon a', 'taint b']);
  });

  it('no node waits once the settle time is over or all pods are Ready', () => {
    const nodes = [waiting('a', 20 * minutes)];
    expect(inShort(decideWhile(nodes, '', []))).toEqual(['cordon a']);
    expect(inShort(decideWhile(nodes, '', [{ ...settling, until: now }]))).toEqual(['cordon a']);
  });

  it('a write that may have taken a slot is still confirmed', () => {
    const node = waiting('a', 20 * minutes);
    const unseenSlots = { a: { ...recordFor(decideWhile([node], '', []), 'a') } as never };
    const snapshot = { ...aSnapshot([node, aNode('z')], { unseenSlots }), settling: [settling] };
    expect(inShort(decide(snapshot, settingsOf('maxUnavailable: 100%'), now))).toEqual(['cordon a']);
  });
});

describe('The record of a drained node', () => {
  it('says when the node was drained, and which workloads its pods came from', () => {
    const moved = ['ReplicaSet/shop/web-1', 'StatefulSet/shop/db'];
    const drains = [{ ...aDrain('a', { state: 'emptied' }), moved }];
    const decision = decide(aSnapshot([aNodeInMaintenance('a')], { drains }), settingsOf(), now);
    expect(recordFor(decision, 'a')).toMatchObject({ phase: 'Drained', drainedAt: formatTime(now), moved });
  });

  it('names no workload if no pod was moved, and only as many as fit', () => {
    const many = Array.from({ length: 80 }, (_, index) => `ReplicaSet/shop/web-${index}`);
    const recorded = (moved: readonly string[]) => {
      const drains = [{ ...aDrain('a', { state: 'emptied' }), moved }];
      return recordFor(decide(aSnapshot([aNodeInMaintenance('a')], { drains }), settingsOf(), now), 'a');
    };
    expect(recorded([])).not.toHaveProperty('moved');
    expect(recorded(many)?.moved).toHaveLength(50);
  });
});
