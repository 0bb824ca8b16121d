import { type Budget, type Quantity, type Settings, resolveQuantity } from '@mechanic/contract';
import type { Snapshot } from '../snapshot.ts';

/** A setting that can be loosened, in steps 1 to `steps`, each looser than the one before. */
export interface Knob {
  /** Its path in mechanic.yaml. */
  readonly path: string;
  readonly steps: number;
  /** The value in mechanic.yaml at this step. */
  readonly valueAt: (step: number) => number | string;
  readonly turned: (settings: Settings, step: number) => Settings;
}

type Limit = 'maxConcurrentDrains' | 'maxUnavailable';

/** Every setting that delays drains, the smallest changes first. */
export function knobsOf({ nodes }: Pick<Snapshot, 'nodes'>, settings: Settings, inNeed: number): Knob[] {
  const total = nodes.length;
  // A limit above the number of nodes to drain changes nothing.
  const most = Math.min(inNeed, total);
  return [
    ...leadTime(settings),
    ...settings.budgets.flatMap((budget, index) => ofBudget(budget, index, { total, most })),
    ...limit('maxConcurrentDrains', settings.maxConcurrentDrains, { total, most }),
    ...limit('maxUnavailable', settings.maxUnavailable, { total, most: total }),
  ];
}

function leadTime({ drain: { leadTimeMs } }: Settings): Knob[] {
  if (leadTimeMs === null) return [];
  return [
    {
      path: 'drain.leadTime',
      steps: 1,
      valueAt: () => 'null',
      turned: (settings) => ({ ...settings, drain: { ...settings.drain, leadTimeMs: null } }),
    },
  ];
}

function limit(
  name: Limit,
  quantity: Quantity,
  sizes: { readonly total: number; readonly most: number },
): Knob[] {
  const now = resolveQuantity(quantity, sizes.total);
  if (now >= sizes.most) return [];
  return [
    {
      path: name,
      steps: sizes.most - now,
      valueAt: (step) => now + step,
      turned: (settings, step) => ({ ...settings, [name]: count(now + step) }),
    },
  ];
}

function ofBudget(
  budget: Budget,
  index: number,
  sizes: { readonly total: number; readonly most: number },
): Knob[] {
  return (['maxConcurrentDrains', 'maxUnavailable'] as const).flatMap((name) => {
    const quantity = budget[name];
    // The meaning of a percentage differs from group to group.
    const now = quantity === undefined ? Infinity : quantity.kind === 'count' ? quantity.count : 0;
    const most = name === 'maxUnavailable' ? sizes.total : sizes.most;
    if (now >= most) return [];
    return [
      {
        path: `budgets.${budget.name}.${name}`,
        steps: most - now,
        valueAt: (step: number) => now + step,
        turned: (settings: Settings, step: number) => ({
          ...settings,
          budgets: settings.budgets.with(index, {
            ...budget,
            ...settings.budgets[index],
            [name]: count(now + step),
          }),
        }),
      },
    ];
  });
}

function count(value: number): Quantity {
  return { kind: 'count', count: value };
}
