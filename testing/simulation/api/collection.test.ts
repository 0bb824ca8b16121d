import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resourceNamed } from './resources.ts';
import { Store } from './store.ts';

const nodes = resourceNamed('nodes');

function write(store: Store, name: string): void {
  const found = store.get(nodes, '', name);
  if (found !== undefined && store.version % 3 === 0) store.remove(nodes, found);
  else store.put(nodes, { metadata: { name, uid: name, resourceVersion: '', creationTimestamp: '' } });
}

function texts(store: Store, version: number): readonly string[] {
  return store
    .collection(nodes)
    .at(version)
    .map(({ bare }) => bare);
}

describe('a collection', () => {
  it('knows how everything was at each version that it remembers', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'a-b', 'c')), fc.nat(20), (names, forgotten) => {
        const store = new Store();
        const past = new Map([[store.version, texts(store, store.version)]]);
        for (const name of names) {
          write(store, name);
          past.set(store.version, texts(store, store.version));
        }
        const floor = Math.min(forgotten, store.version);
        store.forget(floor);
        const remembered = [...past].filter(([version]) => store.collection(nodes).remembers(version));
        expect(remembered.map(([version]) => texts(store, version))).toEqual(
          remembered.map(([, then]) => then),
        );
        expect(remembered.length).toBe([...past.keys()].filter((version) => version >= floor).length);
      }),
    );
  });

  it('forgets by itself when there is too much to remember', () => {
    const store = new Store();
    for (let count = 0; count < 9_000; count++) write(store, 'a');
    expect(store.collection(nodes).remembers(2)).toBe(false);
    expect(store.collection(nodes).remembers(store.version - 4_000)).toBe(true);
  });
});
