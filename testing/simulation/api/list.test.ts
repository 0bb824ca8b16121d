import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Bench } from './testing.ts';

interface Page {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly resourceVersion: string };
  }[];
}

const path = '/api/v1/namespaces/default/configmaps';

function page(bench: Bench, query: Readonly<Record<string, string>>): Page {
  return bench.told('GET', path, undefined, { query }) as unknown as Page; // the model's own list
}

/** Creates, renews or deletes one of a few ConfigMaps. */
function meddle({ api: { world } }: Bench, name: string, version: number): void {
  const place = { namespace: 'default', name };
  const data = { version: String(version) };
  if (world.get('configmaps', place) === undefined) world.create('configmaps', { metadata: place, data });
  else if (version % 3 === 0) world.remove('configmaps', place);
  else world.update('configmaps', place, (found) => ({ ...found, data }));
}

describe('a list', () => {
  it('shows in all its pages what was there when it began, whatever happens in between', () => {
    const name = fc.constantFrom('a', 'a-b', 'a.b', 'b', 'c', 'd');
    fc.assert(
      fc.property(
        fc.array(fc.array(name), { minLength: 2 }),
        fc.integer({ min: 1, max: 4 }),
        (turns, limit) => {
          const bench = new Bench();
          let version = 0;
          const act = (): void => turns.pop()?.forEach((one) => meddle(bench, one, ++version));
          act();
          const whole = page(bench, {});
          const items = [];
          let next: Page | undefined;
          do {
            const token = next?.metadata.continue;
            next = page(bench, { limit: String(limit), ...(token !== undefined && { continue: token }) });
            items.push(...next.items);
            act();
          } while (next.metadata.continue !== undefined);
          expect(items).toEqual(whole.items);
          expect(next.metadata.resourceVersion).toBe(whole.metadata.resourceVersion);
        },
      ),
    );
  });

  it('says how many are left, unless it is narrowed', () => {
    const bench = new Bench();
    for (const name of ['a', 'b', 'c']) meddle(bench, name, 1);
    expect(page(bench, { limit: '1' }).metadata.remainingItemCount).toBe(2);
    expect(page(bench, { limit: '1', fieldSelector: 'metadata.name!=c' }).metadata).not.toHaveProperty(
      'remainingItemCount',
    );
  });

  it('whose version is forgotten is refused, with a way to go on with what is there now', () => {
    const bench = new Bench();
    for (const name of ['a', 'b', 'c']) meddle(bench, name, 1);
    const token = page(bench, { limit: '1' }).metadata.continue ?? '';
    meddle(bench, 'b', 3);
    bench.api.compact();
    const refused = bench.told('GET', path, undefined, { query: { limit: '1', continue: token } });
    expect(refused).toMatchObject({ code: 410, reason: 'Expired' });
    const onward = (refused.metadata as Page['metadata']).continue ?? '';
    expect(page(bench, { continue: onward }).items.map(({ metadata }) => metadata.name)).toEqual(['c']);
  });

  it('that accepts any version lags as far as it is told to, and comes as a whole', () => {
    const bench = new Bench();
    for (const name of ['a', 'b', 'c']) meddle(bench, name, 1);
    bench.api.staleness = 1;
    const names = (query: Readonly<Record<string, string>>): string[] =>
      page(bench, query).items.map(({ metadata }) => metadata.name);
    expect(names({ resourceVersion: '0', limit: '1' })).toEqual(['a', 'b']);
    expect(names({})).toEqual(['a', 'b', 'c']);
    expect(names({ resourceVersion: String(bench.api.version) })).toEqual(['a', 'b', 'c']);
    expect(bench.ask('GET', `${path}/c`, undefined, { query: { resourceVersion: '0' } }).status).toBe(404);
  });

  it.each([
    [{ resourceVersion: '999' }, 504],
    [{ resourceVersion: 'x' }, 400],
    [{ resourceVersionMatch: 'Exact' }, 422],
    [{ limit: 'x' }, 400],
    [{ continue: 'x' }, 400],
  ])('that asks for %j is refused with %i', (query, code) => {
    expect(new Bench().ask('GET', path, undefined, { query }).status).toBe(code);
  });
});
