import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { Access, type Authorities } from './access.ts';

class World {
  readonly clock = new FakeClock();
  readonly asked: string[] = [];
  away = false;
  /** Paths that each user may get, by token. */
  readonly users = new Map<string, readonly string[]>();
  readonly #authorities: Authorities = {
    whoIs: (token) => {
      this.asked.push(`who ${token}`);
      if (this.away) return Promise.reject(new Error('away'));
      return Promise.resolve(
        this.users.has(token) ? { username: token, uid: '', groups: [], extra: {} } : null,
      );
    },
    mayGet: ({ username }, path) => {
      this.asked.push(`may ${username} ${path}`);
      return Promise.resolve(this.users.get(username)?.includes(path) ?? false);
    },
  };
  readonly access = new Access({ authorities: this.#authorities, clock: this.clock });

  get(token: string | undefined, path = '/metrics') {
    return this.access.judge(token === undefined ? undefined : `Bearer ${token}`, path);
  }
}

describe('Access', () => {
  it('lets in users whom the API server knows and allows to get the path', async () => {
    const world = new World();
    world.users.set('prometheus', ['/metrics']);
    expect(await world.get('prometheus')).toBe('allowed');
    expect(await world.get('prometheus', '/api/v1/status')).toBe('forbidden');
    expect(await world.get('stranger')).toBe('unauthenticated');
  });

  it.each([undefined, '', 'Basic YTpi', 'Bearer', 'Bearer a b', `Bearer ${'x'.repeat(20_000)}`, 'Bearer ä'])(
    'does not ask the API server about a header without a token (%#)',
    async (header) => {
      const world = new World();
      expect(await world.access.judge(header, '/')).toBe('unauthenticated');
      expect(world.asked).toEqual([]);
    },
  );

  it('asks once for many requests, and again after ten seconds', async () => {
    const world = new World();
    world.users.set('prometheus', ['/metrics']);
    await Promise.all(Array.from({ length: 20 }, () => world.get('prometheus')));
    expect(world.asked).toEqual(['who prometheus', 'may prometheus /metrics']);
    world.users.set('prometheus', []);
    expect(await world.get('prometheus')).toBe('allowed');
    await world.clock.advance(10_000);
    expect(await world.get('prometheus')).toBe('forbidden');
  });

  it('lets nobody in while the API server cannot be asked, and asks again at once', async () => {
    const world = new World();
    world.users.set('prometheus', ['/metrics']);
    world.away = true;
    expect(await world.get('prometheus')).toBe('unknown');
    world.away = false;
    expect(await world.get('prometheus')).toBe('allowed');
  });

  it('remembers a bounded number of answers', async () => {
    const world = new World();
    for (let token = 0; token < 300; token += 1) await world.get(`t${token}`);
    const asked = world.asked.length;
    await world.get('t299');
    expect(world.asked).toHaveLength(asked);
    await world.get('t0');
    expect(world.asked).toHaveLength(asked + 1);
  });
});
