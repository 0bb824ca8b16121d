import { describe, expect, it } from '@jest/globals';
import { clockTime, fromNow, span } from './span.ts';

describe('times for people', () => {
  it.each([
    [0, '0s'],
    [-5_000, '0s'],
    [59_400, '59s'],
    [60_000, '1m'],
    [850_000, '14m10s'],
    [7_500_000, '2h5m'],
    [3_605_000, '1h'],
    [6 * 86_400_000 - 1_000, '5d23h'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(span(ms)).toBe(text);
  });

  it('shows the distance of a time from now', () => {
    const now = Date.parse('2026-11-23T05:00:00Z');
    expect(fromNow('2026-11-23T05:15:00Z', now)).toBe('in 15m');
    expect(fromNow('2026-11-23T04:59:57Z', now)).toBe('3s ago');
    expect(fromNow('2026-11-23T05:00:00Z', now)).toBe('now');
    expect(fromNow('soon', now)).toBe('');
  });

  it('shows a time in whole seconds', () => {
    expect(clockTime('2026-11-23T05:15:00.123Z')).toBe('2026-11-23 05:15:00 UTC');
  });
});
