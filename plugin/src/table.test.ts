import { describe, expect, it } from '@jest/globals';
import { painter } from './paint.ts';
import { cell, table, wrap } from './table.ts';

const plain = { paint: painter(false), width: Number.POSITIVE_INFINITY };

describe('a table', () => {
  it('makes columns as wide as their content, ignoring colours', () => {
    const rows = [
      [cell('a'), cell('draining', 'busy'), cell('first')],
      [cell('node-2'), cell('ok', 'good'), cell('second')],
    ];
    const lines = ['NODE     STATE      WHY', 'a        draining   first', 'node-2   ok         second'];
    expect(table(['NODE', 'STATE', 'WHY'], rows, plain)).toEqual(lines);
    const painted = table(['NODE', 'STATE', 'WHY'], rows, { ...plain, paint: painter(true) });
    expect(painted.map((line) => line.replaceAll(/\u001b\[[\d;]*m/g, ''))).toEqual(lines);
  });

  it('wraps the last column inside that column', () => {
    const rows = [[cell('a'), cell('waits for a drain slot that is in use by another node')]];
    expect(table(['NODE', 'WHY'], rows, { ...plain, width: 40 })).toEqual([
      'NODE   WHY',
      'a      waits for a drain slot that is in',
      '       use by another node',
    ]);
  });

  it('puts the last column on its own lines when the others leave no room', () => {
    const rows = [[cell('a-long-name-of-a-node'), cell('waits for a slot')]];
    expect(table(['NODE', 'WHY'], rows, { ...plain, width: 30 })).toEqual([
      'NODE',
      '    WHY',
      'a-long-name-of-a-node',
      '    waits for a slot',
    ]);
  });

  it('leaves no spaces after an empty cell', () => {
    expect(table(['NODE', 'WHY'], [[cell('a'), cell('')]], plain)).toEqual(['NODE   WHY', 'a']);
  });
});

describe('wrapping', () => {
  it('keeps long words whole', () => {
    expect(wrap('to shop/a-very-long-name now', 10)).toEqual(['to', 'shop/a-very-long-name', 'now']);
  });
});
