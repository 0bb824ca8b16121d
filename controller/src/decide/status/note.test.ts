import { describe, expect, it } from '@jest/globals';
import { needOf } from '../../observe/testing.ts';
import { sayDraining, sayNeed, saySpent } from '../reasons.ts';
import { noteOf } from './note.ts';

const need = needOf({ reason: 'Redeploy', deadline: Date.parse('2026-11-23T05:15:00Z') });

describe('the note on a node', () => {
  it.each([
    ['nothing, when state, reason and deadline say it all', sayNeed(need), ''],
    ['nothing of a drain without trouble', sayDraining(need), ''],
    ['what it waits for', `${sayNeed(need)}; waits for a drain slot`, 'waits for a drain slot'],
    ['what a drain waits for', `${sayDraining(need)}; waits for volumes`, 'waits for volumes'],
    ['that nothing is left to save', saySpent(need), 'nothing is left to save by draining the node'],
    ['the whole reason when it is another', 'a person uncordoned it', 'a person uncordoned it'],
    ['the whole reason when it only begins alike', `${sayNeed(need)}0`, `${sayNeed(need)}0`],
  ])('is %s', (_, reason, note) => {
    expect(noteOf({ reason, need })).toBe(note);
  });

  it('is the reason for a node without a need', () => {
    expect(noteOf({ reason: 'the maintenance is over', need: null })).toBe('the maintenance is over');
  });
});
