import { Random } from '../engine/random.ts';
import type { ClockFault } from '../engine/sim-clock.ts';
import type { FaultWindow } from '../net/fault.ts';
import type { Latency } from '../net/weather.ts';
import { type AzureEventPlan, azureEvents, azureWaves } from './azure-plan.ts';
import { networkFaultPlan } from './fault-plan.ts';
import type { Happening, HappeningKind, Timed } from './happening.ts';
import { happenings } from './happenings.ts';
import { settingsText } from './settings-plan.ts';
import { themeOf } from './themes.ts';
import { type WorkloadPlan, workloads } from './workload-plan.ts';

/** Everything that is decided before a run begins. */
export interface Plan {
  readonly seed: number;
  readonly nodes: number;
  readonly controllers: number;
  /** How long there is trouble, in milliseconds. After it everything has to come to rest. */
  readonly troubleMs: number;
  readonly settings: string;
  readonly latency: Latency;
  readonly clocks: readonly ClockFault[];
  readonly windows: readonly FaultWindow[];
  readonly happenings: readonly Timed<Happening>[];
  readonly events: readonly AzureEventPlan[];
  readonly workloads: readonly WorkloadPlan[];
  readonly imds: readonly ImdsWindow[];
  readonly pollIntervalMs: number;
  /** Whether the nodes that an original mechanic left cordoned are there at the beginning. */
  readonly orphans: number;
}

/** When the metadata service of one node, or all, does not do what it should. */
export interface ImdsWindow {
  readonly kind: 'fails' | 'garbage' | 'slow' | 'throttles' | 'lies';
  readonly from: number;
  readonly to: number;
  readonly node: number | null;
}

/** What somebody asks for instead of what the seed says. */
export interface Overrides {
  readonly nodes?: number | undefined;
  readonly hours?: number | undefined;
  /** Kinds of faults and happenings to leave out, and `imds`, `azure:<id>`, `workload:<name>`. */
  readonly without?: readonly string[] | undefined;
}

/** One seed in so many has no fault at all: what is asked of the product then is asked without excuse. */
const PEACE = 7;
const PEACEFUL = 5;

/** What a seed means. The same seed and overrides give the same plan, on every machine. */
export function planOf(seed: number, overrides: Overrides = {}): Plan {
  const random = (concern: string): Random => Random.of(seed, concern);
  const shape = random('shape');
  const theme = themeOf(seed);
  const drawn = {
    nodes: shape.pick(theme === null ? [3, 3, 4, 5, 6, 8, 10, 12, 20] : [3, 4, 5]),
    hours: shape.pick(theme === null ? [1 / 6, 1 / 4, 1 / 3, 1 / 2, 1, 2] : [1 / 4, 1 / 3]),
  };
  const controllers = shape.pick([2, 2, 2, 2, 3]);
  const nodes = overrides.nodes ?? drawn.nodes;
  const troubleMs = (overrides.hours ?? drawn.hours) * 3_600_000;
  const settings = settingsText(random('settings'), nodes);
  const isPeaceful = theme === null && seed % PEACE === PEACEFUL;
  const plan: Plan = {
    seed,
    nodes,
    controllers,
    troubleMs,
    settings,
    latency: random('latency').pick(latencies),
    clocks: Array.from({ length: controllers }, (_, index) => clockFault(random(`clock ${index}`))),
    windows: networkFaultPlan(random('network'), troubleMs, controllers),
    happenings: happenings(random('happenings'), { nodes, controllers, forMs: troubleMs, settings }),
    events: [
      ...azureEvents(random('azure'), nodes, troubleMs),
      ...azureWaves(random('waves'), nodes, { forMs: troubleMs, sure: isPeaceful }),
    ],
    workloads: workloads(random('workloads'), nodes),
    imds: imdsWindows(random('imds'), nodes, troubleMs),
    pollIntervalMs: random('poll').pick([1_000, 2_000, 5_000]),
    orphans: random('orphans').chance(0.15) ? 1 : 0,
  };
  return without(shaped(plan, theme, isPeaceful), new Set(overrides.without ?? []));
}

function shaped(plan: Plan, theme: ReturnType<typeof themeOf>, isPeaceful: boolean): Plan {
  if (theme === null) return isPeaceful ? peaceful(plan) : plan;
  const quiet = {
    ...peaceful(plan),
    happenings: [],
    events: [],
    orphans: 0,
    latency: latencies[0] ?? plan.latency,
  };
  return { ...quiet, ...theme.make(Random.of(plan.seed, `theme ${theme.name}`), quiet) };
}

/** What happens in peaceful seeds, too: it disturbs no program of ours but the probe that it is about. */
const quiet: ReadonlySet<HappeningKind> = new Set<HappeningKind>([
  'blind',
  'condition',
  'ignore',
  'claim',
  'join',
]);

function peaceful(plan: Plan): Plan {
  return {
    ...plan,
    windows: [],
    happenings: plan.happenings.filter(({ what }) => quiet.has(what.kind)),
    imds: [],
    clocks: plan.clocks.map(() => ({ offsetMs: 0, rate: 1 })),
  };
}

function without(plan: Plan, left: ReadonlySet<string>): Plan {
  if (left.size === 0) return plan;
  return {
    ...plan,
    windows: plan.windows.filter(({ kind }) => !left.has(kind)),
    happenings: plan.happenings.filter(({ what }) => !left.has(what.kind)),
    events: plan.events.filter(({ id }) => !left.has(`azure:${id}`)),
    workloads: plan.workloads.filter(({ name }) => !left.has(`workload:${name}`)),
    imds: left.has('imds') ? [] : plan.imds,
    clocks: left.has('clocks') ? plan.clocks.map(() => ({ offsetMs: 0, rate: 1 })) : plan.clocks,
    orphans: left.has('orphans') ? 0 : plan.orphans,
  };
}

const latencies: readonly Latency[] = [
  { least: 0.5, most: 3 },
  { least: 1, most: 10 },
  { least: 5, most: 40 },
  { least: 20, most: 200 },
];

function clockFault(random: Random): ClockFault {
  const isWrong = random.chance(0.4);
  return {
    offsetMs: isWrong ? Math.round(random.between(-3_000, 3_000)) : 0,
    rate: random.chance(0.3) ? 1 + random.between(-0.005, 0.005) : 1,
  };
}

function imdsWindows(random: Random, nodes: number, forMs: number): ImdsWindow[] {
  if (!random.chance(0.4)) return [];
  const perHour = random.pick([3, 10]);
  const windows: ImdsWindow[] = [];
  for (let from = random.gap(perHour); from < forMs; from += random.gap(perHour)) {
    windows.push({
      kind: random.pick(['fails', 'fails', 'garbage', 'slow', 'throttles', 'lies'] as const),
      from,
      to: Math.min(forMs, from + random.pick([3_000, 40_000, 300_000])),
      node: random.chance(0.8) ? random.int(0, nodes - 1) : null,
    });
  }
  return windows;
}
