import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type HistoryEntry, formatHistory, historyKey, mostHistory, parseHistory } from './history.ts';

const entry: HistoryEntry = {
  node: 'aks-user-vmss000003',
  reason: 'Redeploy',
  events: ['602D'],
  outcome: 'succeeded',
  startedAt: '2026-11-23T05:00:00.000Z',
  endedAt: '2026-11-23T05:01:30.000Z',
  durationSeconds: 90,
  attempts: 1,
  pods: 12,
  graceSeconds: 30,
  blockedBy: [{ pod: 'shop/web-1', budgets: ['shop/web'] }],
  message: '',
};

describe('parseHistory', () => {
  it('reads what formatHistory wrote', () => {
    expect(parseHistory(formatHistory([entry, entry]))).toEqual({ entries: [entry, entry], unreadable: 0 });
  });

  it('reads no entry from an empty text', () => {
    expect(parseHistory('')).toEqual({ entries: [], unreadable: 0 });
  });

  it('drops unknown fields, as a later version may write them', () => {
    const later = `${JSON.stringify({ ...entry, mood: 'good' })}\n`;
    expect(parseHistory(later).entries).toEqual([entry]);
  });

  it.each([
    ['no JSON', '{"node":'],
    ['another thing', '[]'],
    ['a control character', JSON.stringify({ ...entry, message: '\u001b[31m' })],
    ['a time that is none', JSON.stringify({ ...entry, endedAt: 'yesterday' })],
    ['a long line', JSON.stringify({ ...entry, events: Array.from({ length: 999 }, () => 'x'.repeat(99)) })],
    ['deep nesting', JSON.stringify({ ...entry, more: [[[[[[]]]]]] })],
    ['a negative duration', JSON.stringify({ ...entry, durationSeconds: -1 })],
  ])('leaves out a line with %s, and no other', (_, line) => {
    expect(parseHistory(`${line}\n${JSON.stringify(entry)}\n`)).toEqual({ entries: [entry], unreadable: 1 });
  });

  it('reads at most as many lines as are kept', () => {
    const { entries, unreadable } = parseHistory(`${JSON.stringify(entry)}\n`.repeat(mostHistory + 7));
    expect([entries.length, unreadable]).toEqual([mostHistory, 7]);
  });
});

describe('formatHistory', () => {
  it('keeps the newest entries, and fits into a ConfigMap whatever they contain', () => {
    const wordy = {
      ...entry,
      message: '"'.repeat(9_999),
      events: Array.from({ length: 99 }, () => 'é'.repeat(999)),
    };
    const text = formatHistory(Array.from({ length: 999 }, (_, index) => ({ ...wordy, attempts: index })));
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const { entries, unreadable } = parseHistory(text);
    expect(unreadable).toBe(0);
    expect(entries[0]?.attempts).toBe(0);
    expect(entries.length).toBeGreaterThan(100);
  });

  it('writes only lines that parseHistory reads, whatever people and webhooks put into them', () => {
    const words = fc.string({ unit: 'binary', maxLength: 700 });
    const pods = fc.array(fc.record({ pod: words, budgets: fc.array(words, { maxLength: 5 }) }), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        words,
        words,
        fc.array(words, { maxLength: 12 }),
        pods,
        (message, reason, events, blockedBy) => {
          const text = formatHistory([{ ...entry, message, reason, events, blockedBy }]);
          expect(parseHistory(text)).toMatchObject({ entries: [{ node: entry.node }], unreadable: 0 });
        },
      ),
    );
  });
});

describe('historyKey', () => {
  it('differs between drains, and is the same for the same drain', () => {
    expect(historyKey({ ...entry, message: 'other words' })).toBe(historyKey(entry));
    expect(historyKey({ ...entry, node: 'b' })).not.toBe(historyKey(entry));
  });
});
