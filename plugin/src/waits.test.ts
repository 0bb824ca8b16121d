import { describe, expect, it } from '@jest/globals';
import type { NodeEntry } from '@mechanic/contract/status';
import { anEntry } from './testing.ts';
import { waits } from './waits.ts';

const now = Date.parse('2026-11-23T05:00:00Z');
const at = '2026-11-23T05:10:00.000Z';

function of(changes: Partial<NodeEntry>): string[] {
  return waits(anEntry('a', changes), now);
}

describe('what a drain waits for', () => {
  it('is nothing where nothing is said', () => {
    expect(of({})).toEqual([]);
  });

  it('is pods that may end by themselves, and volumes', () => {
    const pod = { namespace: 'jobs', name: 'train-1', until: at };
    const volume = { name: 'pvc-1', claim: 'shop/data', since: at };
    const [byRule, byWish, attached] = of({
      finishing: [
        { ...pod, rule: 'batch' },
        { ...pod, rule: null, until: null },
      ],
      volumes: [volume],
    });
    expect(byRule).toMatch(/^jobs\/train-1 may end by itself by the rule "batch", until .*10m/);
    expect(byWish).toBe('jobs/train-1 may end by itself by its own annotation');
    expect(attached).toMatch(/^the volume pvc-1 of shop\/data is still attached, since /);
  });

  it('is cut where it is long', () => {
    const volumes = Array.from({ length: 22 }, (_, index) => ({
      name: `pvc-${index}`,
      claim: null,
      since: null,
    }));
    expect(of({ volumes }).at(-1)).toBe('2 others likewise');
  });
});
