import type { BudgetView } from '../views/budgets.ts';
import type { CheckedPod } from './views.ts';

/** A pod of the Deployment shop/web, on node a. */
export function aPod(changes: Partial<CheckedPod> = {}): CheckedPod {
  return {
    namespace: 'shop',
    name: 'web-5d9-x1',
    labels: { app: 'web', 'pod-template-hash': '5d9' },
    owner: { kind: 'ReplicaSet', name: 'web-5d9' },
    mirror: false,
    finished: false,
    nodeName: 'a',
    graceSeconds: 30,
    hasEmptyDir: false,
    hasClaim: false,
    pinned: false,
    toleratesEverything: false,
    requests: { cpu: 0, memory: 0 },
    tag: null,
    drainWish: null,
    ...changes,
  };
}

/** A budget on these pods that allows one to go. */
export function aBudget(changes: Partial<BudgetView> = {}): BudgetView {
  return {
    namespace: 'shop',
    name: 'web',
    uid: 'uid-web',
    resourceVersion: '1',
    observed: true,
    limit: { minAvailable: 2 },
    unhealthyPodEvictionPolicy: 'IfHealthyBudget',
    selector: { matchLabels: { app: 'web' } },
    disruptionsAllowed: 1,
    currentHealthy: 3,
    desiredHealthy: 2,
    expectedPods: 3,
    ...changes,
  };
}
