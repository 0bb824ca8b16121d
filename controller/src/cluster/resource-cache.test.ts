import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { FakeApi, refusal } from './fake-api.ts';
import type { ApiObject, ObjectView } from '../decide/views/objects.ts';
import { identity } from '../decide/views/objects.ts';
import { ResourceCache } from './resource-cache.ts';

interface Thing extends ApiObject {
  readonly color?: string;
  readonly heartbeat?: number;
}

interface ThingView extends ObjectView {
  readonly color: string;
}

const thing = (name: string, color = 'red', heartbeat = 0): Thing => ({
  metadata: { name },
  color,
  heartbeat,
});

describe('ResourceCache', () => {
  let api: FakeApi;
  let clock: FakeClock;
  let cache: ResourceCache<Thing, ThingView>;
  let changes: number;
  let warnings: string[];
  let restarts: string[];
  let stop: AbortController;
  let run: Promise<void>;

  const start = async (): Promise<void> => {
    run = cache.run(stop.signal);
    await clock.advance(0);
  };
  const names = (): string[] => cache.values().map((view) => view.name);
  const onlyWatch = (): { query: Readonly<Record<string, string>>; end: (error?: Error) => void } => {
    const [watch, ...others] = api.watches;
    if (watch === undefined || others.length > 0) throw new Error('not exactly one watch is open');
    return watch;
  };

  beforeEach(() => {
    api = new FakeApi();
    clock = new FakeClock();
    changes = 0;
    warnings = [];
    restarts = [];
    stop = new AbortController();
    const quiet = (): void => undefined;
    cache = new ResourceCache(
      {
        client: api,
        clock,
        log: { error: quiet, warn: (message) => warnings.push(message), info: quiet, debug: quiet },
        random: () => 0.5,
        onRestart: ({ resource, reason }) => restarts.push(`${resource} ${reason}`),
      },
      {
        resource: 'things',
        path: '/api/v1/things',
        view: ({ metadata, color }) => {
          if (color === 'hostile') throw new RangeError('Maximum call stack size exceeded');
          return { ...identity(metadata ?? {}), color: color ?? '' };
        },
        carry: (view, before) => {
          if (view.color === 'incomparable') throw new RangeError('Maximum call stack size exceeded');
          return before.color === '' ? before : view;
        },
      },
    );
    cache.onChange(() => (changes += 1));
  });

  afterEach(async () => {
    stop.abort();
    await run;
    if (clock.pending > 0 || api.watches.size > 0) throw new Error('a timer or a watch was left behind');
  });

  it('lists, then watches from the version of the list', async () => {
    api.put(thing('a'));
    await start();
    await cache.whenSynced;
    expect(names()).toEqual(['a']);
    expect(api.requests).toEqual(['list', 'watch 101']);
    expect(api.queries[1]).toMatchObject({ allowWatchBookmarks: 'true', timeoutSeconds: '270' });
    expect(changes).toBe(1);
  });

  it('is synced, and tells its listeners, when there are no objects', async () => {
    await start();
    expect(cache.synced).toBe(true);
    expect(changes).toBe(1);
  });

  it('follows added, changed and deleted objects', async () => {
    await start();
    api.put(thing('a'));
    api.put(thing('b'));
    api.put(thing('a', 'blue'));
    api.remove('b');
    await clock.advance(0);
    expect(cache.values()).toEqual([{ name: 'a', uid: 'uid-a', resourceVersion: '103', color: 'blue' }]);
    expect(changes).toBe(5);
  });

  it('takes over a newer version of an unchanged view without telling its listeners', async () => {
    api.put(thing('a'));
    await start();
    const before = cache.values();
    expect(cache.values()).toBe(before);
    api.put(thing('a', 'red', 1));
    await clock.advance(0);
    expect(cache.get('a')?.resourceVersion).toBe('102');
    expect(changes).toBe(1);
  });

  it('reads a long list page by page', async () => {
    api.pageSize = 2;
    for (const name of ['a', 'b', 'c', 'd', 'e']) api.put(thing(name));
    await start();
    expect(names()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(api.requests.slice(0, 3)).toEqual(['list', 'list continue=2', 'list continue=4']);
    expect(api.queries[0]).toEqual({ limit: '500' });
  });

  it('starts the list again when the API server no longer knows the requested page', async () => {
    api.pageSize = 2;
    for (const name of ['a', 'b', 'c']) api.write(thing(name));
    const list = api.list.bind(api);
    let expired = false;
    api.list = (path, query, take, signal) => {
      if (query.continue !== undefined && !expired) {
        expired = true;
        return Promise.reject(refusal(410));
      }
      return list(path, query, take, signal);
    };
    await start();
    expect(cache.synced).toBe(false);
    await clock.advance(500);
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(restarts).toEqual(['things expired']);
  });

  it('resumes where a watch ended, or from a bookmark that was newer', async () => {
    await start();
    api.bookmark();
    await clock.advance(60_000);
    onlyWatch().end();
    await clock.advance(0);
    expect(api.requests.at(-1)).toBe('watch 101');
    expect(api.requests.filter((request) => request === 'list')).toHaveLength(1);
    expect(restarts).toEqual(['things ended']);
  });

  it('resumes after a broken connection', async () => {
    api.put(thing('a'));
    await start();
    await clock.advance(60_000);
    onlyWatch().end(new Error('other side closed'));
    await clock.advance(500);
    expect(api.requests).toEqual(['list', 'watch 101', 'watch 101']);
    expect(restarts).toEqual(['things dropped']);
  });

  it.each(['in the stream', 'as an answer'])(
    'lists again when the version is gone, said %s',
    async (where) => {
      api.put(thing('a'));
      api.put(thing('b'));
      await start();
      await clock.advance(60_000);
      api.erase('a');
      api.write(thing('c'));
      if (where === 'in the stream') {
        for (const watch of api.watches)
          watch.send({ type: 'ERROR', object: { code: 410, reason: 'Expired' } });
      } else {
        api.troubles.push(refusal(410));
        onlyWatch().end();
      }
      await clock.advance(1_000);
      expect(names()).toEqual(['b', 'c']);
      expect(restarts.at(-1)).toBe('things expired');
      expect(api.requests.slice(-2)).toEqual(['list', 'watch 104']);
    },
  );

  it('ends a watch that is silent, and one that exceeds its timeout', async () => {
    await start();
    await clock.advance(150_000);
    expect(restarts).toEqual(['things stalled']);
    await clock.advance(1_000);
    const endless = onlyWatch();
    for (let minute = 0; minute < 5; minute++) {
      api.bookmark();
      await clock.advance(60_000);
    }
    expect(restarts).toEqual(['things stalled', 'things stalled']);
    expect(onlyWatch()).not.toBe(endless);
  });

  it('lists everything again after ten minutes, at the end of a watch', async () => {
    await start();
    expect(onlyWatch().query.timeoutSeconds).toBe('270');
    for (let watch = 0; watch < 3; watch++) {
      api.bookmark();
      await clock.advance(Number(onlyWatch().query.timeoutSeconds) * 500);
      api.bookmark();
      await clock.advance(Number(onlyWatch().query.timeoutSeconds) * 500);
      onlyWatch().end();
      await clock.advance(0);
    }
    expect(restarts).toEqual(['things ended', 'things ended', 'things relist']);
    expect(api.requests.filter((request) => request === 'list')).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  it('finds in a full list what the watch missed', async () => {
    api.put(thing('a'));
    api.put(thing('b'));
    await start();
    api.erase('a');
    api.write(thing('b', 'blue'));
    await cache.refresh();
    expect(cache.values()).toMatchObject([{ name: 'b', color: 'blue' }]);
    expect(changes).toBe(2);
  });

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [429, 'throttled'],
    [500, 'error'],
    [503, 'error'],
  ])(
    'retries after %i for ever, with growing pauses of at most 30 s, and logs it once',
    async (code, reason) => {
      for (let attempt = 0; attempt < 40; attempt++) api.troubles.push(refusal(code));
      await start();
      await clock.advance(60_000);
      const inTheFirstMinute = api.requests.length;
      await clock.advance(600_000);
      const perMinute = (api.requests.length - inTheFirstMinute) / 10;
      expect(inTheFirstMinute).toBeLessThan(10);
      expect(perMinute).toBeGreaterThan(2);
      expect(perMinute).toBeLessThan(5);
      await clock.advance(600_000);
      expect(cache.synced).toBe(true);
      expect(new Set(restarts)).toContain(`things ${reason}`);
      expect(warnings).toEqual(['cannot watch, trying again']);
    },
  );

  it('pauses when the API server ends each watch at once', async () => {
    await start();
    for (let second = 0; second < 60; second++) {
      for (const watch of api.watches) watch.end();
      await clock.advance(1_000);
    }
    expect(api.requests.length).toBeLessThan(12);
  });

  it('waits as long as the API server asks', async () => {
    api.troubles.push(refusal(429, { 'retry-after': '7' }));
    await start();
    await clock.advance(6_900);
    expect(cache.synced).toBe(false);
    await clock.advance(200);
    expect(cache.synced).toBe(true);
  });

  it('lists everything when the version to resume from keeps being refused', async () => {
    await start();
    await clock.advance(20_000);
    for (let attempt = 0; attempt < 6; attempt++) api.troubles.push(refusal(504));
    onlyWatch().end();
    await clock.advance(60_000);
    expect(api.requests.filter((request) => request === 'list').length).toBeGreaterThan(1);
    expect(api.watches.size).toBe(1);
  });

  it('absorbs the answer to a write, and ignores the same version when the watch brings it', async () => {
    api.put(thing('a'));
    await start();
    const written = api.write(thing('a', 'blue'));
    cache.absorb(written);
    expect(cache.get('a')?.color).toBe('blue');
    expect(changes).toBe(2);
    for (const watch of api.watches) watch.send({ type: 'MODIFIED', object: written });
    await clock.advance(0);
    expect(changes).toBe(2);
  });

  it('absorbs no answer that is older, or about an object that is gone or replaced by another of its name', async () => {
    const first = api.put(thing('a', 'green'));
    api.put(thing('a', 'blue'));
    await start();
    cache.absorb(first);
    expect(cache.get('a')?.color).toBe('blue');
    const late = api.write(thing('a', 'red'));
    api.remove('a');
    await clock.advance(0);
    cache.absorb(late);
    expect(names()).toEqual([]);
    api.put({ metadata: { name: 'a', uid: 'another' } });
    await clock.advance(0);
    cache.absorb({ metadata: { ...late.metadata, resourceVersion: '999' } });
    expect(cache.get('a')?.uid).toBe('another');
  });

  it('ignores events that are older than a full list', async () => {
    const first = api.put(thing('a', 'green'));
    await start();
    api.erase('a');
    const added = api.write(thing('b'));
    await cache.refresh();
    expect(names()).toEqual(['b']);
    for (const watch of api.watches) {
      watch.send({ type: 'MODIFIED', object: first });
      watch.send({ type: 'ADDED', object: added });
    }
    await clock.advance(0);
    expect(names()).toEqual(['b']);
    expect(changes).toBe(2);
  });

  it('keeps what the watch brought while an older list was under way', async () => {
    await start();
    const list = api.list.bind(api);
    api.list = async (path, query, take, signal) => {
      const page = await list(path, query, take, signal);
      api.put(thing('new'));
      await clock.advance(0);
      return page;
    };
    await cache.refresh();
    expect(names()).toEqual(['new']);
  });

  it('does not restore what was deleted while an older list was under way', async () => {
    api.put(thing('a'));
    await start();
    const list = api.list.bind(api);
    api.list = async (path, query, take, signal) => {
      const page = await list(path, query, take, signal);
      api.remove('a');
      await clock.advance(0);
      return page;
    };
    await cache.refresh();
    expect(names()).toEqual([]);
  });

  it('accepts the state of an API server that was set back', async () => {
    api.put(thing('a', 'blue'));
    api.put(thing('b'));
    await start();
    api.setBack(40);
    api.erase('b');
    api.write(thing('a', 'red'));
    await cache.refresh();
    expect(cache.values()).toMatchObject([{ name: 'a', color: 'red', resourceVersion: '42' }]);
    expect(warnings).toEqual(['the API server was set back to an earlier state']);
  });

  it('passes a failed refresh to its caller and stays as it is', async () => {
    api.put(thing('a'));
    await start();
    api.troubles.push(refusal(503));
    await expect(cache.refresh()).rejects.toMatchObject({ code: 503 });
    expect(names()).toEqual(['a']);
  });

  it('continues when a listener fails', async () => {
    let heard = 0;
    cache.onChange(() => {
      throw new Error('broken');
    });
    const end = cache.onChange(() => (heard += 1));
    await start();
    expect(heard).toBe(1);
    end();
    api.put(thing('a'));
    await clock.advance(0);
    expect(heard).toBe(1);
    expect(changes).toBe(2);
  });

  it.each(['hostile', 'incomparable'])(
    'serves every other object when one is %s, which keeps its last view and is logged once',
    async (color) => {
      for (const name of ['a', 'b', 'c']) api.put(thing(name));
      await start();
      for (let beat = 0; beat < 3; beat += 1) api.put(thing('b', color, beat));
      api.put(thing('c', 'blue'));
      await clock.advance(0);
      expect(cache.values().map((view) => view.color)).toEqual(['red', 'red', 'blue']);
      await cache.refresh();
      api.put(thing('d'));
      await clock.advance(0);
      expect(cache.values().map((view) => view.color)).toEqual(['red', 'red', 'blue', 'red']);
      expect(warnings).toEqual(['an object cannot be read and keeps its last view']);
      expect(restarts).toEqual([]);
      api.put(thing('b', 'green'));
      await clock.advance(0);
      expect(cache.get('b')?.color).toBe('green');
    },
  );

  it('omits an object that it could never read, and forgets it when it is gone', async () => {
    api.put(thing('a', 'hostile'));
    api.put(thing('b'));
    await start();
    expect(names()).toEqual(['b']);
    cache.absorb(api.put(thing('a', 'hostile')));
    api.remove('a');
    await clock.advance(0);
    api.put(thing('a', 'hostile'));
    await clock.advance(0);
    expect(names()).toEqual(['b']);
    expect(warnings).toHaveLength(2);
    api.put(thing('a'));
    await clock.advance(0);
    expect(names()).toEqual(['b', 'a']);
  });
});
