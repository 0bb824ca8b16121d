import type { HistoryEntry, MaintenanceRecord } from '@mechanic/contract';
import { requestType } from '../decide/need/event-type.ts';
import type { Decision, Need, NodeState, NodeStatus, SlotUsage } from '../decide/decision.ts';
import type { Finding } from '../decide/check/finding.ts';
import type { Advice } from '../decide/forecast/advice.ts';
import type { Forecast } from '../decide/forecast/forecast.ts';
import type { DrainProgress, NodeView, PodLeft, Snapshot } from '../decide/snapshot.ts';
import type { SettingsState } from '../settings-source.ts';
import { heldPods } from './held-pods.ts';
import { type ShownSettings, showSettings } from './settings-shown.ts';

/** What a status is made of. */
export interface StatusInput {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly leader: LeaderStatus;
  readonly settings: SettingsState;
  /** What a pass would decide now, by the caches of this replica; null before they are synced. */
  readonly view: { readonly snapshot: Snapshot; readonly decision: Decision } | null;
  /** Missing or null: nobody looked ahead. */
  readonly forecast?: Forecast | null;
  readonly advice?: Advice | null;
  /** What would hold up a drain, as last found. */
  readonly readiness?: readonly Finding[];
  readonly history: readonly HistoryEntry[];
}

export interface LeaderStatus {
  /** This replica, as the lease would name it. */
  readonly self: string;
  /** Who holds the lease, as last seen; null when nobody is known to. */
  readonly identity: string | null;
  readonly isLeader: boolean;
  /** When this leader was first seen as one; RFC 3339. */
  readonly since: string | null;
}

/** The answer of `/api/v1/status`. All times are RFC 3339 in UTC. */
export interface Status {
  readonly version: string;
  readonly now: string;
  /** Caches are synced: what follows is the truth, not a beginning. */
  readonly synced: boolean;
  readonly leader: LeaderStatus;
  readonly settings: {
    /** `invalid`: the newest edit was refused, `inForce` are the last good ones. */
    readonly state: 'ok' | 'default' | 'invalid';
    readonly error: string | null;
    readonly warnings: readonly string[];
    readonly inForce: ShownSettings;
  };
  readonly dryRun: boolean;
  readonly slots: SlotUsage;
  readonly nodesTotal: number;
  /** Nodes whose probe answers: a Ready probe pod and IMDS reachable. */
  readonly nodesProbed: number;
  /** What would save nodes that would miss their deadline; null when nobody would, or nobody has looked yet. */
  readonly advice?: Advice | null;
  /** What would hold up a drain, the worst first; known to the leader alone, and cut to 200. */
  readonly readiness?: readonly Finding[];
  readonly queue: readonly QueueEntry[];
  readonly nodes: readonly NodeEntry[];
  readonly history: readonly HistoryEntry[];
}

/** A node that waits for its turn. */
export interface QueueEntry {
  readonly node: string;
  readonly position: number;
  readonly reason: string;
  readonly deadline: string | null;
  readonly since: string | null;
  readonly state: NodeState;
  /** A sentence: which slot or budget it waits for. */
  readonly waitsFor: string;
}

/** A node that is not idle. */
export interface NodeEntry {
  readonly node: string;
  readonly state: NodeState;
  /** A sentence: why it is in this state and what comes next. */
  readonly why: string;
  /** Type of the leading event or condition; null when it needs nothing. */
  readonly reason: string | null;
  readonly events: readonly EventEntry[];
  readonly deadline: string | null;
  readonly startedAt: string | null;
  readonly attemptStartedAt: string | null;
  readonly attempts: number;
  readonly position: number | null;
  readonly cordoned: boolean;
  /** null when this replica does not drain it. */
  readonly podsTotal: number | null;
  readonly podsLeft: readonly PodLeft[];
  readonly blockedBy: readonly { readonly pod: string; readonly budgets: readonly string[] }[];
  /** When it will be drained; null when it needs no drain, or nobody looked ahead. */
  readonly forecast?: ForecastEntry | null;
}

/** When a node will be drained, if nothing changes. */
export interface ForecastEntry {
  readonly startsAt: string | null;
  /** null: no end is in sight. */
  readonly endsAt: string | null;
  readonly missesDeadline: boolean;
  /** What it is made from, for a person. */
  readonly basis: string;
}

/** An event of Azure, or a condition, that is announced for a node. */
export interface EventEntry {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly notBefore: string | null;
  readonly durationSeconds: number | null;
  readonly source: string;
  readonly description: string;
}

interface Plan {
  readonly reason: string | null;
  readonly events: readonly string[];
  readonly deadline: string | null;
}

/** More findings help nobody in one answer; the gauges count all. */
const MOST_FINDINGS = 200;

const noSlots: SlotUsage = { total: 0, used: 0, unavailable: 0, maxUnavailable: 0 };

/** The whole status as one document. Pure: the same input gives the same document. */
export function statusOf(input: StatusInput): Status {
  const { view, settings } = input;
  const statuses = view?.decision.statuses ?? [];
  const nodes = new Map(view?.snapshot.nodes.map((node) => [node.uid, node]));
  const forecastOf = forecastsIn(input.forecast);
  return {
    version: input.version,
    now: time(input.now),
    synced: view !== null,
    leader: input.leader,
    settings: {
      state: settings.source === 'configmap' ? 'ok' : settings.source,
      error: settings.errors.length === 0 ? null : settings.errors.join('; '),
      warnings: settings.warnings,
      inForce: showSettings(settings.settings),
    },
    dryRun: settings.settings.dryRun,
    slots: view?.decision.slots ?? noSlots,
    nodesTotal: nodes.size,
    nodesProbed: view === null ? 0 : probed(view.snapshot),
    advice: input.advice ?? null,
    readiness: shortened(input.readiness),
    queue: statuses.flatMap(queueEntry),
    nodes: statuses
      .filter(({ state }) => state !== 'idle')
      .map((status) => ({
        ...nodeEntry(status, nodes.get(status.node.uid), view?.snapshot.drains.get(status.node.uid)),
        forecast: forecastOf(status),
      })),
    history: input.history,
  };
}

