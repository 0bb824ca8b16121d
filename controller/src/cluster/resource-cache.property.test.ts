import * as fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { FakeApi, refusal } from './fake-api.ts';
import { type ApiObject, type ObjectView, identity } from '../decide/views/objects.ts';
import { ResourceCache } from './resource-cache.ts';

interface Thing extends ApiObject {
  readonly color?: string;
}

type Cache = ResourceCache<Thing, ObjectView & { readonly color: string }>;

/** What can happen to an API server, to the connection and to a cache. */
type Happening = (world: { api: FakeApi; clock: FakeClock; cache: Cache }) => unknown;

const name = fc.constantFrom('a', 'b', 'c', 'd');
const color = fc.constantFrom('red', 'green');

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  fc.tuple(name, color).map(
    ([name, color]): Happening =>
      ({ api }) =>
        api.put({ metadata: { name }, color }),
  ),
  fc.tuple(name, color).map(([name, color]): Happening => ({ api, cache }) => {
    cache.absorb(api.put({ metadata: { name }, color }));
  }),
  name.map(
    (name): Happening =>
      ({ api }) =>
        api.remove(name),
  ),
  name.map((name): Happening => ({ api }) => {
    api.remove(name);
    api.put({ metadata: { name, uid: `another-${api.requests.length}` }, color: 'blue' });
  }),
  fc.constant<Happening>(({ api }) => api.bookmark()),
  fc.constant<Happening>(({ api }) => api.compact()),
  fc.constant<Happening>(({ api }) => api.watches.forEach((watch) => watch.end())),
  fc.constant<Happening>(({ api }) => api.watches.forEach((watch) => watch.end(new Error('broken')))),
  fc.constantFrom(401, 410, 429, 503).map(
    (code): Happening =>
      ({ api }) =>
        api.troubles.push(refusal(code)),
  ),
  fc.constant<Happening>(({ api }) => {
    for (const watch of api.watches) watch.send({ type: 'ERROR', object: { code: 410 } });
  }),
  fc.constant<Happening>(({ cache }) => void cache.refresh().catch(() => undefined)),
  fc.integer({ min: 0, max: 400_000 }).map(
    (ms): Happening =>
      ({ clock }) =>
        clock.advance(ms),
  ),
);

/** Runs the happenings, waits without any more, and compares the cache with the objects of the API server. */
async function expectWhatIsThere(history: readonly Happening[]): Promise<void> {
  const api = new FakeApi();
  api.pageSize = 2;
  const clock = new FakeClock();
  // A list takes a while, and the objects change meanwhile.
  const list = api.list.bind(api);
  api.list = async (...request) => {
    const page = await list(...request);
    await new Promise<void>((resolve) => clock.after(300, resolve));
    return page;
  };
  const quiet = (): void => undefined;
  const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
  const cache: Cache = new ResourceCache<Thing, ObjectView & { readonly color: string }>(
    { client: api, clock, log, random: () => 0.5 },
    {
      resource: 'things',
      path: '/things',
      view: ({ metadata = {}, color = '' }) => ({ ...identity(metadata), color }),
    },
  );
  let shown: readonly unknown[] = [];
  cache.onChange(() => (shown = cache.values().map(({ uid, color }) => ({ uid, color }))));
  const stop = new AbortController();
  const run = cache.run(stop.signal);
  for (const happening of history) await happening({ api, clock, cache });
  api.troubles.length = 0;
  // Longer than the longest pause, but too short for a relist, which must not be what helps.
  await clock.advance(31_000);
  const expected = api.objects.map((object: Thing) => ({
    ...identity(object.metadata ?? {}),
    color: object.color,
  }));
  const byName = (a: ObjectView, b: ObjectView): number => (a.name < b.name ? -1 : 1);
  expect([...cache.values()].sort(byName)).toEqual([...expected].sort(byName));
  // The listeners were told of every change except new versions of unchanged views.
  expect(shown).toEqual(cache.values().map(({ uid, color }) => ({ uid, color })));
  stop.abort();
  await run;
}

describe('ResourceCache', () => {
  it('shows in the end the objects that exist, whatever happened before', async () => {
    const history = fc.array(happenings, { maxLength: 40 });
    await fc.assert(fc.asyncProperty(history, expectWhatIsThere), { numRuns: 1000 });
  });

  it('misses no event of a watch that was accepted just before the past was compacted', async () => {
    const endings: Happening[] = Array.from({ length: 2 }, () => ({ api }) => {
      for (const watch of api.watches) watch.end();
    });
    for (let turns = 0; turns < 8; turns += 1) {
      await expectWhatIsThere([
        ({ clock }) => clock.advance(60_000),
        ...endings,
        ...Array.from({ length: turns }, (): Happening => () => undefined),
        ({ api }) => api.put({ metadata: { name: 'a' }, color: 'red' }),
        ({ api }) => api.compact(),
      ]);
    }
  });
});
