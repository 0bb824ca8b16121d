import { describe, expect, it } from '@jest/globals';
import { cleanDeep, cleanJson, cleanText } from './clean-text.ts';

describe('text of the cluster on a terminal', () => {
  it.each([
    ['colours', '\u001b[31mred', '\\u{1b}[31mred'],
    ['8-bit controls', 'a\u009b31mb', 'a\\u{9b}31mb'],
    ['a change of direction', 'web\u202egnp', 'web\\u{202e}gnp'],
    ['invisible letters', 'we\u200bb', 'we\\u{200b}b'],
    ['a bell and a deletion', 'a\u0007\u007fb', 'a\\u{7}\\u{7f}b'],
  ])('shows %s as codes', (_, text, shown) => {
    expect(cleanText(text)).toBe(shown);
  });

  it('becomes one line', () => {
    expect(cleanText('failed:\r\n\tno route\u2028to host')).toBe('failed: no route to host');
  });

  it('stays unchanged when it is ordinary text of any language', () => {
    expect(cleanText('Überprüfung läuft, 再デプロイ 🚀')).toBe('Überprüfung läuft, 再デプロイ 🚀');
  });

  it('is cleaned at any depth, including keys', () => {
    expect(cleanDeep({ a: ['\u001b', { '\u001bkey': null }], b: 1, c: true })).toEqual({
      a: ['\\u{1b}', { '\\u{1b}key': null }],
      b: 1,
      c: true,
    });
  });
});

describe('JSON for programs', () => {
  it('has the same meaning, without characters that control a terminal', () => {
    const value = { text: 'a\u001b\u009b\u202e\u{e0001}b\n', list: ['\u007f'] };
    const json = cleanJson(value);
    expect(JSON.parse(json)).toEqual(value);
    expect(json.replaceAll('\n', '')).toMatch(/^[ -~]*$/);
  });

  it('takes one line without an indent', () => {
    expect(cleanJson({ a: [1], b: 'x\ny' }, 0)).toBe('{"a":[1],"b":"x\\ny"}');
  });
});
