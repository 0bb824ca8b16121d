import { describe, expect, it } from '@jest/globals';
import { ReturningOwners } from './returning-owners.ts';
import { podView } from './testing.ts';

describe('owners whose pods come back', () => {
  it('have three chances, however many pods come at once', () => {
    const owners = new ReturningOwners();
    for (let round = 0; round <= 2; round += 1) {
      const together = [0, 1, 2].map((index) => podView(`r${round}-${index}`));
      owners.see(together);
      expect(together.some((pod) => owners.keepsReturning(pod))).toBe(false);
    }
    const fourth = [0, 1, 2].map((index) => podView(`r3-${index}`));
    owners.see(fourth);
    expect(fourth.every((pod) => owners.keepsReturning(pod))).toBe(true);
  });

  it('do not run out of chances by many pods that are there from the start', () => {
    const owners = new ReturningOwners();
    const many = Array.from({ length: 50 }, (_, index) => podView(`p${index}`));
    owners.see(many);
    expect(many.some((pod) => owners.keepsReturning(pod))).toBe(false);
  });

  it('are each counted for themselves, and pods without owner never', () => {
    const owners = new ReturningOwners();
    const bare = [0, 1, 2, 3, 4].map((index) => podView(`b${index}`, { owner: null }));
    owners.see(bare);
    expect(bare.some((pod) => owners.keepsReturning(pod))).toBe(false);
  });
});
