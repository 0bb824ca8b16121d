import {
  CORDONED,
  OUT_OF_SERVICE_TAINT,
  type MaintenanceRecord,
  type Report,
  type ReportedEvent,
  type Settings,
  WAITING_TAINT,
  parseSettings,
} from '@mechanic/contract';
import type { DrainRequest } from '@mechanic/contract/request';
import { decide } from './decide.ts';
import type { Action, Decision, NodeStatus, OwnCondition } from './decision.ts';
import type { ConditionView, DrainProgress, NodeView, Refusal, RequestView, Snapshot } from './snapshot.ts';
import { formatTime } from './times.ts';

/** The present time in tests, in milliseconds since the epoch. */
export const now = Date.parse('2026-11-23T05:00:00Z');
export const seconds = 1000;
export const minutes = 60 * seconds;
export const hours = 60 * minutes;

/** Parses the text of `mechanic.yaml`. */
export function settingsOf(text = ''): Settings {
  const result = parseSettings(text);
  if (!result.ok) throw new Error(result.errors.join('; '));
  return result.settings;
}

/** A Ready, schedulable node without maintenance, whose condition VMEventScheduled is False. */
export function aNode(name: string, changes: Partial<NodeView> = {}): NodeView {
  return {
    name,
    uid: `uid-of-${name}`,
    resourceVersion: '1',
    labels: {},
    providerID: '',
    unschedulable: false,
    taints: [],
    ready: 'True',
    conditions: { VMEventScheduled: aCondition('False', 'VM has no scheduled event') },
    deleting: false,
    createdAt: now - 24 * hours,
    ignored: false,
    report: { kind: 'absent' },
    record: { kind: 'absent' },
    request: { kind: 'absent' },
    acknowledge: null,
    uncordonSeen: false,
    cordonedWithLabel: false,
    ...changes,
  };
}

/** A node whose probe reports these events. */
export function aNodeWith(
  name: string,
  events: readonly Partial<ReportedEvent>[],
  changes: Partial<NodeView> = {},
): NodeView {
  return aNode(name, { report: aReport(name, events), ...changes });
}

export function aReport(
  vm: string,
  events: readonly Partial<ReportedEvent>[],
  changes: Partial<Report> = {},
): { kind: 'present'; value: Report } {
  return {
    kind: 'present',
    value: {
      version: 1,
      vm,
      imds: 'ok',
      incarnation: '1',
      changedAt: formatTime(now - 1 * seconds),
      events: events.map((event) => anEvent({ resources: [vm], ...event })),
      ...changes,
    },
  };
}

/** A request by `mechanic.dev/request`, one minute old. */
export function aRequest(
  changes: Partial<DrainRequest> = {},
): Extract<RequestView, { readonly kind: 'present' }> {
  const value = { id: 'Request:0123456789abcdef', reason: 'kernel update', requester: null, by: null };
  return { kind: 'present', value: { ...value, ...changes }, since: now - 1 * minutes };
}

/** A Redeploy in 15 minutes. */
export function anEvent(changes: Partial<ReportedEvent> = {}): ReportedEvent {
  return {
    id: 'event-1',
    type: 'Redeploy',
    status: 'Scheduled',
    notBefore: formatTime(now + 15 * minutes),
    durationSeconds: -1,
    source: 'Platform',
    description: '',
    liveMigration: false,
    resources: [],
    ...changes,
  };
}

export function aCondition(
  status: ConditionView['status'],
  message = '',
  lastTransitionTime = now - 1 * minutes,
): ConditionView {
  return { status, reason: '', message, lastTransitionTime };
}

/** A record of `aNode(name)` for `anEvent()`, begun one minute ago. */
export function aRecord(name: string, changes: Partial<MaintenanceRecord> = {}): MaintenanceRecord {
  return {
    version: 1,
    phase: 'Draining',
    nodeUID: `uid-of-${name}`,
    reason: 'Redeploy',
    events: ['event-1'],
    wasUnschedulable: false,
    startedAt: formatTime(now - 1 * minutes),
    attemptStartedAt: formatTime(now - 1 * minutes),
    deadline: formatTime(now + 15 * minutes),
    attempts: 1,
    ...changes,
  };
}

/** A node that mechanic cordoned, with the events that its probe reports now. */
export function aNodeInMaintenance(
  name: string,
  record: Partial<MaintenanceRecord> = {},
  events: readonly Partial<ReportedEvent>[] = [{}],
): NodeView {
  return aNodeWith(name, events, {
    unschedulable: true,
    labels: { [CORDONED]: 'true' },
    cordonedWithLabel: true,
    record: { kind: 'present', value: aRecord(name, record) },
  });
}

export function aDrain(name: string, changes: Partial<DrainProgress> = {}): DrainProgress {
  return {
    nodeUID: `uid-of-${name}`,
    state: 'running',
    message: '',
    podsTotal: 3,
    podsLeft: [],
    ...changes,
  };
}