function shortened(findings: readonly Finding[] = []): readonly Finding[] {
  return findings.slice(0, MOST_FINDINGS);
}

function probed({ nodes, probedNodes }: Snapshot): number {
  return nodes.filter(
    ({ name, report }) => probedNodes.has(name) && report.kind === 'present' && report.value.imds === 'ok',
  ).length;
}

function queueEntry(status: NodeStatus): QueueEntry[] {
  const { node, need, position, state, reason } = status;
  if (position === null) return [];
  return [
    {
      node: node.name,
      position,
      reason: need?.reason ?? '',
      deadline: optionalTime(need?.deadline),
      since: optionalTime(need?.since),
      state,
      waitsFor: reason,
    },
  ];
}

function nodeEntry(
  status: NodeStatus,
  node: NodeView | undefined,
  drain: DrainProgress | undefined,
): Omit<NodeEntry, 'forecast'> {
  const record = node?.record.kind === 'present' ? node.record.value : null;
  const { state, reason, position } = status;
  const plan = planOf(status.need, record);
  return {
    node: status.node.name,
    state,
    why: reason,
    reason: plan.reason,
    events: eventsOf(node, plan.events),
    deadline: plan.deadline,
    ...attemptsOf(record),
    position,
    cordoned: node?.unschedulable ?? false,
    podsTotal: drain === undefined ? null : drain.podsTotal,
    podsLeft: drain === undefined ? [] : drain.podsLeft,
    blockedBy: blockedBy(status, record, drain),
  };
}

function forecastsIn(forecast: Forecast | null = null): (status: NodeStatus) => ForecastEntry | null {
  const known = new Map(forecast?.nodes.map((each) => [each.node.uid, each]));
  return ({ node: { uid } }) => {
    const foreseen = known.get(uid);
    if (foreseen === undefined || forecast === null) return null;
    const { startsAt, endsAt, missesDeadline } = foreseen;
    const { basis } = forecast;
    return { startsAt: optionalTime(startsAt), endsAt: optionalTime(endsAt), missesDeadline, basis };
  };
}

/** What is announced; when nothing is any more, what the node was cordoned for. */
function planOf(need: Need | null, record: MaintenanceRecord | null): Plan {
  if (need !== null) return { ...need, deadline: optionalTime(need.deadline) };
  return record ?? { reason: null, events: [], deadline: null };
}

function attemptsOf(
  record: MaintenanceRecord | null,
): Pick<NodeEntry, 'startedAt' | 'attemptStartedAt' | 'attempts'> {
  return {
    startedAt: record?.startedAt ?? null,
    attemptStartedAt: record?.attemptStartedAt ?? record?.startedAt ?? null,
    attempts: record?.attempts ?? 0,
  };
}

/** What blocks a drain now; of one that does not run, what blocked it last. */
function blockedBy(
  status: NodeStatus,
  record: MaintenanceRecord | null,
  drain: DrainProgress | undefined,
): NodeEntry['blockedBy'] {
  const held = drain?.podsLeft.filter(({ state }) => state === 'blocked') ?? [];
  const known = drain === undefined ? (record?.blockedBy ?? status.blockedBy) : heldPods(held);
  return known.map(({ pod, budgets }) => ({ pod, budgets: budgets ?? [] }));
}

/** Everything the node reports, then what else it needs and no report names: conditions. */
function eventsOf(node: NodeView | undefined, needed: readonly string[]): EventEntry[] {
  const reported = node?.report.kind === 'present' ? node.report.value.events : [];
  const known = new Set(reported.map(({ id }) => id.toLowerCase()));
  return [
    ...reported.map(({ id, type, status, notBefore, durationSeconds, source, description }) => ({
      id,
      type,
      status,
      notBefore,
      durationSeconds: durationSeconds < 0 ? null : durationSeconds,
      source,
      description,
    })),
    ...needed
      .filter((id) => !known.has(id.toLowerCase()))
      .map((id) => requestEntry(node, id) ?? conditionEntry(node, id)),
  ];
}

/** Null when the id is that of no request that stands. */
function requestEntry(node: NodeView | undefined, id: string): EventEntry | null {
  if (node?.request.kind !== 'present' || node.request.value.id !== id) return null;
  const { by, requester, reason } = node.request.value;
  return {
    id,
    type: requestType,
    status: 'Scheduled',
    notBefore: optionalTime(by),
    durationSeconds: null,
    source: requester ?? '',
    description: reason,
  };
}

function conditionEntry(node: NodeView | undefined, id: string): EventEntry {
  const condition = node?.conditions[id];
  return {
    id,
    type: id,
    status: condition === undefined ? '' : `Condition ${condition.status}`,
    notBefore: null,
    durationSeconds: null,
    source: condition === undefined ? '' : 'Node condition',
    description: condition?.message ?? '',
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function optionalTime(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : time(ms);
}
