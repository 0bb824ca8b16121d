import { describe, expect, it } from '@jest/globals';
import { isDraining } from './ownership.ts';
import { aNode, aNodeInMaintenance, aNodeWith, decideFor, inShort, statusOf } from '../testing.ts';

describe('a node that holds a slot', () => {
  it.each([
    ['Draining', {}, true],
    ['Draining, as an earlier Node of its name', { nodeUID: 'another' }, true],
    ['Paused', { phase: 'Paused' }, false],
    ['Drained', { phase: 'Drained' }, false],
  ] as const)('is one that is %s', (_, record, holds) => {
    expect(isDraining(aNodeInMaintenance('a', record))).toBe(holds);
  });

  it('is none without a record that can be read', () => {
    expect(isDraining(aNode('a'))).toBe(false);
    expect(isDraining(aNode('a', { record: { kind: 'unreadable' } }))).toBe(false);
  });

  it('is one that is to be ignored, until its drain is written off', () => {
    expect(isDraining({ ...aNodeInMaintenance('a'), ignored: true })).toBe(true);
  });

  it('is none that is to be ignored and carries what was written for another Node: that is never taken away', () => {
    const forged = { ...aNodeInMaintenance('a', { nodeUID: 'another' }), ignored: true };
    expect(isDraining(forged)).toBe(false);
    const due = aNodeWith('b', [{ type: 'Preempt' }]);
    expect(inShort(decideFor([forged, due], 'maxUnavailable: "100%"'))).toContain('cordon b');
  });
});

describe('a node of the managed system pool of AKS', () => {
  const hosted = { labels: { 'kubernetes.azure.com/hostedvm': 'true' } };

  it('is left alone, whatever is announced for it', () => {
    const decision = decideFor([aNodeWith('a', [{}], hosted), aNode('b')]);
    expect(inShort(decision)).toEqual([]);
    expect(statusOf(decision, 'a')).toMatchObject({
      state: 'foreign',
      reason: 'left alone: AKS itself keeps it (kubernetes.azure.com/hostedvm)',
      position: null,
    });
    const taints = [{ key: 'kubernetes.azure.com/hostedvm', effect: 'NoSchedule' }];
    expect(inShort(decideFor([aNodeWith('a', [{}], { taints }), aNode('b')]))).toEqual([]);
  });

  it('is available as long as it is Ready, so that it costs the others no room', () => {
    const others = ['a', 'b'].map((name) => aNode(name, hosted));
    const due = aNodeWith('c', [{}]);
    expect(inShort(decideFor([...others, due], 'maxUnavailable: 1'))).toEqual(['cordon c']);
    const away = others.map((node) => ({ ...node, ready: 'False' as const }));
    expect(inShort(decideFor([...away, due], 'maxUnavailable: 2'))).toEqual(['taint c']);
  });
});
