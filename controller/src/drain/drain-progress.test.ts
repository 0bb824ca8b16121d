import { describe, expect, it } from '@jest/globals';
import type { PodLeft } from '../decide/snapshot.ts';
import { drainMessage } from './drain-progress.ts';

function left(name: string, fields: Partial<PodLeft> = {}): PodLeft {
  return { namespace: 'default', name, state: 'pending', budgets: [], reason: '', ...fields };
}

const reason = 'protected by PodDisruptionBudget default/web';

describe('the message of a drain', () => {
  it.each([
    ['before the first list', [], 'looks at the pods of the node'],
    ['while pods are asked to go', [left('a'), left('b', { state: 'terminating' })], 'evicts pods'],
    ['while pods end', [left('a', { state: 'terminating' })], 'waits for pods to end'],
    [
      'when pods are blocked, however many end',
      [
        left('b', { state: 'blocked', reason }),
        left('a', { state: 'blocked', reason }),
        left('c', { state: 'terminating' }),
        left('d', { state: 'blocked', reason: 'other' }),
      ],
      `default/a and 1 more: ${reason}; default/d: other`,
    ],
  ])('%s', (_name, podsLeft, message) => {
    expect(drainMessage('running', podsLeft)).toBe(message);
  });
});
