import { describe, expect, it } from '@jest/globals';
import type { NodeEntry } from '@mechanic/contract/status';
import { anEntry } from './testing.ts';
import { waits } from './waits.ts';

function of(changes: Partial<NodeEntry>): string[] {
  return waits(anEntry('a', changes));
}

describe('what a drain waits for', () => {
  it('is empty without any wait', () => {
    expect(of({})).toEqual([]);
  });

  it('includes pods that may end by themselves, and volumes', () => {
    const reason = 'may end by itself until 2026-11-23T05:10:00Z';
    const pod = { namespace: 'jobs', name: 'train-1', budgets: [], reason };
    const podsLeft = [
      { ...pod, state: 'finishing' },
      { ...pod, name: 'web', state: 'evicting' },
    ] as const;
    expect(of({ podsLeft, volumes: ['pvc-1'] })).toEqual([
      `jobs/train-1 ${reason}`,
      'the volume pvc-1 is still attached',
    ]);
  });

  it('includes successors that its Deployments start for it', () => {
    const surge = { namespace: 'shop', deployment: 'web', from: 1, to: 2, raised: true, startedAt: null };
    expect(of({ surges: [surge] })).toEqual(['a successor of shop/web (1 to 2 replicas)']);
  });

  it('is shortened when it is long', () => {
    const volumes = Array.from({ length: 22 }, (_, index) => `pvc-${index}`);
    expect(of({ volumes }).at(-1)).toBe('2 others likewise');
  });
});