/** A snapshot in which every node has a Ready probe pod. */
export function aSnapshot(
  nodes: readonly NodeView[],
  changes: {
    readonly probed?: readonly string[];
    readonly drains?: readonly DrainProgress[];
    readonly refusals?: Readonly<Record<string, Refusal>>;
    readonly unseenSlots?: Readonly<Record<string, MaintenanceRecord>>;
    readonly settledSurges?: ReadonlySet<string>;
  } = {},
): Snapshot {
  return {
    nodes,
    probedNodes: new Set(changes.probed ?? nodes.map(({ name }) => name)),
    drains: new Map((changes.drains ?? []).map((drain) => [drain.nodeUID, drain])),
    refusals: new Map(
      Object.entries(changes.refusals ?? {}).map(([name, refusal]) => [`uid-of-${name}`, refusal]),
    ),
    unseenSlots: new Map(
      Object.entries(changes.unseenSlots ?? {}).map(([name, record]) => [`uid-of-${name}`, record]),
    ),
    settledSurges: changes.settledSurges ?? new Set(),
  };
}

/** The decision for these nodes; `yaml` is the text of `mechanic.yaml`. */
export function decideFor(
  nodes: readonly NodeView[],
  yaml = '',
  snapshot: Parameters<typeof aSnapshot>[1] = {},
): Decision {
  return decide(aSnapshot(nodes, snapshot), settingsOf(yaml), now);
}

/** The actions in short form and in order: `cordon a`, `record b paused`, `release c uncordon completed`. */
export function inShort(decision: Decision): string[] {
  return decision.actions.map((action) => {
    const { kind, node } = action;
    switch (kind) {
      case 'record':
        return `record ${node.name} ${action.outcome}`;
      case 'release':
        return `release ${node.name} ${action.uncordon ? 'uncordon ' : ''}${action.outcome}`;
      case 'mark':
        return `${sayMarks(action.marks)} ${node.name}`;
      case 'out-of-service':
        return `${action.tainted ? 'out of' : 'in'} service ${node.name}`;
      case 'acknowledge':
        return `acknowledge ${node.name} ${action.events.join(',')}`.trim();
      default:
        return `${kind} ${node.name}`;
    }
  });
}

function sayMarks({ label, taint }: Extract<Action, { kind: 'mark' }>['marks']): string {
  return [
    ...(label === undefined ? [] : [label ? 'label' : 'unlabel']),
    ...(taint === undefined ? [] : [taint ? 'taint' : 'untaint']),
  ].join(' ');
}

export function statusOf(decision: Decision, name: string): NodeStatus | undefined {
  return decision.statuses.find(({ node }) => node.name === name);
}

/** The record that the decision writes to a node. */
export function recordFor(decision: Decision, name: string): MaintenanceRecord | undefined {
  return decision.actions
    .flatMap((action) => ('record' in action && action.node.name === name ? [action.record] : []))
    .at(0);
}

/** The node after an action took effect on the API server. */
// eslint-disable-next-line complexity -- a table: one line for each kind of action, and nothing between them
export function applied(node: NodeView, action: Action): NodeView {
  if (action.node.uid !== node.uid) return node;
  switch (action.kind) {
    case 'cordon':
    case 'record':
      return withRecord(node, action);
    case 'release':
      return withoutRecord(node, action.uncordon);
    case 'mark':
      return marked(node, action.marks);
    case 'conditions':
      return withConditions(node, action.conditions);
    case 'out-of-service':
      return withOutOfService(node, action);
    case 'acknowledge':
      return { ...node, acknowledge: action.events.join(',') || null };
    case 'drain':
      return node;
  }
}

function withRecord(node: NodeView, action: Extract<Action, { kind: 'cordon' | 'record' }>): NodeView {
  const record = { kind: 'present', value: action.record } as const;
  const next = { ...node, record, uncordonSeen: false };
  if (action.kind !== 'cordon') return next;
  return { ...next, unschedulable: true, cordonedWithLabel: node.labels[CORDONED] !== 'true' };
}

function withConditions(node: NodeView, conditions: readonly OwnCondition[]): NodeView {
  const own = conditions.map(({ type, ...rest }) => [type, { ...rest, lastTransitionTime: now }] as const);
  return { ...node, conditions: { ...node.conditions, ...Object.fromEntries(own) } };
}

function withOutOfService(
  node: NodeView,
  { tainted, record }: Extract<Action, { kind: 'out-of-service' }>,
): NodeView {
  const others = node.taints.filter(({ key }) => key !== OUT_OF_SERVICE_TAINT);
  const taints = tainted ? [...others, { key: OUT_OF_SERVICE_TAINT, effect: 'NoExecute' }] : others;
  return { ...node, taints, record: { kind: 'present', value: record } };
}

function marked(node: NodeView, { label, taint }: Extract<Action, { kind: 'mark' }>['marks']): NodeView {
  const bare = withoutMarks(node);
  const waiting = { key: WAITING_TAINT, effect: 'PreferNoSchedule' };
  const labels = label === true ? { ...bare.labels, [CORDONED]: 'true' } : bare.labels;
  const taints = taint === true ? [...bare.taints, waiting] : bare.taints;
  return {
    ...node,
    ...(label !== undefined && { labels }),
    ...(taint !== undefined && { taints }),
  };
}

function withoutRecord(node: NodeView, uncordon: boolean): NodeView {
  const unschedulable = node.unschedulable && !uncordon;
  return { ...withoutMarks(node), unschedulable, uncordonSeen: false, record: { kind: 'absent' } };
}

function withoutMarks(node: NodeView): NodeView {
  const labels = { ...node.labels };
  Reflect.deleteProperty(labels, CORDONED);
  const taints = node.taints.filter(({ key }) => key !== WAITING_TAINT);
  return { ...node, labels, taints, cordonedWithLabel: false };
}
