import { describe, expect, it } from '@jest/globals';
import { gracePeriodFor } from './grace-period.ts';

describe('the grace period asked for', () => {
  it.each([
    ['the pod has no more than it may', 30, {}, undefined],
    ['the settings cap it', 600, { capMs: 120_000 }, 120],
    ['the deadline comes sooner', 600, { capMs: 120_000, left: 60_000 }, 60],
    ['less than a second is left', 30, { left: 300 }, 1],
    ['the deadline has passed', 600, { left: -1 }, undefined],
    ['the deadline has passed and the settings cap it', 600, { capMs: 120_000, left: -1 }, 120],
    ['the pod wants none', 0, { left: 300 }, undefined],
    ['a second is what the pod wants', 1, { left: 300 }, undefined],
  ])('when %s', (_name, own, limits: { capMs?: number; left?: number }, expected) => {
    const now = 1_000_000;
    const deadline = limits.left === undefined ? null : now + limits.left;
    expect(gracePeriodFor(own, { capMs: limits.capMs ?? null, deadline }, now)).toBe(expected);
  });
});
