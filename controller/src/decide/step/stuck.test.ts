import { describe, expect, it } from '@jest/globals';
import type { ConditionStatus } from '../snapshot.ts';
import { goneFrom } from './stuck.ts';

function ready(status: ConditionStatus): Parameters<typeof goneFrom>[0] {
  return { conditions: { Ready: { status, reason: '', message: '', lastTransitionTime: 1_000 } } };
}

describe('the kubelet of a node', () => {
  it('counts as gone one minute after Kubernetes last heard from it', () => {
    expect(goneFrom(ready('Unknown'))).toBe(61_000);
  });

  it.each([
    ['says that it is ready', ready('True')],
    ['says that it is not ready', ready('False')],
    ['has said nothing yet', { conditions: {} }],
  ])('counts as there while it %s', (_name, node) => {
    expect(goneFrom(node)).toBeNull();
  });
});
