import { describe, expect, it } from '@jest/globals';
import { type CalendarHold } from './holds.ts';
import { parseSettings } from './settings.ts';
import { windowEndsAt } from './hold-window.ts';

function hold(text: string): CalendarHold {
  const result = parseSettings(`holds: [{name: h, ${text}}]`);
  if (!result.ok) throw new Error(result.errors.join());
  const [only] = result.settings.holds;
  if (only?.kind !== 'calendar') throw new Error('no window');
  return only;
}

/** When the window that applies at a time ends; null: none applies. */
function endOf(text: string, at: string): string | null {
  const end = windowEndsAt(hold(text), Date.parse(at));
  return end === null ? null : new Date(end).toISOString().replace(':00.000Z', 'Z');
}

const office = 'days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00", timeZone: Europe/Berlin';
const night = 'days: [fri], from: "22:00", to: "06:00", timeZone: America/New_York';

describe('The window of a hold', () => {
  it.each([
    ['2026-11-24T06:59:59Z', null],
    ['2026-11-24T07:00:00Z', '2026-11-24T17:00Z'],
    ['2026-11-24T16:59:59Z', '2026-11-24T17:00Z'],
    ['2026-11-24T17:00:00Z', null],
    ['2026-11-28T12:00:00Z', null],
    // Berlin is an hour further from UTC in summer.
    ['2026-07-01T06:00:00Z', '2026-07-01T16:00Z'],
    ['2026-07-01T05:59:59Z', null],
  ])('of office hours at %s ends at %s', (at, end) => {
    expect(endOf(office, at)).toBe(end);
  });

  it.each([
    ['2026-11-28T02:59:59Z', null],
    ['2026-11-28T03:00:00Z', '2026-11-28T11:00Z'],
    ['2026-11-28T10:59:59Z', '2026-11-28T11:00Z'],
    ['2026-11-28T11:00:00Z', null],
    ['2026-11-29T04:00:00Z', null],
  ])('across midnight belongs to the day on which it begins: at %s it ends at %s', (at, end) => {
    expect(endOf(night, at)).toBe(end);
  });

  it('is an hour shorter or longer when clocks change in it', () => {
    const sunday = 'days: [sun], from: "01:00", to: "05:00", timeZone: Europe/Berlin';
    expect(endOf(sunday, '2026-03-29T00:00:00Z')).toBe('2026-03-29T03:00Z');
    expect(endOf(sunday, '2026-10-24T23:00:00Z')).toBe('2026-10-25T04:00Z');
  });

  it('that begins or ends in a skipped hour does so an hour later', () => {
    const gap = 'from: "02:30", to: "04:00", timeZone: Europe/Berlin';
    expect(endOf(gap, '2026-03-29T01:29:59Z')).toBeNull();
    expect(endOf(gap, '2026-03-29T01:30:00Z')).toBe('2026-03-29T02:00Z');
    expect(endOf('from: "01:00", to: "02:30", timeZone: Europe/Berlin', '2026-03-29T00:30:00Z')).toBe(
      '2026-03-29T01:30Z',
    );
  });

  it('that ends in an hour that occurs twice ends the first time', () => {
    expect(endOf('from: "00:00", to: "02:30", timeZone: Europe/Berlin', '2026-10-24T23:00:00Z')).toBe(
      '2026-10-25T00:30Z',
    );
  });

  it('of whole days ends when the first day comes that is not in it', () => {
    expect(endOf('days: [fri, sat, sun], timeZone: UTC', '2026-11-27T12:00:00Z')).toBe('2026-11-30T00:00Z');
    expect(endOf('days: [mon], to: "24:00"', '2026-11-23T23:59:59Z')).toBe('2026-11-24T00:00Z');
  });

  it('without a zone is in UTC', () => {
    expect(endOf('from: "08:00", to: "09:00"', '2026-07-01T08:30:00Z')).toBe('2026-07-01T09:00Z');
  });
});
