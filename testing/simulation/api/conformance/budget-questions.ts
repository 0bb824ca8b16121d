import { countBudget } from '../disruption.ts';
import type { BudgetObject, PodObject } from '../objects.ts';
import { type Setting, seen } from './setting.ts';
import { type Step, create, get, mergePatch, put, remove } from './step.ts';

/** Questions about PodDisruptionBudgets, and the counting of their pods. */
export function budgetQuestions(setting: Setting): readonly Step[] {
  const { random, model, namespace } = setting;
  const name = random.pick(setting.budgets);
  if (model.world.get('poddisruptionbudgets', { namespace, name }) === undefined) {
    // b2 selects what b0 selects: pods of both cannot be evicted, so it is seldom there.
    return name === 'b2' && random.chance(0.7) ? [] : birth(setting, name);
  }
  if (name === 'b2') return random.chance(0.5) ? [remove(setting.policy(name), () => ({}))] : [];
  const kinds = [counted, counted, counted, counted, invented, change, replacement, removal];
  return random.pick(kinds)(setting, name);
}

function birth(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const app = name === 'b1' ? 'api' : 'web';
  const limit = random.pick<object>([
    { minAvailable: 1 },
    { minAvailable: '50%' },
    { maxUnavailable: 1 },
    { maxUnavailable: '30%' },
    { maxUnavailable: 0 },
    { minAvailable: 1, maxUnavailable: 1 },
    { minAvailable: random.pick<unknown>([-1, 'x', '101%', true]) },
  ]);
  const policy = random.chance(0.3)
    ? { unhealthyPodEvictionPolicy: random.pick(['AlwaysAllow', 'IfHealthyBudget', 'Odd']) }
    : {};
  const selector = random.chance(0.5)
    ? { matchLabels: { app } }
    : { matchExpressions: [{ key: 'app', operator: 'In', values: [app] }] };
  return [create(setting.policy(), { metadata: { name }, spec: { ...limit, ...policy, selector } })];
}

/** Both servers are told what the disruption controller would make of what each of them shows. */
function counted(setting: Setting, name: string): readonly Step[] {
  const path = setting.policy(name);
  const count = mergePatch(`${path}/status`, (memory) => {
    const budget = (memory.object(path) ?? {}) as unknown as BudgetObject; // as the server wrote it
    if ((budget as Partial<BudgetObject>).metadata === undefined) return {};
    const pods = memory.below(setting.core('pods')) as unknown as readonly PodObject[]; // likewise
    const { status } = countBudget(budget, { pods, scaleOf: () => 4, now: Date.now() });
    const disruptedPods: Record<string, string | null> = {};
    // A merge patch takes away only what it names.
    for (const pod of Object.keys(budget.status?.disruptedPods ?? {})) disruptedPods[pod] = null;
    return { status: { ...status, disruptedPods: { ...disruptedPods, ...status.disruptedPods } } };
  });
  return [get(setting.core('pods')), get(setting.policy()), count];
}

function invented(setting: Setting, name: string): readonly Step[] {
  const { random, model, namespace } = setting;
  const { metadata } = model.world.get('poddisruptionbudgets', { namespace, name }) ?? {};
  const crowd = Object.fromEntries(
    Array.from({ length: 2_001 }, (_, index) => [`gone-${index}`, '2026-01-01T00:00:00Z']),
  );
  const condition = {
    type: 'DisruptionAllowed',
    status: random.pick(['True', 'False']),
    reason: random.pick(['SyncFailed', 'InsufficientPods']),
    message: random.pick(['', 'for a reason']),
    lastTransitionTime: '2026-01-01T00:00:00Z',
  };
  const status = {
    observedGeneration: (metadata?.generation ?? 1) - (random.chance(0.15) ? 1 : 0),
    currentHealthy: random.int(0, 3),
    desiredHealthy: random.int(0, 2),
    expectedPods: 4,
    disruptionsAllowed: random.pick([0, 0, 1, 2, random.chance(0.1) ? -1 : 0]),
    ...(random.chance(0.5) && { conditions: [condition] }),
    ...(random.chance(0.08) && { disruptedPods: crowd }),
  };
  return [mergePatch(`${setting.policy(name)}/status`, () => ({ status }))];
}

function change(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const path = setting.policy(name);
  const identity = seen(random, path);
  const spec = random.pick<object>([
    { minAvailable: 2, maxUnavailable: null },
    { maxUnavailable: '50%', minAvailable: null },
    { unhealthyPodEvictionPolicy: random.pick(['AlwaysAllow', null]) },
    {},
  ]);
  return [mergePatch(path, (memory) => ({ metadata: { ...identity(memory) }, spec })), get(path)];
}

function replacement(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const path = setting.policy(name);
  const identity = seen(random, path);
  return [
    put(path, (memory) => {
      const { spec } = memory.object(path) ?? {};
      return { metadata: { name, ...identity(memory) }, spec };
    }),
    get(path),
  ];
}

function removal(setting: Setting, name: string): readonly Step[] {
  return setting.random.chance(0.5) ? [remove(setting.policy(name), () => ({})), get(setting.policy())] : [];
}
