import { describe, expect, it } from '@jest/globals';
import { ReturningOwners } from './returning-owners.ts';
import { podView } from './testing.ts';

describe('owners whose pods come back', () => {
  it('may return twice, however many pods come at once', () => {
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

  it('lose no chance through many pods that are there from the start', () => {
    const owners = new ReturningOwners();
    const many = Array.from({ length: 50 }, (_, index) => podView(`p${index}`));
    owners.see(many);
    expect(many.some((pod) => owners.keepsReturning(pod))).toBe(false);
  });

  it('do not include owners whose pods already ended when the drain was taken over', () => {
    const owners = new ReturningOwners();
    const ending = [0, 1, 2].map((index) => podView(`p${index}`, { deletionDueAt: 1 }));
    const healthy = podView('p3');
    for (let look = 0; look < 3; look += 1) owners.see([...ending, healthy]);
    expect(owners.keepsReturning(healthy)).toBe(false);
    owners.see([...ending, podView('p3', { deletionDueAt: 1 })]);
    const fifth = podView('p4');
    owners.see([...ending, fifth]);
    expect(owners.keepsReturning(fifth)).toBe(false);
  });

  it('do not include owners whose pods others take away', () => {
    const owners = new ReturningOwners();
    const stays = podView('p0');
    owners.see([stays]);
    for (let round = 0; round < 9; round += 1) {
      owners.see([stays, podView(`r${round}`, { deletionDueAt: 1 })]);
    }
    expect(owners.keepsReturning(stays)).toBe(false);
  });

  it('are counted separately, and pods without owner are never counted', () => {
    const owners = new ReturningOwners();
    const bare = [0, 1, 2, 3, 4].map((index) => podView(`b${index}`, { owner: null }));
    owners.see(bare);
    expect(bare.some((pod) => owners.keepsReturning(pod))).toBe(false);
  });
});
