import { describe, expect, it } from '@jest/globals';
import { Random } from './random.ts';

function draws(random: Random, count = 5): number[] {
  return Array.from({ length: count }, random.next);
}

describe('Random', () => {
  it('draws the same for the same seed and concern', () => {
    expect(draws(Random.of(7, 'a'))).toEqual(draws(Random.of(7, 'a')));
  });

  it('draws otherwise for another seed, concern or part', () => {
    const [first] = draws(Random.of(7, 'a'));
    const others = [Random.of(8, 'a'), Random.of(7, 'b'), Random.of(7, 'a').fork('part')];
    for (const other of others) expect(draws(other)[0]).not.toBe(first);
  });

  it('takes nothing from a stream when a part is given a stream of its own', () => {
    const random = Random.of(7, 'a');
    draws(random.fork('part'));
    expect(draws(random)).toEqual(draws(Random.of(7, 'a')));
  });

  it('covers the range evenly', () => {
    const random = Random.of(1, 'even');
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4_000; draw++) {
      const bin = random.int(0, 3);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(700);
  });
});
