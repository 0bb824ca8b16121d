import { describe, expect, it } from '@jest/globals';
import { Backoff } from './backoff.ts';

describe('a back-off', () => {
  it('doubles its bound up to the longest pause and starts again after a success', () => {
    const backoff = new Backoff(2_000, 30_000, () => 1);
    expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([
      4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
    backoff.reset();
    expect(backoff.next()).toBe(4_000);
  });

  it('is never shorter than the shortest pause', () => {
    const backoff = new Backoff(2_000, 30_000, () => 0);
    expect([1, 2, 3].map(() => backoff.next())).toEqual([2_000, 2_000, 2_000]);
  });

  it('is drawn between the shortest pause and the bound', () => {
    expect(new Backoff(2_000, 30_000, () => 0.5).next()).toBe(3_000);
  });
});
