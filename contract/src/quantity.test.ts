import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity, parseQuantity, resolveQuantity } from './quantity.ts';

describe('a quantity', () => {
  it.each([
    [3, 10, 3],
    [0, 10, 0],
    ['0%', 10, 0],
    ['25%', 10, 3],
    ['1%', 10, 1],
    ['1%', 0, 1],
    ['100%', 7, 7],
  ])('%p of %d nodes is %d', (value, total, count) => {
    expect(resolveQuantity(parseQuantity(value), total)).toBe(count);
  });

  it('is shown as the user wrote it', () => {
    expect(formatQuantity(parseQuantity('25%'))).toBe('25%');
    expect(formatQuantity(parseQuantity(3))).toBe('3');
  });

  it('as a percentage rounds up, is never more than the whole and grows with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 10_000 }), (percent, total) => {
        const quantity = parseQuantity(`${percent}%`);
        const count = resolveQuantity(quantity, total);
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(total);
        expect(count * 100).toBeGreaterThanOrEqual(percent * total);
        expect((count - 1) * 100).toBeLessThan(percent * total);
        expect(resolveQuantity(quantity, total + 1)).toBeGreaterThanOrEqual(count);
      }),
    );
  });
});
