import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { limitIn, withLimit } from './limit-edit.ts';

const commented = `# Who changes this tells the team first.
urgentWithin:   5m      # generous

maxConcurrentDrains: "10%"   # ticket 4711
drain:
    onDeadline: 'wait'
# the end
`;

describe('an edit of the limit', () => {
  it('changes nothing but the value', () => {
    const edited = withLimit(commented, '0');
    expect(edited).toBe(commented.replace('"10%"', '0'));
    expect(withLimit(edited, '"10%"')).toBe(commented);
    expect(limitIn(commented)).toBe('"10%"');
  });

  it.each([
    ['nothing', ''],
    ['comments only', '# nothing here yet\n'],
    ['other keys', 'dryRun: true # for now\n'],
    ['no newline at the end', 'dryRun: true'],
  ])('adds the key to %s, and takes it away again', (_, text) => {
    const edited = withLimit(text, '0');
    expect(edited).toBe(`${text}${text === '' || text.endsWith('\n') ? '' : '\n'}maxConcurrentDrains: 0\n`);
    expect(limitIn(edited)).toBe('0');
    expect(withLimit(edited, null).trimEnd()).toBe(text.trimEnd());
  });

  it.each([
    ['braces', '{dryRun: true, maxConcurrentDrains: 2}', '{ dryRun: true }\n'],
    ['braces without it', '{dryRun: true}', '{dryRun: true}'],
    ['an indented document', '  dryRun: true\n', '  dryRun: true\n'],
    ['an end of the document', 'dryRun: true\n...\n', 'dryRun: true\n...\n'],
    ['an empty value', 'dryRun: true\nmaxConcurrentDrains:\n', 'dryRun: true\n'],
  ])('copes with %s', (_, text, without) => {
    expect(parse(withLimit(text, '0'))).toEqual({ dryRun: true, maxConcurrentDrains: 0 });
    expect(withLimit(text, null)).toBe(without);
  });

  it('is not fooled by a key of the same name elsewhere', () => {
    const text = 'budgets:\n  - name: zone\n    maxConcurrentDrains: 1\n';
    expect(limitIn(text)).toBeNull();
    expect(withLimit(text, '0')).toBe(`${text}maxConcurrentDrains: 0\n`);
  });

  it('refuses what is not settings at all', () => {
    expect(() => withLimit('a: [', '0')).toThrow('the settings are not valid YAML');
    expect(() => withLimit('a: 1\na: 2\n', '0')).toThrow('Map keys must be unique');
    expect(() => withLimit('- a\n', '0')).toThrow('the settings are not a list of keys and values');
  });

  it('is undone by an edit back, whatever else the text says', () => {
    const line = fc.constantFrom(
      '# a comment',
      '',
      'dryRun: true # or not',
      'urgentWithin:  5m',
      'budgets: [{name: zone, maxConcurrentDrains: 1}]',
      'drain:\n  # inside\n  timeout: 2h',
    );
    const value = fc.constantFrom('1', '25', '"10%"', "'10%'", '10%');
    fc.assert(
      fc.property(fc.uniqueArray(line), value, fc.nat(), fc.boolean(), (lines, limit, place, ended) => {
        const all: string[] = [...lines];
        all.splice(place % (lines.length + 1), 0, `maxConcurrentDrains: ${limit} # why`);
        const text = all.join('\n') + (ended ? '\n' : '');
        const paused = withLimit(text, '0');
        expect(paused).toBe(text.replace(`maxConcurrentDrains: ${limit} #`, 'maxConcurrentDrains: 0 #'));
        expect(withLimit(paused, limitIn(text))).toBe(text);
      }),
    );
  });
});
