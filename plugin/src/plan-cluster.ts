import { type Settings, matchesSelector, parseLabelSelector, pausedSettings } from '@mechanic/contract';
import { Survey } from '../../controller/src/decide/check/survey.ts';
import type { CheckedPod } from '../../controller/src/decide/check/views.ts';
import { decide } from '../../controller/src/decide/decide.ts';
import type { NodeState, NodeStatus } from '../../controller/src/decide/decision.ts';
import { type Advice, adviceFor } from '../../controller/src/decide/forecast/advice.ts';
import { announcedTo } from '../../controller/src/decide/forecast/announced.ts';
import { type NodeLoad, durationsFrom } from '../../controller/src/decide/forecast/durations.ts';
import { type NodeForecast, forecastOf } from '../../controller/src/decide/forecast/forecast.ts';
import { zoneOf } from '../../controller/src/decide/check/notice.ts';
import type { NodeView, Snapshot } from '../../controller/src/decide/snapshot.ts';
import { formatOptionalTime } from '../../controller/src/decide/times.ts';
import { type BudgetView, selects } from '../../controller/src/decide/views/budgets.ts';
import type { SettingsText } from '../../controller/src/decide/views/settings-map.ts';
import type { ClusterReader } from './cluster-reader.ts';
import type { PlanCommand } from './plan-command.ts';
import { type TrialOutcome, type TrialPod, tryEvictions } from './eviction-trial.ts';
import { PluginFailure, UsageFailure, messageOf } from './failure.ts';
import type { Kubectl } from './kubectl.ts';
import { readable } from './readable.ts';
import { overridden } from './settings-override.ts';

/** The planned course of one node. Times are RFC 3339. */
export interface PlannedNode {
  readonly node: string;
  readonly state: NodeState;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly missesDeadline: boolean;
  readonly deadline: string | null;
  readonly pods: number | null;
  /** Pods that can never be evicted at present. */
  readonly never: readonly string[];
  /** Why the node would not be drained, or what it would wait for first. */
  readonly why: string;
}

export interface Plan {
  readonly now: string;
  readonly event: string;
  readonly notBefore: string;
  /** In the order in which the drains would end. */
  readonly nodes: readonly PlannedNode[];
  /** Other nodes that are in need already and take part in the order. */
  readonly others: readonly PlannedNode[];
  readonly advice: Advice | null;
  readonly trial: TrialOutcome;
  readonly limits: { readonly maxConcurrentDrains: number; readonly maxUnavailable: number };
  readonly basis: string;
  readonly gaps: readonly string[];
}

