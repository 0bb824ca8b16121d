import { describe, expect, it } from '@jest/globals';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import type { NodeView, Snapshot } from '../snapshot.ts';
import {
  aNode,
  aNodeWith,
  aRequest,
  aSnapshot,
  inShort,
  minutes,
  now,
  seconds,
  settingsOf,
  statusOf,
} from '../testing.ts';
import { formatTime } from '../times.ts';

// Tests take place on a Monday at 05:00 UTC.
const morning = '{name: morning, days: [mon], from: "04:00", to: "06:00"}';
const evening = '{name: evening, days: [mon], from: "18:00", to: "20:00"}';
const incident = '{name: incident, prometheus: {url: "http://prometheus:9090", query: ALERTS}}';

function due(name: string, ms: number): NodeView {
  return aNodeWith(name, [{ notBefore: formatTime(now + ms) }]);
}

function held(nodes: readonly NodeView[], yaml: string, queries?: Snapshot['queries']): Decision {
  const idle = Array.from({ length: 20 }, (_, index) => aNode(`z${index}`));
  const snapshot = { ...aSnapshot([...nodes, ...idle]), ...(queries !== undefined && { queries }) };
  return decide(snapshot, settingsOf(yaml), now);
}

describe('A hold', () => {
  it('stops drains that can wait, gives the reason, and is decided again when its window ends', () => {
    const asked = aNodeWith('b', [], { request: aRequest() });
    const decision = held([due('a', 3 * 60 * minutes), asked], `holds: [${morning}, ${evening}]`);
    expect(inShort(decision)).toEqual(['taint a', 'taint b']);
    for (const name of ['a', 'b'])
      expect(statusOf(decision, name)?.reason).toContain('is held by morning until 2026-11-23T06:00:00Z');
    expect(decision.nextPassAt).toBe(now + 60 * minutes);
    expect(decision.restraints).toMatchObject([
      { kind: 'hold', name: 'morning', applies: true, nodes: ['a', 'b'], until: now + 60 * minutes },
      { kind: 'hold', name: 'evening', applies: false, nodes: [], waiting: 2 },
    ]);
  });

  it('lets a node begin early enough to finish holdMargin before its deadline', () => {
    const yaml = `holdMargin: 15m\nholds: [${morning}]`;
    const decision = held([due('a', 20 * minutes)], yaml);
    expect(inShort(decision)).toEqual(['taint a']);
    // Two minutes to drain the node, plus the margin.
    expect(decision.nextPassAt).toBe(now + 3 * minutes);
    expect(inShort(held([due('a', 17 * minutes)], yaml))).toEqual(['cordon a']);
  });

  it('counts the nodes drained before, so that the last node is in time', () => {
    const nodes = Array.from({ length: 8 }, (_, index) => due(`n${index}`, 30 * minutes));
    expect(inShort(held(nodes.slice(0, 7), `holds: [${morning}]`))[0]).toBe('taint n0');
    expect(inShort(held(nodes, `holds: [${morning}]`))[0]).toBe('cordon n0');
  });

  it('stops no urgent node and no running drain', () => {
    const preempt = aNodeWith('a', [{ type: 'Preempt', notBefore: formatTime(now + 30 * seconds) }]);
    expect(inShort(held([preempt], `holds: [${morning}]`))).toEqual(['cordon a']);
  });

  it('gives all reasons', () => {
    const noon = '{name: noon, from: "03:00", to: "12:00"}';
    const reason = statusOf(held([due('a', 9 * 60 * minutes)], `holds: [${morning}, ${noon}]`), 'a')?.reason;
    expect(reason).toMatch(/is held by morning until .*; is held by noon until 2026-11-23T12:00:00Z/);
  });
});

describe('A hold by a query', () => {
  const node = due('a', 3 * 60 * minutes);

  it('holds while the query has a result, and until its first answer', () => {
    const firing = new Map([['incident', { holds: true, why: 'its query has 2 results' }]]);
    expect(statusOf(held([node], `holds: [${incident}]`, firing), 'a')?.reason).toContain(
      'is held by incident: its query has 2 results',
    );
    expect(statusOf(held([node], `holds: [${incident}]`, new Map()), 'a')?.reason).toContain(
      'is held by incident: its query is being asked',
    );
  });

  it('does not hold when the query has no result', () => {
    const quiet = new Map([['incident', { holds: false, why: 'its query has no result' }]]);
    const decision = held([node], `holds: [${incident}]`, quiet);
    expect(inShort(decision)).toEqual(['cordon a']);
    expect(decision.restraints).toMatchObject([{ name: 'incident', applies: false, waiting: 1 }]);
  });

  it('is ignored by a replica that cannot ask', () => {
    expect(inShort(held([node], `holds: [${incident}]`))).toEqual(['cordon a']);
  });
});
