import { describe, expect, it } from '@jest/globals';
import { place, scaleOf } from './timeline-scale.ts';

const minute = 60_000;
const now = Date.parse('2026-11-23T05:02:10Z');

describe('the scale of a timeline', () => {
  it('includes now and all times, between round times', () => {
    const { from, to, marks } = scaleOf([now + 14 * minute, now + 21 * minute], now);
    expect(new Date(from).toISOString()).toBe('2026-11-23T05:00:00.000Z');
    expect(new Date(to).toISOString()).toBe('2026-11-23T05:25:00.000Z');
    expect(marks.map((mark) => (mark - from) / minute)).toEqual([5, 10, 15, 20]);
  });

  it('stays the same while only a little time passes', () => {
    const end = Date.parse('2026-11-23T05:24:00Z');
    expect(scaleOf([end], now + minute)).toEqual(scaleOf([end], now));
  });

  it.each([0, 3, 90, 60 * 24, 60 * 24 * 30, 60 * 24 * 400])('has few marks %d minutes ahead', (minutes) => {
    const { from, to, marks } = scaleOf([now + minutes * minute], now);
    expect(marks.length).toBeLessThanOrEqual(8);
    expect(from).toBeLessThanOrEqual(now);
    expect(to).toBeGreaterThan(now);
  });

  it('places times outside the scale at its ends', () => {
    const scale = { from: 100, to: 200, marks: [] };
    expect([50, 100, 150, 999].map((time) => place(time, scale, 600))).toEqual([0, 0, 300, 600]);
  });
});
