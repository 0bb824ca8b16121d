import { describe, expect, it } from '@jest/globals';
import { closest } from './closest.ts';

const known = ['maxConcurrentDrains', 'maxUnavailable', 'budgets', 'drain', 'dryRun', 'max'];

describe('closest', () => {
  it.each([
    ['maxConcurentDrains', 'maxConcurrentDrains'],
    ['maxconcurrentdrains', 'maxConcurrentDrains'],
    ['maxUnavailible', 'maxUnavailable'],
    ['budget', 'budgets'],
    ['drian', 'drain'],
    ['dryrun', 'dryRun'],
    ['mix', 'max'],
  ])('finds that %s means %s', (word, meant) => {
    expect(closest(word, known)).toBe(meant);
  });

  it.each(['pollingInterval', 'x', '', 'concurrency'])('finds no known word near "%s"', (word) => {
    expect(closest(word, known)).toBeUndefined();
  });
});
