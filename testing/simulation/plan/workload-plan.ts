import type { Random } from '../engine/random.ts';

/** A set of like pods. */
export interface WorkloadPlan {
  readonly name: string;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'bare' | 'static';
  readonly replicas: number;
  readonly graceSeconds: number;
  /** How long a pod really takes to end when told to; may be longer than its grace period allows. */
  readonly endsAfterMs: number;
  readonly readyAfterMs: number;
  readonly critical: boolean;
  readonly emptyDir: boolean;
  /** Matches drain.skipPods of some settings. */
  readonly stays: boolean;
  /** Its annotation mechanic.dev/drain; null: none. */
  readonly wish: string | null;
  /** Each of its pods has a disk, which takes so long to detach once the pod is gone; null: none has. */
  readonly detachMs: number | null;
  readonly finalizer: boolean;
  /** Returns to cordoned nodes. */
  readonly tolerant: boolean;
  readonly budget: BudgetPlan | null;
  /** Its Deployment lets no second generation run beside the first. */
  readonly recreate?: boolean;
  /** Its Deployment has a HorizontalPodAutoscaler with these bounds; null or missing: none. */
  readonly autoscaler?: { readonly least: number; readonly most: number } | null;
}

export interface BudgetPlan {
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
  readonly unhealthy?: 'IfHealthyBudget' | 'AlwaysAllow';
  /** Two budgets for the same pods, which the eviction API refuses. */
  readonly twice: boolean;
}

/** What runs in the cluster: enough pods that most nodes have some of several kinds. */
export function workloads(random: Random, nodes: number): WorkloadPlan[] {
  const count = random.int(2, 6);
  const made = Array.from({ length: count }, (_, index) =>
    workload(random.fork(`workload ${index}`), index, nodes),
  );
  return [daemons, ...made, ...fewReplicas(random.fork('few replicas'))];
}

/** Applications that a drain interrupts unless their pods get successors first. */
function fewReplicas(random: Random): WorkloadPlan[] {
  return Array.from({ length: random.int(1, mostSolos) }, (_, index) => {
    const replicas = random.pick([1, 1, 1, 2]);
    const scaling = random.fork(`scaling ${index}`);
    return {
      ...daemons,
      name: soloName(index),
      kind: 'Deployment' as const,
      replicas,
      endsAfterMs: random.pick([200, 5_000, 30_000]),
      readyAfterMs: random.pick([500, 2_000, 15_000, 400_000]),
      emptyDir: false,
      tolerant: false,
      budget: random.chance(0.5) ? { minAvailable: replicas, twice: false } : null,
      recreate: random.chance(0.1),
      autoscaler: scaling.chance(0.4) ? { least: replicas, most: replicas + scaling.int(0, 3) } : null,
    };
  });
}

/** Most of those applications. */
export const mostSolos = 3;

export function soloName(index: number): string {
  return `solo-${index}`;
}

const daemons: WorkloadPlan = {
  name: 'logs',
  kind: 'DaemonSet',
  replicas: 0,
  graceSeconds: 30,
  endsAfterMs: 500,
  readyAfterMs: 1_000,
  critical: false,
  emptyDir: true,
  stays: false,
  wish: null,
  detachMs: null,
  finalizer: false,
  tolerant: true,
  budget: null,
};

function workload(random: Random, index: number, nodes: number): WorkloadPlan {
  const kind = random.pick([
    'Deployment',
    'Deployment',
    'Deployment',
    'StatefulSet',
    'Job',
    'bare',
    'static',
  ] as const);
  const graceSeconds = random.pick([1, 30, 30, 30, 60, 300]);
  const replicas = kind === 'Deployment' ? random.int(1, nodes * 2) : random.int(1, 3);
  return {
    name: `app-${index}`,
    kind,
    replicas,
    graceSeconds,
    endsAfterMs: random.pick([200, 1_000, 5_000, graceSeconds * 1_000, graceSeconds * 1_000]),
    readyAfterMs: random.pick([500, 2_000, 15_000]),
    critical: random.chance(0.15),
    emptyDir: random.chance(0.3),
    stays: random.chance(0.1),
    wish: random.chance(0.2) ? random.pick(['finish', 'finish', 'leave', 'evict', 'later']) : null,
    detachMs: kind === 'StatefulSet' ? random.pick([null, 500, 5_000, 30_000, 200_000]) : null,
    finalizer: random.chance(0.05),
    tolerant: kind === 'Deployment' && random.chance(0.04),
    budget: kind === 'Deployment' || kind === 'StatefulSet' ? budget(random, replicas) : null,
  };
}

function budget(random: Random, replicas: number): BudgetPlan | null {
  const luck = random.next();
  const twice = random.chance(0.04);
  const unhealthy = random.pick([undefined, 'IfHealthyBudget', 'AlwaysAllow'] as const);
  const policy = { twice, ...(unhealthy !== undefined && { unhealthy }) };
  if (luck < 0.4) return null;
  if (luck < 0.7) return { maxUnavailable: 1, ...policy };
  if (luck < 0.85) return { minAvailable: '50%', ...policy };
  return luck < 0.93
    ? { minAvailable: Math.max(0, replicas - 1), ...policy }
    : { minAvailable: replicas, ...policy };
}
