import { describe, expect, it } from '@jest/globals';
import { mostHistory } from '@mechanic/contract';
import { History } from './history.ts';
import { anEntry } from './testing.ts';

const named = (history: History): string[] => history.entries().map(({ node }) => node);

describe('History', () => {
  it('has the newest first', () => {
    const history = new History();
    history.add(anEntry('a', 1));
    history.add(anEntry('b', 2));
    expect(named(history)).toEqual(['b', 'a']);
  });

  it('merges the entries of others in order, each once', () => {
    const history = new History();
    history.add(anEntry('b', 2));
    history.add(anEntry('d', 4));
    history.merge([anEntry('c', 3), anEntry('b', 2), anEntry('a', 1)]);
    expect(named(history)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('drops the oldest beyond two hundred', () => {
    const history = new History();
    for (let index = 0; index < mostHistory; index += 1) history.add(anEntry(`n${index}`, index));
    history.merge([anEntry('newer', 1_000), anEntry('older', -1)]);
    history.add(anEntry('newest', 1_001));
    expect(history.entries()).toHaveLength(mostHistory);
    expect(named(history).slice(0, 2)).toEqual(['newest', 'newer']);
    expect(named(history)).not.toContain('older');
  });
});
