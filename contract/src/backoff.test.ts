import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffDelay, quarter } from './backoff.ts';

const backoff = { initialMs: 1_000, maxMs: 30_000 };

describe('backoffDelay', () => {
  it('doubles with each failure up to the longest pause', () => {
    expect([1, 2, 3, 5, 6, 1_000].map((failures) => backoffDelay(backoff, failures))).toEqual([
      1_000, 2_000, 4_000, 16_000, 30_000, 30_000,
    ]);
  });

  it('starts with the first pause when nothing has failed yet', () => {
    expect(backoffDelay(backoff, 0)).toBe(1_000);
  });

  it('stays within its spread, whatever the random number', () => {
    const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), part, (failures, drawn) => {
        const full = backoffDelay(backoff, failures);
        const delay = backoffDelay(
          backoff,
          failures,
          quarter(() => drawn),
        );
        return delay >= full * 0.75 && delay <= full * 1.25;
      }),
    );
  });
});
