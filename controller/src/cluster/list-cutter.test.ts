import * as fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { ListCutter, type ListMetadata } from './list-cutter.ts';

/** Cuts a text that comes in pieces of the given sizes, repeated in turn. */
function cut(text: string, sizes: readonly number[]): { items: unknown[]; metadata: ListMetadata } {
  const items: unknown[] = [];
  const cutter = new ListCutter((item) => items.push(item));
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    cutter.push(text.slice(at, at + size));
    at += size;
  }
  return { items, metadata: cutter.metadata() };
}

describe('ListCutter', () => {
  it('returns the items and the metadata, however the text is cut and whatever it contains', () => {
    const items = fc.array(fc.dictionary(fc.string(), fc.jsonValue()));
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });
    fc.assert(
      fc.property(items, sizes, fc.constantFrom(undefined, 2), (given, pieces, indent) => {
        const metadata = { resourceVersion: '7', continue: 'next"\\' };
        const list = { kind: 'NodeList', apiVersion: 'v1', metadata, items: given };
        const parsed = JSON.parse(JSON.stringify(list, null, indent)) as typeof list; // what it was made of
        expect(cut(`${JSON.stringify(list, null, indent)}\n`, pieces)).toEqual({
          items: parsed.items,
          metadata,
        });
      }),
    );
  });

  it('accepts a list without items', () => {
    const metadata = { resourceVersion: '7' };
    expect(cut('{"metadata":{"resourceVersion":"7"},"items":null}', [5])).toEqual({ items: [], metadata });
    expect(cut('{"metadata":{"resourceVersion":"7"}}', [5])).toEqual({ items: [], metadata });
  });

  it('throws when a list is not complete', () => {
    expect(() => cut('{"metadata":{"resourceVersion":"7"},"items":[{"a":1},', [5])).toThrow(SyntaxError);
  });
});
