import { describe, expect, it } from '@jest/globals';
import { type PodPolicy, placeOf } from './pod-filter.ts';
import { podRule, podView } from '../../drain/testing.ts';

const evict: PodPolicy = { unmanagedPods: 'evict', emptyDirPods: 'evict', rules: [], about: 'Redeploy' };
const block: PodPolicy = { ...evict, unmanagedPods: 'block', emptyDirPods: 'block' };
const leave = podRule({ action: 'leave', pods: { matchLabels: { a: 'b' } } });
const exists = (): 'exists' => 'exists';
const daemon = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'logs', uid: 'u' };
const goes = { kind: 'goes', tier: 'ordinary', order: 0, finishes: false };

describe('the place of a pod', () => {
  it.each([
    ['an ordinary pod', podView('p'), evict, goes],
    ['a static pod', podView('p', { mirror: true }), evict, { kind: 'stays' }],
    ['a daemon pod', podView('p', { owner: daemon }), evict, { kind: 'stays' }],
    ['a finished daemon pod', podView('p', { owner: daemon, phase: 'Failed' }), evict, { kind: 'stays' }],
    [
      'a daemon pod that asks to be evicted',
      podView('p', { owner: daemon, drainWish: 'evict' }),
      evict,
      { kind: 'stays' },
    ],
    ['a finished pod', podView('p', { phase: 'Succeeded' }), evict, goes],
    [
      'a finished pod that nobody owns, with data, when such are kept',
      podView('p', { phase: 'Failed', owner: null, hasEmptyDir: true }),
      block,
      goes,
    ],
    [
      'a pod of the cluster itself',
      podView('p', { priorityClassName: 'system-node-critical' }),
      evict,
      { ...goes, tier: 'critical' },
    ],
    [
      'a pod to be left, even a finished one',
      podView('p', { labels: { a: 'b' }, phase: 'Succeeded' }),
      { ...evict, rules: [leave] },
      { kind: 'stays' },
    ],
    [
      'a pod that may finish',
      podView('p'),
      { ...evict, rules: [podRule({ action: 'finish', order: 3 })] },
      { ...goes, finishes: true, order: 3 },
    ],
    ['a pod that may finish and has', podView('p', { phase: 'Succeeded', drainWish: 'finish' }), evict, goes],
    ['a pod that asks to be left', podView('p', { drainWish: 'leave' }), evict, { kind: 'stays' }],
    [
      'a pod that a rule leaves and that asks to be evicted',
      podView('p', { labels: { a: 'b' }, drainWish: 'evict' }),
      { ...evict, rules: [leave] },
      goes,
    ],
    [
      'a pod with the order of its rule and a wish of its own',
      podView('p', { drainWish: 'finish' }),
      { ...evict, rules: [podRule({ action: 'evict', order: -1 })] },
      { ...goes, finishes: true, order: -1 },
    ],
    ['a pod that asks for what nobody understands', podView('p', { drainWish: 'Leave' }), evict, goes],
  ])('%s', (_name, pod, policy, place) => {
    expect(placeOf(pod, policy, exists)).toEqual(place);
  });

  it('is undecided while its DaemonSet is looked up, and in the way when that is gone', () => {
    const pod = podView('p', { owner: daemon });
    expect(placeOf(pod, evict, () => 'unknown')).toEqual({ kind: 'undecided' });
    expect(placeOf(pod, evict, () => 'gone')).toEqual(goes);
  });

  it('is kept with a reason when the settings say so', () => {
    expect(placeOf(podView('p', { owner: null }), block, exists)).toMatchObject({ kind: 'kept' });
    expect(placeOf(podView('p', { hasEmptyDir: true }), block, exists)).toMatchObject({ kind: 'kept' });
    expect(placeOf(podView('p', { owner: null, hasEmptyDir: true }), evict, exists)).toMatchObject({
      kind: 'goes',
    });
  });
});
