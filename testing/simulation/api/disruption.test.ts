import { describe, expect, it } from '@jest/globals';
import { type Surroundings, countBudget } from './disruption.ts';
import { type BudgetObject, type PodObject, timeText } from './objects.ts';
import { noon, running } from './testing.ts';

function pod(name: string, ready: boolean, metadata: Partial<PodObject['metadata']> = {}): PodObject {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'web', controller: true };
  return {
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: '',
      labels: { app: 'web' },
      ownerReferences: [owner],
      ...metadata,
    },
    status: running(ready),
  };
}

function budget(spec: BudgetObject['spec'], status?: BudgetObject['status']): BudgetObject {
  const metadata = {
    name: 'b',
    namespace: 'default',
    uid: 'b',
    resourceVersion: '1',
    creationTimestamp: '',
    generation: 3,
  };
  const selector = { matchLabels: { app: 'web' } };
  return { metadata, spec: { selector, ...spec }, ...(status && { status }) };
}

const four: Surroundings = {
  pods: [pod('a', true), pod('b', true), pod('c', true), pod('d', false)],
  scaleOf: () => 5,
  now: noon,
};

describe('the counting of a budget', () => {
  it.each([
    [{ minAvailable: 2 }, 4, 2, 1],
    [{ minAvailable: 4 }, 4, 4, 0],
    [{ minAvailable: '50%' }, 5, 3, 0],
    [{ minAvailable: '41%' }, 5, 3, 0],
    [{ maxUnavailable: 3 }, 5, 2, 1],
    [{ maxUnavailable: '50%' }, 5, 2, 1],
    [{ maxUnavailable: 0 }, 5, 5, 0],
    [{ maxUnavailable: 9 }, 5, 0, 3],
  ])(
    'of %j expects %i, wants %i healthy and allows %i',
    (spec, expectedPods, desiredHealthy, disruptionsAllowed) => {
      expect(countBudget(budget(spec), four).status).toMatchObject({
        expectedPods,
        desiredHealthy,
        disruptionsAllowed,
        currentHealthy: 3,
        observedGeneration: 3,
      });
    },
  );

  it('leaves out pods that are going, that are granted to go, and those of others', () => {
    const pods = [
      pod('a', true),
      pod('going', true, { deletionTimestamp: timeText(noon) }),
      pod('granted', true),
      pod('other', true, { labels: {} }),
      pod('far', true, { namespace: 'another' }),
    ];
    const disruptedPods = { granted: timeText(noon - 60_000), going: timeText(noon) };
    const before = {
      disruptionsAllowed: 0,
      currentHealthy: 0,
      desiredHealthy: 0,
      expectedPods: 0,
      disruptedPods,
    };
    const { status, recheckAt } = countBudget(budget({ minAvailable: 1 }, before), { ...four, pods });
    expect(status).toMatchObject({
      currentHealthy: 1,
      expectedPods: 3,
      disruptedPods: { granted: disruptedPods.granted },
    });
    expect(recheckAt).toBe(noon + 60_000);
  });

  it('takes back what was granted two minutes ago and did not go', () => {
    const disruptedPods = { a: timeText(noon - 121_000) };
    const before = {
      disruptionsAllowed: 0,
      currentHealthy: 0,
      desiredHealthy: 0,
      expectedPods: 0,
      disruptedPods,
    };
    const { status, recheckAt } = countBudget(budget({ minAvailable: 1 }, before), four);
    expect([status.currentHealthy, status.disruptedPods, recheckAt]).toEqual([3, undefined, undefined]);
  });

  it('counts a number once that two ReplicaSets share', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'old', uid: 'old', controller: true };
    const pods = [pod('a', true), pod('b', true, { ownerReferences: [owner] })];
    const scaleOf = (): { uid: string; replicas: number } => ({ uid: 'deployment', replicas: 3 });
    expect(countBudget(budget({ maxUnavailable: 1 }), { ...four, pods, scaleOf }).status.expectedPods).toBe(
      3,
    );
  });

  it('allows nothing while a controller is unknown', () => {
    const { status } = countBudget(budget({ maxUnavailable: 1 }), { ...four, scaleOf: () => undefined });
    expect(status).toMatchObject({
      disruptionsAllowed: 0,
      conditions: [{ status: 'False', reason: 'SyncFailed' }],
    });
  });

  it('gives the same status back when there is nothing new in it, also later', () => {
    const { status } = countBudget(budget({ minAvailable: 2 }), four);
    const again = countBudget(budget({ minAvailable: 2 }, status), { ...four, now: noon + 60_000 });
    expect(again.status).toBe(status);
  });
});
