import { describe, expect, it } from '@jest/globals';
import { wantedOf } from './command-line.ts';

describe('wantedOf', () => {
  it('takes ranges and single seeds', () => {
    expect(wantedOf(['--seeds', '1-3,9'], 2).seeds).toEqual([1, 2, 3, 9]);
    expect(wantedOf(['--seed', '0'], 2).seeds).toEqual([0]);
  });

  it('takes what is wanted otherwise than the seed says', () => {
    const { overrides } = wantedOf(
      ['--seed', '5', '--nodes', '3', '--hours', '0.5', '--without', 'kill,cut'],
      2,
    );
    expect(overrides).toEqual({ nodes: 3, hours: 0.5, without: ['kill', 'cut'] });
  });

  it.each([
    [['--seeds', '9-1'], '--seeds is "9-1", must be FROM-TO'],
    [['--nodes', '0'], '--nodes is "0", must be a whole number'],
    [['--hours', 'x'], '--hours is "x", must be a number above 0'],
    [['--seeds', '1-2', '--trace'], '--trace shows one seed: give it with --seed'],
  ])('says what is wrong with %j', (given, words) => {
    expect(() => wantedOf(given, 2)).toThrow(words);
  });
});
