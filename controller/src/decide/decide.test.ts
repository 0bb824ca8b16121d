import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import { KnownSteps } from './known-steps.ts';
import type { NodeView } from './snapshot.ts';
import {
  aCondition,
  aDrain,
  aNode,
  aNodeInMaintenance,
  aNodeWith,
  aSnapshot,
  decideFor,
  inShort,
  minutes,
  now,
  recordFor,
  settingsOf,
  statusOf,
} from './testing.ts';

describe('the main job', () => {
  it('cordons a node with an event and records why', () => {
    const decision = decideFor([aNode('quiet'), aNodeWith('a', [{}])]);
    expect(inShort(decision)).toEqual(['cordon a']);
    expect(recordFor(decision, 'a')).toEqual({
      version: 1,
      phase: 'Draining',
      nodeUID: 'uid-of-a',
      reason: 'Redeploy',
      events: ['event-1'],
      wasUnschedulable: false,
      startedAt: '2026-11-23T05:00:00.000Z',
      attemptStartedAt: '2026-11-23T05:00:00.000Z',
      deadline: '2026-11-23T05:15:00.000Z',
      attempts: 1,
    });
    expect(decision.statuses.map(({ node, state }) => [node.name, state])).toEqual([['a', 'draining']]);
  });

  it('continues a drain in every pass', () => {
    const decision = decideFor([aNodeInMaintenance('a')]);
    expect(decision.actions).toEqual([
      {
        kind: 'drain',
        node: { name: 'a', uid: 'uid-of-a' },
        order: {
          deadline: now + 15 * minutes,
          about: 'Redeploy',
          attemptStartedAt: now - minutes,
          timeoutAt: now + 59 * minutes,
          finishUntil: now + 59 * minutes,
          surges: [],
        },
      },
    ]);
  });

  it('records that a node is drained, and uncordons it when the event is gone', () => {
    const emptied = decideFor([aNodeInMaintenance('a')], '', { drains: [aDrain('a', { state: 'emptied' })] });
    // The drain is kept until the record says so: a write with a conflict must not restart it.
    expect(inShort(emptied)).toEqual(['record a drained', 'drain a']);
    expect(inShort(decideFor([aNodeInMaintenance('a', { phase: 'Drained' })]))).toEqual([]);
    expect(inShort(decideFor([aNodeInMaintenance('a', { phase: 'Drained' }, [])]))).toEqual([
      'release a uncordon completed',
    ]);
  });

  it('makes the second node wait, with a taint and the reason', () => {
    const decision = decideFor([
      aNodeInMaintenance('a'),
      aNodeWith('b', [{ id: 'event-2' }]),
      aNode('c'),
      aNode('d'),
    ]);
    expect(inShort(decision)).toEqual(['drain a', 'taint b']);
    expect(statusOf(decision, 'b')).toMatchObject({
      state: 'waiting',
      position: 1,
      reason:
        'Redeploy due 2026-11-23T05:15:00Z; waits for a drain slot: 1 of 1 in use by a (Redeploy due 2026-11-23T05:15:00Z)',
    });
  });

  it('reads the condition of a node without a probe', () => {
    const message =
      'Redeploy Scheduled: Mon, 23 Nov 2026 05:15:00 GMT. DurationInSeconds: -1.  For more information';
    const node = aNode('a', { conditions: { VMEventScheduled: aCondition('True', message) } });
    const decision = decide(aSnapshot([node], { probed: [] }), settingsOf(), now);
    expect(inShort(decision)).toEqual(['cordon a']);
    expect(recordFor(decision, 'a')).toMatchObject({ events: ['VMEventScheduled:Redeploy'] });
  });
});

describe('for 5,000 nodes', () => {
  /**
   * Milliseconds of CPU time for a decision after one node has changed. Takes the fastest of ten, because other processes
   * use the CPU as well.
   */
  function cost(inNeed: (index: number) => boolean, yaml: string): number {
    const node = (index: number): NodeView => {
      const labels = { zone: String(index % 3), pool: `pool-${index % 20}` };
      return aNodeWith(`node-${index}`, inNeed(index) ? [{ id: `event-${index}` }] : [], { labels });
    };
    const nodes = Array.from({ length: 5000 }, (_, index) => node(index));
    const settings = settingsOf(yaml);
    const known = new KnownSteps();
    const costs = Array.from({ length: 10 }, (_, pass) => {
      const snapshot = aSnapshot(nodes.with(pass, node(pass)));
      const before = process.threadCpuUsage();
      decide(snapshot, settings, now, known);
      return process.threadCpuUsage(before).user / 1000;
    });
    return Math.min(...costs);
  }

  it('decides within 100 ms when 500 of them are in need, with budgets and approvals', () => {
    const yaml = `{maxConcurrentDrains: 10, budgets: [{name: zone, topologyKey: zone, maxConcurrentDrains: 4},
      {name: pool, topologyKey: pool, maxUnavailable: 10%}], acknowledgeEvents: true}`;
    expect(cost((index) => index % 10 === 0, yaml)).toBeLessThan(100);
  });

  it('decides within 50 ms when all of them are in need and one has changed', () => {
    expect(cost(() => true, '')).toBeLessThan(50);
  });
});
