import { describe, expect, it } from '@jest/globals';
import { DeadlineMisses } from './deadline-misses.ts';
import { needOf, statusOf } from './testing.ts';

const deadline = Date.parse('2026-11-23T05:15:00.000Z');
const missed = statusOf('a', 'waiting', { missedInQueue: true, need: needOf({ deadline }) });

describe('a deadline that passes in the queue', () => {
  it('is reported once, however long the node continues to wait', () => {
    const misses = new DeadlineMisses();
    expect(misses.fresh([missed])).toEqual([
      { status: missed, missed: expect.objectContaining({ deadline: '2026-11-23T05:15:00.000Z' }) },
    ]);
    expect(misses.fresh([missed])).toEqual([]);
  });

  it('is not reported again by the record of a drain that begins late', () => {
    const misses = new DeadlineMisses();
    misses.fresh([missed]);
    expect(misses.isNew('uid-a', { deadline: '2026-11-23T05:15:00.000Z' })).toBe(false);
    expect(misses.isNew('uid-b', { deadline: '2026-11-23T05:15:00.000Z' })).toBe(true);
  });

  it('is reported again for another deadline, and forgotten with its node', () => {
    const misses = new DeadlineMisses();
    misses.fresh([missed]);
    const later = { ...missed, need: needOf({ deadline: deadline + 1 }) };
    expect(misses.fresh([later])).toHaveLength(1);
    misses.fresh([]);
    expect(misses.fresh([later])).toHaveLength(1);
  });
});
