import { describe, expect, it } from '@jest/globals';
import { budgetView } from './budgets.ts';
import { type PodObject, podView, probePodView } from './pods.ts';
import { isNewer } from '../../cluster/resource-version.ts';
import { settingsMapView, settingsText } from './settings-map.ts';

const metadata = { namespace: 'web', name: 'a', uid: 'u', resourceVersion: '7' };

type PodSpec = NonNullable<PodObject['spec']>;

function affine(...nodeSelectorTerms: object[]): PodSpec {
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  };
}

describe('podView', () => {
  it('keeps what an eviction depends on', () => {
    const view = podView({
      metadata: {
        ...metadata,
        labels: { app: 'web' },
        annotations: {
          'kubernetes.io/config.mirror': 'x',
          'mechanic.dev/drain': 'leave the pod where it is, whatever comes',
        },
        deletionTimestamp: '2026-11-23T05:00:30Z',
        ownerReferences: [
          { kind: 'Thing', name: 't', uid: 'ut' },
          { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'ur', controller: true },
        ],
      },
      spec: {
        nodeName: 'n1',
        priorityClassName: 'high',
        terminationGracePeriodSeconds: 0,
        volumes: [
          {},
          { emptyDir: {} },
          { name: 'data', persistentVolumeClaim: { claimName: 'data-a-0' } },
          { name: 'scratch', ephemeral: {} },
        ],
      },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    });
    expect(view).toEqual({
      ...metadata,
      labels: { app: 'web' },
      owner: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'ur' },
      mirror: true,
      phase: 'Running',
      ready: true,
      deletionDueAt: Date.parse('2026-11-23T05:00:30Z'),
      gracePeriodSeconds: 0,
      priorityClassName: 'high',
      hasEmptyDir: true,
      hasSingleNodeVolume: true,
      nodeName: 'n1',
      claims: ['data-a-0', 'a-scratch'],
      drainWish: 'leave the pod where it is, whate',
    });
  });

  it.each([
    ['a claim', { volumes: [{ persistentVolumeClaim: { claimName: 'a' } }] }, true, false],
    ['an Azure disk', { volumes: [{ azureDisk: { diskName: 'a' } }] }, true, false],
    ['a claim for each pod', { volumes: [{ ephemeral: {} }, { configMap: {} }] }, false, false],
    ['a node named by its selector', { nodeSelector: { 'kubernetes.io/hostname': 'n1' } }, false, true],
    ['a pool', { nodeSelector: { agentpool: 'user' } }, false, false],
    ['a node named by its affinity', affine({ matchFields: [{ key: 'metadata.name' }] }), false, true],
    [
      'a zone, or a node',
      affine({ matchExpressions: [{ key: 'zone' }] }, { matchFields: [{ key: 'metadata.name' }] }),
      false,
      false,
    ],
  ])('knows what keeps a successor from running elsewhere: %s', (_, spec, single, tied) => {
    const { hasSingleNodeVolume = false, tiedToNode = false } = podView({ metadata, spec: spec as PodSpec });
    expect([hasSingleNodeVolume, tiedToNode]).toEqual([single, tied]);
  });

  it('fills in the defaults of the API server', () => {
    expect(podView({ metadata })).toMatchObject({
      owner: null,
      mirror: false,
      ready: false,
      deletionDueAt: null,
      gracePeriodSeconds: 30,
      hasEmptyDir: false,
    });
  });
});

describe('probePodView', () => {
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };

  it.each([
    ['a Ready pod', { metadata, spec: { nodeName: 'n1' }, status }, true],
    [
      'a pod that is being deleted',
      { metadata: { ...metadata, deletionTimestamp: '2026-11-23T05:00:30Z' }, status },
      false,
    ],
    ['a pod without conditions', { metadata }, false],
    [
      'a pod that is not Ready',
      { metadata, status: { conditions: [{ type: 'Ready', status: 'False' }] } },
      false,
    ],
  ])('counts %s as it should', (_, pod, ready) => {
    expect(probePodView(pod).ready).toBe(ready);
  });
});

describe('budgetView', () => {
  it('keeps what the API server judges an eviction by', () => {
    const view = budgetView({
      metadata: { ...metadata, generation: 3 },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        minAvailable: '75%',
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
      status: {
        observedGeneration: 3,
        disruptionsAllowed: 1,
        currentHealthy: 4,
        desiredHealthy: 3,
        expectedPods: 4,
      },
    });
    expect(view).toEqual({
      ...metadata,
      selector: { matchLabels: { app: 'web' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      disruptionsAllowed: 1,
      observed: true,
      currentHealthy: 4,
      desiredHealthy: 3,
      expectedPods: 4,
      limit: { minAvailable: '75%' },
    });
  });

  it('detects a status of an earlier spec, and a missing selector', () => {
    expect(
      budgetView({ metadata: { ...metadata, generation: 3 }, status: { observedGeneration: 2 } }),
    ).toMatchObject({
      observed: false,
      selector: null,
    });
  });
});

describe('settingsText', () => {
  it('is null without ConfigMap or key, but not when the text is empty', () => {
    expect(settingsText(undefined)).toEqual({ text: null, paused: false, edit: null });
    expect(settingsText(settingsMapView({ metadata }))).toEqual({ text: null, paused: false, edit: null });
    expect(settingsText(settingsMapView({ metadata, data: { 'mechanic.yaml': '' } }))).toEqual({
      text: '',
      paused: false,
      edit: { resourceVersion: '7', uid: 'u' },
    });
  });

  it('tells that mechanic is paused, even without the key', () => {
    const annotations = { 'mechanic.dev/paused': 'true' };
    const view = settingsMapView({ metadata: { ...metadata, annotations } });
    expect(settingsText(view)).toEqual({ text: null, paused: true, edit: null });
  });
});

describe('isNewer', () => {
  it.each([
    ['10', '9', true],
    ['9', '10', false],
    ['10', '10', false],
    ['18446744073709551615', '18446744073709551614', true],
    ['1', '', true],
  ])('%s after %s: %s', (a, b, newer) => {
    expect(isNewer(a, b)).toBe(newer);
  });
});
