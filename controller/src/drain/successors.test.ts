import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import type { NodeView } from '../decide/snapshot.ts';
import { aNode, aNodeInMaintenance } from '../decide/testing.ts';
import { formatTime } from '../decide/times.ts';
import { MovedWorkloads } from './moved-workloads.ts';
import type { Answer } from '../cluster/answer.ts';
import { type Replicas, Successors } from './successors.ts';
import { failure, podView } from './testing.ts';

const settleMs = 120_000;

class World {
  readonly clock = new FakeClock();
  readonly asked: string[] = [];
  readonly answers = new Map<string, Answer<Replicas>>();
  changes = 0;
  readonly successors = new Successors({
    workloads: {
      replicas: (kind, namespace, name) => {
        this.asked.push(`${kind}/${namespace}/${name}`);
        return Promise.resolve(this.answers.get(name) ?? { ok: false, failure: failure(404) });
      },
    },
    clock: this.clock,
    settleMs: () => settleMs,
    onChange: () => {
      this.changes += 1;
    },
  });

  show(name: string, ready: number, wanted = 3): void {
    this.answers.set(name, { ok: true, value: { ready, wanted } });
  }

  /** A node that was drained just now. */
  drained(moved: readonly string[], drainedAt = this.clock.now()): NodeView {
    return aNodeInMaintenance('a', {
      phase: 'Drained',
      drainedAt: formatTime(drainedAt),
      moved: [...moved],
    });
  }

  missing(node: NodeView): string[] {
    return this.successors.settling([node, aNode('b')]).map(({ missing }) => missing);
  }
}

describe('Successors', () => {
  it('are awaited until each workload is complete, one after the other', async () => {
    const world = new World();
    const node = world.drained(['ReplicaSet/shop/web', 'StatefulSet/shop/db']);
    world.show('web', 2);
    world.show('db', 3);
    expect(world.missing(node)).toEqual(['']);
    world.successors.follow(true);
    await world.clock.advance(2_500);
    expect(world.missing(node)).toEqual(['shop/web has 2 of 3 pods Ready']);
    expect(new Set(world.asked)).toEqual(new Set(['ReplicaSet/shop/web']));
    world.show('web', 3);
    await world.clock.advance(1_000);
    expect(world.missing(node)).toEqual([]);
    expect(world.asked.at(-1)).toBe('StatefulSet/shop/db');
    expect(world.changes).toBe(2);
  });

  it('are read only while somebody waits', async () => {
    const world = new World();
    const node = world.drained(['ReplicaSet/shop/web']);
    world.show('web', 0);
    world.missing(node);
    await world.clock.advance(10_000);
    expect(world.asked).toEqual([]);
    world.successors.follow(true);
    await world.clock.advance(3_500);
    world.successors.follow(false);
    const asked = world.asked.length;
    expect(asked).toBeGreaterThan(2);
    await world.clock.advance(10_000);
    expect(world.asked.length - asked).toBeLessThanOrEqual(1);
  });

  it('are awaited no longer than settle, whatever the state of the workload', async () => {
    const world = new World();
    const node = world.drained(['ReplicaSet/shop/web']);
    world.show('web', 0);
    world.missing(node);
    world.successors.follow(true);
    await world.clock.advance(settleMs - 1_000);
    expect(world.missing(node)).toHaveLength(1);
    await world.clock.advance(1_000);
    expect(world.missing(node)).toEqual([]);
    const asked = world.asked.length;
    await world.clock.advance(60_000);
    expect(world.asked.length - asked).toBeLessThanOrEqual(1);
  });

  it('are not awaited for a deleted workload, and are unknown for one that gives no answer', async () => {
    const world = new World();
    world.answers.set('web', { ok: false, failure: failure(503) });
    const node = world.drained(['ReplicaSet/shop/gone', 'ReplicaSet/shop/web']);
    world.missing(node);
    world.successors.follow(true);
    await world.clock.advance(100);
    expect(world.missing(node)).toEqual(['shop/web cannot be looked at']);
  });

  it('are not read from a record with names that are not valid', async () => {
    const world = new World();
    const node = world.drained(['Secret/shop/key', 'ReplicaSet/../../x', 'ReplicaSet/a', '']);
    world.missing(node);
    world.successors.follow(true);
    await world.clock.advance(100);
    expect(world.missing(node)).toEqual([]);
    expect(world.asked).toEqual([]);
  });

  it('hold up others at most once an hour for a node that is drained again and again', async () => {
    const world = new World();
    world.show('web', 0);
    expect(world.missing(world.drained(['ReplicaSet/shop/web']))).toHaveLength(1);
    await world.clock.advance(settleMs);
    expect(world.missing(world.drained(['ReplicaSet/shop/web']))).toEqual([]);
    await world.clock.advance(3_600_000);
    expect(world.missing(world.drained(['ReplicaSet/shop/web']))).toHaveLength(1);
  });

  it('are awaited from now on when the record says the drain was in the future', async () => {
    const world = new World();
    const node = world.drained(['ReplicaSet/shop/web'], world.clock.now() + 10 * settleMs);
    expect(world.missing(node)).toHaveLength(1);
    await world.clock.advance(settleMs);
    expect(world.missing(node)).toEqual([]);
  });
});

describe('MovedWorkloads', () => {
  it('lists the owners of Ready pods that can run elsewhere and are recreated, each once', () => {
    const moved = new MovedWorkloads();
    const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'u' };
    moved.add(podView('web-1'));
    moved.add(podView('web-2'));
    moved.add(podView('db-0', { owner }));
    moved.add(podView('x', { owner: null }));
    moved.add(podView('x', { owner: { ...owner, name: 'unready' }, ready: false }));
    moved.add(podView('x', { owner: { ...owner, name: 'tied' }, tiedToNode: true }));
    moved.add(podView('x', { owner: { ...owner, name: 'done' }, phase: 'Succeeded' }));
    moved.add(podView('x', { owner: { ...owner, name: 'job', kind: 'Job' } }));
    moved.add(podView('x', { owner: { ...owner, name: 'kruise', apiVersion: 'apps.kruise.io/v1' } }));
    expect(moved.all()).toEqual(['ReplicaSet/default/web', 'StatefulSet/default/db']);
  });
});
