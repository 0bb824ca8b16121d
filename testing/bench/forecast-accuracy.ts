import { scaleSetNode } from '../scenarios/fleet.ts';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { type Figure, judged } from './figures.ts';

const MINUTE_MS = 60_000;
const inNeed = Array.from({ length: 20 }, (_, index) => scaleSetNode('user', index));
/** These take the pods, and are not in need. */
const spare = Array.from({ length: 4 }, (_, index) => scaleSetNode('user', 20 + index));
const learnFrom = inNeed.slice(0, 6).map(({ name }) => name);

/** Deployments whose pods take so many seconds to stop; `kept` is protected by a budget that lets two go at once. */
const workloads = [
  { name: 'quick', replicas: 60, stopSeconds: 1 },
  { name: 'usual', replicas: 40, stopSeconds: 4 },
  { name: 'slow', replicas: 12, stopSeconds: 15, gracePeriodSeconds: 60 },
  { name: 'kept', replicas: 20, stopSeconds: 2, budget: { maxUnavailable: 2 } },
];

/** What was foreseen when all were in need: when each node would be drained, in milliseconds since the epoch. */
interface Foreseen {
  readonly at: number;
  readonly ends: ReadonlyMap<string, number>;
}

/** How far the forecast was from what came: of 20 nodes with mixed workloads that are all in need at once. */
export async function measureForecastAccuracy(say: (line: string) => void): Promise<Figure[]> {
  say('20 nodes with mixed workloads: forecast end against true end');
  const settings = { maxConcurrentDrains: 2 };
  const mechanic = await MechanicCluster.start({ fleet: [...inNeed, ...spare], settings, onProgress: say });
  try {
    await place(mechanic);
    say(`  ${learnFrom.length} drains to learn from`);
    announce(mechanic, learnFrom);
    for (const name of learnFrom) await mechanic.untilDrained(name, { timeout: 5 * MINUTE_MS });
    await mechanic.reset();
    await place(mechanic);
    await lookAgain(mechanic);
    const names = inNeed.map(({ name }) => name);
    announce(mechanic, names);
    const foreseen = await forecastOf(mechanic, names);
    say(`  the last is foreseen to be done in ${seconds(Math.max(...foreseen.ends.values()) - foreseen.at)}`);
    const ends = await drainedAt(mechanic, names);
    return [figureOf(foreseen, ends)];
  } finally {
    await mechanic.stop();
  }
}

async function place({ cluster }: MechanicCluster): Promise<void> {
  const nodeSelector = { agentpool: 'user' };
  for (const workload of workloads)
    await cluster.createWorkload({ ...workload, nodeSelector }, { timeout: MINUTE_MS });
}

function announce(mechanic: MechanicCluster, names: readonly string[]): void {
  for (const name of names) mechanic.schedule(name, 'Redeploy', { noticeMs: 60 * MINUTE_MS });
}

/** A leader looks at the pods of all nodes soon after it began to lead, and once an hour then. */
async function lookAgain(mechanic: MechanicCluster): Promise<void> {
  const { installation } = mechanic;
  const before = await installation.leader();
  before.process().signal('SIGKILL');
  await mechanic.eventually(
    'a new leader to have looked at the pods',
    async () => {
      const { leader, readinessAt } = await installation.status();
      return leader.identity !== before.view.name && readinessAt !== null;
    },
    { timeout: 2 * MINUTE_MS, interval: 500 },
  );
}

/** The first forecast that has an end for each of them. */
function forecastOf(mechanic: MechanicCluster, names: readonly string[]): Promise<Foreseen> {
  return mechanic.eventually('a forecast for each node', async () => {
    const { nodes, now } = await mechanic.installation.status();
    const ends = nodes.flatMap(({ node, forecast }): [string, number][] =>
      typeof forecast?.endsAt === 'string' ? [[node, Date.parse(forecast.endsAt)]] : [],
    );
    return ends.length === names.length && { at: Date.parse(now), ends: new Map(ends) };
  });
}

/** When each was seen to be drained. */
async function drainedAt(
  mechanic: MechanicCluster,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const ends = new Map<string, number>();
  await mechanic.eventually(
    'all nodes to be drained',
    async () => {
      for (const { name, phase } of await mechanic.states())
        if (phase === 'Drained' && !ends.has(name)) ends.set(name, Date.now());
      return names.every((name) => ends.has(name));
    },
    { timeout: 15 * MINUTE_MS, interval: 250 },
  );
  return ends;
}

function figureOf({ at, ends: foreseen }: Foreseen, ends: ReadonlyMap<string, number>): Figure {
  const errors = [...foreseen].map(([name, end]) => {
    const truly = ends.get(name) ?? NaN;
    return Math.abs(end - truly) / (truly - at);
  });
  const median = errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)] ?? NaN;
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  return {
    what: 'forecast end against true end, 20 nodes with mixed workloads: median error (largest)',
    mechanic: `${percent(median)} (${percent(errors.at(-1) ?? NaN)})`,
    goal: judged('at most 20 %', median <= 0.2),
  };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(0)} s`;
}
