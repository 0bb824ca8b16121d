import { describe, expect, it } from '@jest/globals';
import { quantityOf } from './resource-quantity.ts';
import { allocatableOf, checkedDeployment, checkedPod } from './views.ts';

describe('what is read of a pod', () => {
  it('has defaults for an empty pod', () => {
    expect(checkedPod({})).toMatchObject({ owner: null, nodeName: '', graceSeconds: 30, pinned: false });
  });

  it('includes its owner and its requests', () => {
    const containers = [
      { resources: { requests: { cpu: '250m', memory: '64Mi' } } },
      { resources: { requests: { cpu: 1 } } },
    ];
    const pod = checkedPod({
      metadata: {
        ownerReferences: [
          { kind: 'Node', name: 'n', uid: 'n' },
          { kind: 'Job', name: 'j', uid: 'j', controller: true },
        ],
      },
      spec: {
        containers,
        tolerations: [{ operator: 'Exists' }],
        volumes: [{ emptyDir: {} }, { persistentVolumeClaim: {} }],
      },
    });
    expect(pod).toMatchObject({
      owner: { kind: 'Job', name: 'j' },
      requests: { cpu: 1.25, memory: 64 * 2 ** 20 },
      toleratesEverything: true,
      hasEmptyDir: true,
      hasClaim: true,
    });
  });

  it.each([
    [{ nodeSelector: { 'kubernetes.io/hostname': 'a' } }, true],
    [{ nodeSelector: { agentpool: 'a' } }, false],
    [{ tolerations: [{ key: 'a', operator: 'Exists' }] }, false],
  ])('tells whether it is pinned: %j', (spec, pinned) => {
    expect(checkedPod({ spec })).toMatchObject({ pinned, toleratesEverything: false });
  });

  it('counts an affinity to one name as pinned only when no other term allows another node', () => {
    const by = (key: string): object => ({ matchExpressions: [{ key, operator: 'In' }] });
    const terms = (...nodeSelectorTerms: object[]): boolean =>
      checkedPod({
        spec: {
          affinity: {
            nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
          },
        },
      }).pinned;
    expect(terms(by('kubernetes.io/hostname'))).toBe(true);
    expect(terms(by('kubernetes.io/hostname'), by('agentpool'))).toBe(false);
  });
});

describe('what is read of others', () => {
  it('includes the allocatable resources of a Node', () => {
    expect(allocatableOf({ status: { allocatable: { cpu: '1500m', memory: '5Gi' } } })).toEqual({
      cpu: 1.5,
      memory: 5 * 2 ** 30,
    });
    expect(allocatableOf({})).toBeNull();
  });

  it.each([
    [{ strategy: { type: 'Recreate' } }, 'its strategy is Recreate'],
    [{ strategy: { rollingUpdate: { maxSurge: 0 } } }, 'its maxSurge is 0'],
    [{ strategy: { rollingUpdate: { maxSurge: '0%' } } }, 'its maxSurge is 0'],
    [{ strategy: { rollingUpdate: { maxSurge: 1 } } }, null],
    [{}, null],
  ])('is whether a Deployment can be surged: %j', (spec, noSurge) => {
    expect(checkedDeployment({ spec }).noSurge).toBe(noSurge);
  });

  it.each([
    ['100m', 0.1],
    ['1e3', 1_000],
    ['1Gi', 2 ** 30],
    ['12E', 12e18],
    ['nonsense', 0],
    [undefined, 0],
  ])('is a quantity: %s', (text, value) => {
    expect(quantityOf(text)).toBeCloseTo(value, 6);
  });
});
