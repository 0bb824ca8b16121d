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

  it('needs a record that can be read', () => {
    expect(isDraining(aNode('a'))).toBe(false);
    expect(isDraining(aNode('a', { record: { kind: 'unreadable' } }))).toBe(false);
  });

  it('may be an ignored node, until its record says that the drain ended', () => {
    expect(isDraining({ ...aNodeInMaintenance('a'), ignored: true })).toBe(true);
  });

  it('is never an ignored node with the record of another Node, which is never removed', () => {
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

  it('counts as available while it is Ready, so it uses no room under maxUnavailable', () => {
    const others = ['a', 'b'].map((name) => aNode(name, hosted));
    const due = aNodeWith('c', [{}]);
    expect(inShort(decideFor([...others, due], 'maxUnavailable: 1'))).toEqual(['cordon c']);
    const away = others.map((node) => ({ ...node, ready: 'False' as const }));
    expect(inShort(decideFor([...away, due], 'maxUnavailable: 2'))).toEqual(['taint c']);
  });
});
