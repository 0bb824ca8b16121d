import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FairQueue } from './fair-queue.ts';

function drained<T>(queue: FairQueue<T>): T[] {
  const items: T[] = [];
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) items.push(item);
  return items;
}

describe('FairQueue', () => {
  it('gives each key its turn, and keeps the order within each key', () => {
    const queue = new FairQueue<string>(10);
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.push(item[0] ?? '', item);
    expect(drained(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(queue.size).toBe(0);
  });

  it('drops the oldest item of the key with most items when it is full', () => {
    const queue = new FairQueue<string>(4);
    const dropped = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'a5', 'c1', 'd1', 'e1'].map((item) =>
      queue.push(item[0] ?? '', item),
    );
    expect(dropped).toEqual([null, null, null, null, 'a1', 'a2', 'a3', 'a4', 'b1', 'a5']);
    expect(drained(queue)).toEqual(['b2', 'c1', 'd1', 'e1']);
  });

  it('never exceeds its limit, and drops nothing of a quiet key', () => {
    const noisy = fc.array(fc.constantFrom('noisy', 'quiet'), { maxLength: 200 });
    fc.assert(
      fc.property(noisy, (keys) => {
        const queue = new FairQueue<string>(40);
        let quiet = 0;
        for (const key of keys) {
          if (key === 'quiet' && (quiet += 1) > 20) continue;
          queue.push(key, key);
        }
        expect(queue.size).toBeLessThanOrEqual(40);
        expect(drained(queue).filter((key) => key === 'quiet')).toHaveLength(Math.min(quiet, 20));
      }),
    );
  });
});
