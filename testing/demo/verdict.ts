import { waitFor } from '../controlplane/index.ts';
import type { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { isIdle } from '../scenarios/node-state.ts';
import type { Terminal } from './terminal.ts';
import { SINGLE, workloads } from './town.ts';
import type { Witness } from './witness.ts';

/** Checks, after the story, what mechanic promises. Says each result; returns whether all of it held. */
export async function judge(
  mechanic: MechanicCluster,
  terminal: Terminal,
  witness: Witness,
): Promise<boolean> {
  terminal.title('What the audit log of the API server and the cluster say:');
  const results = [
    await limits(mechanic),
    foresight(witness),
    preemption(witness),
    single(witness),
    await pods(mechanic),
    await nodes(mechanic),
    await figures(mechanic),
  ].flat();
  for (const { holds, what } of results) terminal.check(holds, what);
  return results.every(({ holds }) => holds);
}

interface Result {
  readonly holds: boolean;
  readonly what: string;
}

async function limits(mechanic: MechanicCluster): Promise<Result[]> {
  const { maximum } = await mechanic.controlPlane.auditLog.drainingOverTime();
  const breaches = await mechanic.breaches();
  return [
    {
      holds: breaches.length === 0 && maximum === 2,
      what: `never more nodes drained at once than allowed: 1, and ${maximum} after the limit was raised`,
    },
    {
      holds: breaches.length === 0,
      what: 'no write to a Node or Pod by a controller that did not hold the lease',
    },
    ...breaches.map((what) => ({ holds: false, what })),
  ];
}

function foresight({ advice }: Witness): Result {
  return {
    holds: advice !== null,
    what: `a deadline at risk was said ahead, with advice: ${advice?.text ?? 'none'}`,
  };
}

function preemption({ preemptedSeconds }: Witness): Result {
  return {
    holds: preemptedSeconds < 30,
    what: `the preempted node was empty ${preemptedSeconds.toFixed(0)} s after the announcement, before its 30 s were over`,
  };
}

function single({ gaps, looks, places }: Witness): Result {
  return {
    holds: gaps === 0 && places.size > 1,
    what: `the only pod of ${SINGLE} moved over ${places.size} nodes, and in ${gaps} of ${looks} looks none was Ready`,
  };
}

async function pods(mechanic: MechanicCluster): Promise<Result> {
  const wanted = workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  const ready = await waitFor('every pod to run', () => everyPodRuns(mechanic)).catch(() => false);
  return { holds: ready, what: `all ${wanted} pods run, and every budget is whole again` };
}

async function everyPodRuns(mechanic: MechanicCluster): Promise<boolean> {
  const { apps, policy } = mechanic.cluster;
  const deployments = await apps.listNamespacedDeployment({ namespace: 'default' });
  const budgets = await policy.listNamespacedPodDisruptionBudget({ namespace: 'default' });
  return (
    deployments.items.every(({ spec, status }) => status?.readyReplicas === spec?.replicas) &&
    budgets.items.every(({ status }) => (status?.disruptionsAllowed ?? 0) > 0)
  );
}

async function nodes(mechanic: MechanicCluster): Promise<Result> {
  const states = await Promise.all(mechanic.nodes.map((name) => mechanic.node(name)));
  return {
    holds: states.every(isIdle),
    what: 'no node is cordoned, and no record, label or taint of mechanic is left',
  };
}

async function figures(mechanic: MechanicCluster): Promise<Result> {
  const writes = await mechanic.controllerWrites();
  const evictions = writes.filter(({ subresource }) => subresource === 'eviction');
  const evicted = evictions.filter(({ code }) => code === 201).length;
  const refused = evictions.filter(({ code }) => code === 429).length;
  return {
    holds: evicted > 0,
    what: `${evicted} pods moved by eviction; budgets said "not now" to ${refused} of ${evictions.length} requests`,
  };
}
