import { describe, expect, it } from '@jest/globals';
import { type PodPolicy, placeOf } from './pod-filter.ts';
import { podView } from '../../drain/testing.ts';

const evict: PodPolicy = { unmanagedPods: 'evict', emptyDirPods: 'evict', skipPods: null };
const block: PodPolicy = { unmanagedPods: 'block', emptyDirPods: 'block', skipPods: null };
const exists = (): 'exists' => 'exists';
const daemon = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'logs', uid: 'u' };

describe('the place of a pod', () => {
  it.each([
    ['an ordinary pod', podView('p'), evict, { kind: 'goes', tier: 'ordinary' }],
    ['a static pod', podView('p', { mirror: true }), evict, { kind: 'stays' }],
    ['a daemon pod', podView('p', { owner: daemon }), evict, { kind: 'stays' }],
    ['a finished daemon pod', podView('p', { owner: daemon, phase: 'Failed' }), evict, { kind: 'stays' }],
    ['a finished pod', podView('p', { phase: 'Succeeded' }), evict, { kind: 'goes', tier: 'ordinary' }],
    [
      'a finished pod that nobody owns, with data, when such are kept',
      podView('p', { phase: 'Failed', owner: null, hasEmptyDir: true }),
      block,
      { kind: 'goes', tier: 'ordinary' },
    ],
    [
      'a pod of the cluster itself',
      podView('p', { priorityClassName: 'system-node-critical' }),
      evict,
      { kind: 'goes', tier: 'critical' },
    ],
    [
      'a pod to be skipped, even a finished one',
      podView('p', { labels: { a: 'b' }, phase: 'Succeeded' }),
      { ...evict, skipPods: { matchLabels: { a: 'b' } } },
      { kind: 'stays' },
    ],
  ])('%s', (_name, pod, policy, place) => {
    expect(placeOf(pod, policy, exists)).toEqual(place);
  });

  it('is open while its DaemonSet is looked up, and nowhere when that is gone', () => {
    const pod = podView('p', { owner: daemon });
    expect(placeOf(pod, evict, () => 'unknown')).toEqual({ kind: 'undecided' });
    expect(placeOf(pod, evict, () => 'gone')).toEqual({ kind: 'goes', tier: 'ordinary' });
  });

  it('is where it is, with a reason, when the settings say so', () => {
    expect(placeOf(podView('p', { owner: null }), block, exists)).toMatchObject({ kind: 'kept' });
    expect(placeOf(podView('p', { hasEmptyDir: true }), block, exists)).toMatchObject({ kind: 'kept' });
    expect(placeOf(podView('p', { owner: null, hasEmptyDir: true }), evict, exists)).toMatchObject({
      kind: 'goes',
    });
  });
});
