import type { SettingsState } from '@mechanic/contract';
import type {
  Advice,
  HistoryEntry,
  HoldStatus,
  LeaderStatus,
  NodeEntry,
  QueueEntry,
  ReadinessFinding,
  SettingsStatus,
  Status,
} from '@mechanic/contract/status';
import type { Decision } from '../decision.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { reportedEvents } from '../need/event-sources.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatTime } from '../times.ts';
import { attentionOf } from './attention.ts';
import { fleetOf } from './fleet.ts';
import { forecastEntries } from './forecast-entries.ts';
import { holdStatuses } from './hold-status.ts';
import { nodeEntry, queueEntry } from './node-entry.ts';
import { summaryOf } from './summary.ts';

/** The inputs of a status. Omitted fields are unknown to the caller. */
export interface StatusInput {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly leader: LeaderStatus;
  readonly settings: SettingsState;
  /** The decision of a pass now, from the caches of this replica; null before they are synced. */
  readonly view: { readonly snapshot: Snapshot; readonly decision: Decision } | null;
  readonly history: readonly HistoryEntry[];
  /** null without a forecast. */
  readonly forecast?: Forecast | null;
  readonly advice?: Advice | null;
  readonly readiness?: readonly ReadinessFinding[];
  /** When it was looked for that, in milliseconds since the epoch; null: not yet. */
  readonly readinessAt?: number | null;
}

/** Maximum number of findings in a status; the gauges count all. */
const MOST_FINDINGS = 200;

/** Builds the whole status as one document. Pure: the same input gives the same document. */
export function statusOf(input: StatusInput): Status {
  const {
    version,
    now,
    leader,
    settings,
    history,
    advice = null,
    readiness = [],
    readinessAt = null,
  } = input;
  const holds = input.view === null ? [] : holdStatuses(input.view.decision);
  const status = {
    version,
    now: formatTime(now),
    leader,
    settings: settingsStatus(settings),
    dryRun: settings.settings.dryRun,
    ...clusterStatus(input),
    holds,
    advice,
    readiness: readiness.slice(0, MOST_FINDINGS),
    readinessAt: readinessAt === null ? null : formatTime(readinessAt),
    fleet: input.view === null ? [] : fleetOf(input.view.snapshot.nodes, input.view.decision.statuses),
    ...entriesOf(input, holds),
    history,
  };
  return { ...status, attention: attentionOf(status) };
}

function settingsStatus({ source, errors, warnings, shown, paused }: SettingsState): SettingsStatus {
  return {
    state: source === 'configmap' ? 'ok' : source,
    error: errors.length === 0 ? null : errors.join('; '),
    warnings,
    inForce: shown,
    paused,
  };
}

function clusterStatus({
  view,
  forecast = null,
}: StatusInput): Pick<Status, 'synced' | 'slots' | 'nodesTotal' | 'nodesProbed' | 'summary'> {
  if (view === null) {
    const slots = { total: 0, used: 0, unavailable: 0, maxUnavailable: 0 };
    return { synced: false, slots, nodesTotal: 0, nodesProbed: 0, summary: null };
  }
  const { snapshot, decision } = view;
  return {
    synced: true,
    slots: decision.slots,
    nodesTotal: snapshot.nodes.length,
    nodesProbed: probed(snapshot),
    summary: summaryOf(snapshot, decision, forecast === null ? null : forecast.atRisk.length),
  };
}

function entriesOf(
  { view, forecast = null, now }: StatusInput,
  holds: readonly HoldStatus[],
): {
  readonly queue: QueueEntry[];
  readonly nodes: NodeEntry[];
} {
  if (view === null) return { queue: [], nodes: [] };
  const { snapshot, decision } = view;
  const nodes = new Map(snapshot.nodes.map((node) => [node.uid, node]));
  const holders = new Map(
    holds.toReversed().flatMap((hold) => hold.nodes.map((node) => [node, hold.name] as const)),
  );
  const forecasts = forecast === null ? null : forecastEntries(forecast);
  const queue = decision.statuses.map((status) => queueEntry(status, holders.get(status.node.name) ?? null));
  const entries = decision.statuses.map((status): NodeEntry | null => {
    const node = nodes.get(status.node.uid);
    if (status.state === 'idle' || node === undefined) return null;
    return nodeEntry(status, {
      node,
      probed: snapshot.probedNodes.has(node.name),
      drain: snapshot.drains.get(node.uid),
      forecast: forecasts?.get(node.uid) ?? null,
      heldBy: holders.get(node.name) ?? null,
      now,
    });
  });
  return { queue: queue.filter((entry) => entry !== null), nodes: entries.filter((entry) => entry !== null) };
}

function probed({ nodes, probedNodes }: Snapshot): number {
  return nodes.filter((node) => probedNodes.has(node.name) && reportedEvents(node).firstHand).length;
}
