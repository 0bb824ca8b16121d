import { describe, expect, it } from '@jest/globals';
import type { QueryHold } from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { MemoryLog } from '../observe/testing.ts';
import { HoldQueries } from './hold-queries.ts';
import type { PrometheusAnswer } from './prometheus.ts';

const incident: QueryHold = {
  kind: 'prometheus',
  name: 'incident',
  url: 'http://prometheus:9090',
  query: 'ALERTS',
  onError: 'release',
};

class World {
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  readonly asked: string[] = [];
  holds: QueryHold[] = [incident];
  answer: PrometheusAnswer | Promise<PrometheusAnswer> = { kind: 'answered', results: 0 };
  changes = 0;
  readonly queries = new HoldQueries({
    ask: async (_url, query) => {
      this.asked.push(query);
      return this.answer;
    },
    clock: this.clock,
    log: this.log,
    holds: () => this.holds,
    onChange: () => {
      this.changes += 1;
    },
  });

  async follow(...names: readonly string[]): Promise<void> {
    this.queries.follow(new Set(names));
    await this.clock.advance(1);
  }

  get state() {
    return this.queries.states().get('incident');
  }
}

describe('HoldQueries', () => {
  it('asks nothing while no waiting node depends on it', async () => {
    const world = new World();
    await world.follow();
    await world.clock.advance(60_000);
    expect(world.asked).toEqual([]);
    expect(world.state).toBeUndefined();
  });

  it('asks at once, and then every 15 s, however often it is told which holds matter', async () => {
    const world = new World();
    world.answer = { kind: 'answered', results: 2 };
    await world.follow('incident');
    expect(world.state).toEqual({ holds: true, why: 'its query has 2 results' });
    for (let pass = 0; pass < 100; pass += 1) await world.follow('incident');
    expect(world.asked).toHaveLength(1);
    await world.clock.advance(30_000);
    expect(world.asked).toHaveLength(3);
    expect(world.changes).toBe(1);
    await world.follow();
    await world.clock.advance(60_000);
    expect(world.asked).toHaveLength(3);
  });

  it('ignores an answer that is too old, and one to another query', async () => {
    const world = new World();
    await world.follow('incident');
    expect(world.state).toMatchObject({ holds: false });
    await world.follow();
    await world.clock.advance(30_000);
    expect(world.state).toBeUndefined();
    await world.follow('incident');
    expect(world.state).toMatchObject({ holds: false });
    world.holds = [{ ...incident, query: 'up == 0' }];
    expect(world.state).toBeUndefined();
    await world.follow('incident');
    expect(world.asked.at(-1)).toBe('up == 0');
  });

  it.each([
    ['release', false, 'and so it lets go (onError)'],
    ['hold', true, 'and so it holds (onError)'],
  ] as const)('follows onError when the query fails: %s', async (onError, holds, why) => {
    const world = new World();
    world.holds = [{ ...incident, onError }];
    world.answer = { kind: 'failed', why: 'no answer in time' };
    await world.follow('incident');
    expect(world.state).toEqual({
      holds,
      why: `its query cannot be asked (no answer in time), ${why}`,
    });
    await world.clock.advance(60_000);
    expect(world.log.messages()).toEqual(['the query of a hold cannot be asked']);
    world.answer = { kind: 'answered', results: 1 };
    await world.clock.advance(15_000);
    expect(world.state).toEqual({ holds: true, why: 'its query has a result' });
  });

  it('keeps the last state while it asks again', async () => {
    const world = new World();
    world.answer = { kind: 'answered', results: 1 };
    await world.follow('incident');
    world.answer = new Promise(() => undefined);
    await world.clock.advance(20_000);
    expect(world.state).toMatchObject({ holds: true });
  });
});
