import { describe, expect, it } from '@jest/globals';
import { budgetView } from '../testing.ts';
import { type PodFacts, budgetHoldsAnyway, planSurge, podObstacle, surgeReason } from './surge-need.ts';
import { autoscalerView, deploymentView } from './testing.ts';

function facts(changes: Partial<PodFacts> = {}): PodFacts {
  return {
    ready: true,
    hasSingleNodeVolume: false,
    isPinned: false,
    budgets: [],
    readyElsewhere: 0,
    isHeldLong: false,
    ...changes,
  };
}

/** A budget over this many pods, all of them healthy unless said otherwise. */
function budget(
  limit: NonNullable<ReturnType<typeof budgetView>['limit']>,
  pods: number,
  allowed = 0,
  healthy = pods,
) {
  return budgetView({ limit, expectedPods: pods, currentHealthy: healthy, disruptionsAllowed: allowed });
}

describe('a pod that is to be evicted', () => {
  it.each([
    ['the only Ready one, without a budget', facts(), 'only-ready'],
    [
      'the only Ready one, behind minAvailable 1',
      facts({ budgets: [budget({ minAvailable: 1 }, 1)] }),
      'only-ready',
    ],
    [
      'the only Ready one, and its budget lets it go',
      facts({ budgets: [budget({ maxUnavailable: 1 }, 1, 1)] }),
      'only-ready',
    ],
    [
      'one of all, behind a budget that wants all',
      facts({ readyElsewhere: 2, budgets: [budget({ minAvailable: 3 }, 3)] }),
      'budget',
    ],
    [
      'one of two, behind a percentage that steps with one more',
      facts({ readyElsewhere: 1, budgets: [budget({ minAvailable: '51%' }, 2)] }),
      'budget',
    ],
    [
      'one of few, and some have been missing for long',
      facts({ readyElsewhere: 1, isHeldLong: true, budgets: [budget({ minAvailable: 2 }, 3, 0, 2)] }),
      'budget',
    ],
  ])('needs its successor first: %s', (_, pod, reason) => {
    expect(surgeReason(pod)).toBe(reason);
  });

  it.each([
    ['others are Ready', facts({ readyElsewhere: 1 })],
    ['it is not Ready itself', facts({ ready: false })],
    ['its budget has room', facts({ readyElsewhere: 2, budgets: [budget({ maxUnavailable: 1 }, 3, 1)] })],
    [
      'what its budget misses is on its way',
      facts({ readyElsewhere: 1, budgets: [budget({ minAvailable: 2 }, 3, 0, 2)] }),
    ],
    [
      'maxUnavailable counts in pods, so one more changes nothing',
      facts({ readyElsewhere: 2, isHeldLong: true, budgets: [budget({ maxUnavailable: 1 }, 3, 0, 2)] }),
    ],
    ['maxUnavailable is 0', facts({ budgets: [budget({ maxUnavailable: 0 }, 1)] })],
    ['minAvailable is 100%', facts({ budgets: [budget({ minAvailable: '100%' }, 1)] })],
    [
      'two budgets protect it',
      facts({ budgets: [budget({ minAvailable: 1 }, 1), budget({ minAvailable: 1 }, 1)] }),
    ],
  ])('needs no successor, or could not use one: %s', (_, pod) => {
    expect(surgeReason(pod)).toBeNull();
  });

  it('is reported when its budget would hold it even with one replica more', () => {
    expect(budgetHoldsAnyway(facts({ budgets: [budget({ maxUnavailable: '0%' }, 4)] }))).toBe(true);
    expect(budgetHoldsAnyway(facts({ budgets: [budget({ minAvailable: 4 }, 4)] }))).toBe(false);
    expect(budgetHoldsAnyway(facts())).toBe(false);
  });

  it('cannot have a successor that could not run elsewhere', () => {
    expect(podObstacle(facts())).toBeNull();
    expect(podObstacle(facts({ hasSingleNodeVolume: true }))).toContain('volume');
    expect(podObstacle(facts({ isPinned: true }))).toContain('this node alone');
  });
});

describe('the number that is raised', () => {
  it('is that of the Deployment, by one', () => {
    const plan = planSurge(deploymentView('web', { replicas: 3 }), [autoscalerView('other')]);
    expect(plan).toEqual({ kind: 'surge', autoscaler: null, from: 3, to: 4 });
  });

  it('is the minimum of its autoscaler where it has one, raised to one more than the running pods', () => {
    const plan = planSurge(deploymentView('web', { replicas: 3 }), [
      autoscalerView('web', { minReplicas: 2 }),
    ]);
    const autoscaler = { name: 'web-autoscaler', uid: 'uid-autoscaler-web' };
    expect(plan).toEqual({ kind: 'surge', autoscaler, from: 2, to: 4 });
  });

  it.each([
    ['its strategy', deploymentView('web', { maySurge: false }), [], 'strategy'],
    ['a rollout', deploymentView('web', { isRollingOut: true }), [], 'rolled out'],
    ['a scale of nothing', deploymentView('web', { replicas: 0 }), [], 'nothing'],
    ['KEDA', deploymentView('web'), [autoscalerView('web', { isOfKeda: true })], 'KEDA'],
    [
      'the most that its autoscaler allows',
      deploymentView('web'),
      [autoscalerView('web', { maxReplicas: 1 })],
      'allows',
    ],
    ['an autoscaler at work', deploymentView('web'), [autoscalerView('web', { minReplicas: 2 })], 'changing'],
  ])('is none because of %s', (_, deployment, autoscalers, why) => {
    expect(planSurge(deployment, autoscalers)).toEqual({ kind: 'plain', why: expect.stringContaining(why) });
  });
});
