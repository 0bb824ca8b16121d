import { describe, expect, it } from '@jest/globals';
import { parseSettings } from './settings.ts';
import { readSettingsText } from './settings-text.ts';

const largest = 64 * 1024;

function errorsOf(text: string): readonly string[] {
  const result = parseSettings(text);
  return result.ok ? [] : result.errors;
}

describe('the text of the settings', () => {
  it('is read as YAML', () => {
    expect(readSettingsText('drain: {timeout: 2h}')).toEqual({
      ok: true,
      document: { drain: { timeout: '2h' } },
    });
  });

  it.each([
    ['of more than 64 KiB', '#'.repeat(largest + 1), 'mechanic.yaml: is larger than 64 KiB'],
    ['of more than 64 KiB in bytes', `#${'ä'.repeat(largest / 2)}`, 'mechanic.yaml: is larger than 64 KiB'],
    [
      'with a string of more than 1 KiB',
      `budgets: [{name: "${'ä'.repeat(513)}", maxUnavailable: 1}]`,
      `budgets[0].name: holds a text of more than 1 KiB, which begins "${'ä'.repeat(40)}"`,
    ],
    [
      'with a key of more than 1 KiB',
      `drain: {"${'k'.repeat(1_025)}": 1}`,
      `drain: holds a text of more than 1 KiB, which begins "${'k'.repeat(40)}"`,
    ],
    [
      'nested without end',
      `drain: ${'['.repeat(40)}${']'.repeat(40)}`,
      'mechanic.yaml: is nested more than 32 levels deep',
    ],
    ['nested in a line', '- '.repeat(1_000), 'mechanic.yaml: is nested more than 32 levels deep'],
    [
      'nested by indentation',
      Array.from({ length: 40 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'mechanic.yaml: is nested more than 32 levels deep',
    ],
    ['with a list without end', `budgets: [${'1,'.repeat(1_001)}]`, 'budgets: has more than 1000 entries'],
    [
      'with an alias',
      'drain: &d {}\nuncordon: *d',
      'not valid YAML: Aliases are not supported at line 2, column 11',
    ],
    [
      'with a key given twice in a list',
      'budgets:\n- name: a\n  name: b',
      'not valid YAML: Map keys must be unique at line 3, column 3',
    ],
  ])('is refused %s', (_, text, error) => {
    expect(errorsOf(text)).toEqual([error]);
  });

  it('may have exactly 64 KiB, and strings of exactly 1 KiB', () => {
    expect(errorsOf('#'.repeat(largest))).toEqual([]);
    expect(errorsOf(`budgets: [{name: ${'n'.repeat(1_024)}, maxUnavailable: 1}]`)).toEqual([]);
  });

  const bomb = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    .map((name, index, names) => {
      const content = index === 0 ? 'x' : `*${names[index - 1] ?? ''}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => content).join()}]`;
    })
    .join('\n');

  it.each([
    ['80,000 commas in a selector', `drain: {skipPods: "${'a,'.repeat(80_000)}"}`],
    ['900 KB under one key', `logLevel: "${'x'.repeat(900_000)}"`],
    ['aliases of aliases', bomb],
    ['brackets that are never closed', '['.repeat(largest)],
    ['thousands of mistakes', `budgets: [${'1,'.repeat(32_000)}]`],
    ['thousands of unknown keys', Array.from({ length: 8_000 }, (_, index) => `k${index}:`).join('\n')],
    ['thousands of anchors', Array.from({ length: 4_000 }, (_, index) => `&a${index} k${index}:`).join('\n')],
    ['mistakes in a list of a thousand', `budgets: [${'{a: 1, b: 2, c: 3},'.repeat(999)}]`],
  ])('with %s is refused fast, with a short message', (_, text) => {
    const before = process.threadCpuUsage();
    const errors = errorsOf(text);
    // CPU time of this thread in microseconds, since other threads may be busy. Without limits, the slowest took minutes.
    expect(process.threadCpuUsage(before).user).toBeLessThan(2_000_000);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join('').length).toBeLessThan(4_000);
  });

  it('lists only as many mistakes as a person corrects at once, and says that there are more', () => {
    const errors = errorsOf(`{${Array.from({ length: 30 }, (_, index) => `key${index}: 1`).join()}}`);
    expect(errors).toHaveLength(21);
    expect(errors.at(-1)).toBe('and more mistakes than are listed here');
  });
});