export interface PlanParts {
  readonly reader: ClusterReader;
  readonly kubectl: Kubectl;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Maximum number of evictions to try; each is one request. */
const MOST_TRIALS = 20;

/**
 * Computes what would happen if these nodes got such an event now, from the cluster as the user may read it. Writes
 * nothing.
 * @throws UsageFailure, KubectlFailure
 */
export async function planFor(command: PlanCommand, parts: PlanParts): Promise<Plan> {
  const { reader, kubectl, now } = parts;
  const seen = await look(reader, command);
  const { nodes, chosen, settings, gaps } = seen;
  const uids = new Set(chosen.map(({ uid }) => uid));
  const event = { type: command.event, notBefore: now + command.inMs };
  const today: Snapshot = { ...seen.snapshot, nodes };
  const durations = durationsFrom({
    past: seen.past,
    loads: seen.loads,
    graceCapMs: settings.drain.maxPodGracePeriodMs,
  });
  const expectedMs = (name: string): number => durations.expected(name);
  const snapshot = { ...announcedTo(today, uids, event, now), expectedMs };
  const decision = decide(snapshot, settings, now);
  const input = { snapshot, settings, now, durations, decision };
  const forecast = forecastOf(input);
  const trial = await tryEvictions(kubectl, seen.trials);
  const statuses = new Map(decision.statuses.map((status) => [status.node.uid, status]));
  const foreseen = new Map(forecast.nodes.map((each) => [each.node.uid, each]));
  const planned = ({ uid, name }: { readonly uid: string; readonly name: string }): PlannedNode => ({
    node: name,
    ...whatHappens(statuses.get(uid)),
    ...whenIn(foreseen.get(uid)),
    ...whatGoes(seen.pods === null ? undefined : seen.loads.get(name)),
  });
  const order = [
    ...forecast.nodes.map(({ node }) => node),
    ...chosen.filter(({ uid }) => !foreseen.has(uid)),
  ];
  return {
    now: new Date(now).toISOString(),
    event: event.type,
    notBefore: new Date(event.notBefore).toISOString(),
    nodes: order.filter(({ uid }) => uids.has(uid)).map(planned),
    others: order.filter(({ uid }) => !uids.has(uid)).map(planned),
    advice: adviceFor(input, forecast),
    trial,
    limits: { maxConcurrentDrains: decision.slots.total, maxUnavailable: decision.slots.maxUnavailable },
    basis: forecast.basis,
    gaps,
  };
}

function whatHappens(status: NodeStatus | undefined): Pick<PlannedNode, 'state' | 'why'> {
  return status === undefined
    ? { state: 'idle', why: 'it needs nothing' }
    : { state: status.state, why: status.reason };
}

function whenIn(
  forecast: NodeForecast | undefined,
): Pick<PlannedNode, 'startsAt' | 'endsAt' | 'missesDeadline' | 'deadline'> {
  if (forecast === undefined) return { startsAt: null, endsAt: null, missesDeadline: false, deadline: null };
  const { startsAt, endsAt, missesDeadline, deadline } = forecast;
  return {
    startsAt: formatOptionalTime(startsAt),
    endsAt: formatOptionalTime(endsAt),
    missesDeadline,
    deadline: formatOptionalTime(deadline),
  };
}

function whatGoes(load: NodeLoad | undefined): Pick<PlannedNode, 'pods' | 'never'> {
  return load === undefined ? { pods: null, never: [] } : { pods: load.pods, never: load.never };
}

interface Seen {
  readonly nodes: readonly NodeView[];
  readonly chosen: readonly NodeView[];
  readonly snapshot: Omit<Snapshot, 'nodes'>;
  readonly settings: Settings;
  readonly loads: ReadonlyMap<string, NodeLoad>;
  readonly past: Parameters<typeof durationsFrom>[0]['past'];
  readonly trials: readonly TrialPod[];
  /** null when pods may not be read. */
  readonly pods: true | null;
  readonly gaps: string[];
}

async function look(reader: ClusterReader, command: PlanCommand): Promise<Seen> {
  const gaps: string[] = [];
  const [{ nodes, allocatable }, text, probes, budgets, history] = await Promise.all([
    reader.nodesWithRoom(),
    readable(reader.settings(), 'the settings (taken to be the defaults)', gaps),
    readable(reader.probes(), 'the probe pods (taken to be absent)', gaps),
    readable(reader.budgets(), 'the PodDisruptionBudgets', gaps),
    readable(reader.history(), 'the history of drains', gaps),
  ]);
  const settings = settingsFor(text, command.set);
  const chosen = choose(nodes, command);
  const probedNodes = new Set(probes?.filter(({ ready }) => ready).map(({ nodeName }) => nodeName));
  const around = { nodes, probedNodes, budgets: budgets ?? [], deployments: null, allocatable, settings };
  const survey = new Survey({ ...around, version: '' });
  const trials = new Trials(chosen, budgets ?? []);
  const pods = await readable(
    reader.eachPod((pod) => {
      survey.add(pod);
      trials.add(pod);
    }),
    'the pods',
    gaps,
  );
  const none = { drains: new Map(), refusals: new Map(), unseenSlots: new Map() };
  return {
    nodes,
    chosen,
    snapshot: { probedNodes, ...none },
    settings,
    loads: pods === null ? new Map() : survey.loads(),
    past: history?.entries ?? [],
    trials: trials.pods(),
    pods: pods === null ? null : true,
    gaps,
  };
}

/** The settings in force, including a pause, or the settings that the user asks about. */
function settingsFor(source: SettingsText | null, set: readonly string[]): Settings {
  const written = overridden(source?.text ?? '', set);
  const isPaused = source?.paused === true && !set.some((each) => each.startsWith('maxConcurrentDrains='));
  return isPaused ? pausedSettings(written) : written;
}

/** One pod for each workload behind a budget on these nodes: other pods of the workload would get the same answer. */
class Trials {
  readonly #nodes: ReadonlySet<string>;
  readonly #budgets: readonly BudgetView[];
  readonly #chosen = new Map<string, TrialPod>();

  constructor(nodes: readonly NodeView[], budgets: readonly BudgetView[]) {
    this.#nodes = new Set(nodes.map(({ name }) => name));
    this.#budgets = budgets;
  }

  add(pod: CheckedPod): void {
    const { namespace, name, nodeName, owner } = pod;
    const key = `${namespace}/${owner?.name ?? name}`;
    if (this.#chosen.size >= MOST_TRIALS || this.#chosen.has(key)) return;
    if (this.#nodes.has(nodeName) && isEvicted(pod) && this.#isProtected(pod)) {
      this.#chosen.set(key, { namespace, name, node: nodeName });
    }
  }

  #isProtected(pod: CheckedPod): boolean {
    return this.#budgets.some((budget) => selects(budget, pod));
  }

  pods(): TrialPod[] {
    return [...this.#chosen.values()];
  }
}

function isEvicted({ finished, mirror, owner }: CheckedPod): boolean {
  return !finished && !mirror && owner?.kind !== 'DaemonSet';
}

/** @throws UsageFailure, PluginFailure */
function choose(nodes: readonly NodeView[], { names, selector, zone, all }: PlanCommand): NodeView[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const chosen = names.map((name) => {
    const node = byName.get(name);
    if (node === undefined) throw new PluginFailure(`nodes "${name}" not found`);
    return node;
  });
  const wanted = all ? [...nodes] : selector === null ? chosen : selected(nodes, selector);
  const here = zone === null ? wanted : nodes.filter((node) => isInZone(node, zone));
  if (here.length === 0) throw new PluginFailure('no Node is meant by that');
  return here;
}

function selected(nodes: readonly NodeView[], text: string): NodeView[] {
  try {
    const selector = parseLabelSelector(text);
    return nodes.filter(({ labels }) => matchesSelector(selector, labels));
  } catch (error) {
    throw new UsageFailure(`--nodes is "${text}": ${messageOf(error)}`);
  }
}

/** `1` also matches `westeurope-1`. */
function isInZone(node: NodeView, zone: string): boolean {
  const own = zoneOf(node);
  return own === zone || own.endsWith(`-${zone}`);
}
