import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { eventStatuses, eventTypeLabels, labelOfType } from '@mechanic/contract';
import { type SpanResult, spanResults } from './trace/collector.ts';
import type { RestraintStatus } from '../decide/decision.ts';
import { zeroFor } from './zero-series.ts';
import { severities } from '../decide/check/finding.ts';
import { type SlotUsage, type Summary, nodeStates } from '@mechanic/contract/status';

/** How a drain ended: the label `outcome` of `mechanic_drains_total`. */
export const drainOutcomes = ['succeeded', 'failed', 'cancelled', 'paused'] as const;
export type DrainOutcome = (typeof drainOutcomes)[number];

/** The outcome of one eviction request: the label `result` of `mechanic_evictions_total`. */
export const evictionResults = ['evicted', 'gone', 'blocked', 'throttled', 'error'] as const;
export type EvictionResult = (typeof evictionResults)[number];

/** How surges ended: the label `outcome` of `mechanic_surges_total`. */
export const surgeOutcomes = ['succeeded', 'timed_out', 'abandoned'] as const;
export type SurgeOutcome = (typeof surgeOutcomes)[number];

/** The result of an edit of the settings: the label `result` of `mechanic_config_reloads_total`. */
export const reloadResults = ['ok', 'invalid'] as const;
export type ReloadResult = (typeof reloadResults)[number];

/** The labels `format` and `result` of `mechanic_notifications_total`. */
export const notificationFormats = ['slack', 'teams', 'json'] as const;
export type NotificationFormat = (typeof notificationFormats)[number];
export const notificationResults = ['sent', 'failed', 'dropped'] as const;
export type NotificationResult = (typeof notificationResults)[number];

/** Running drains with pods that cannot be evicted now. */
export interface BlockedGauges {
  readonly drains: number;
  /** The blocked drain with the earliest deadline: blocked since when, and its deadline; milliseconds since the epoch. */
  readonly first: { readonly since: number; readonly deadline: number } | null;
}

/** The API writes of a normal drain, for series that start at 0. */
const usualWrites = [
  { verb: 'patch', resource: 'nodes', code: '200' },
  { verb: 'create', resource: 'pods/eviction', code: '201' },
] as const;

const nothing: Summary = {
  states: {},
  queued: 0,
  nextDeadline: null,
  cordonedWithoutNeed: 0,
  atRisk: null,
  events: [],
};

/**
 * Every metric of the controller. Labels are bounded: they hold no node, pod or event id, and outside values are
 * normalised. Series with known labels start at 0, so that a rate includes their first step.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #leader = this.#gauge('mechanic_leader', '1 while this replica leads, 0 while it stands by.');
  readonly #inProgress = this.#gauge(
    'mechanic_drains_in_progress',
    'Nodes in phase Draining, counted from the Nodes. 0 on a standby.',
  );
  readonly #slots = this.#gauge(
    'mechanic_drain_slots',
    'Most nodes that may drain at the same time now. 0 on a standby.',
  );
  readonly #queue = this.#gauge(
    'mechanic_drain_queue_length',
    'Nodes that wait for a drain slot or a budget. 0 on a standby.',
  );
  readonly #nodes = this.#gauge(
    'mechanic_nodes',
    'Nodes by where they are in their maintenance; idle ones need none. 0 on a standby.',
    ['state'],
  );
  readonly #events = this.#gauge(
    'mechanic_scheduled_events',
    'Scheduled events that the nodes report, each event once. 0 on a standby.',
    ['type', 'status'],
  );
  readonly #cordonedWithoutNeed = this.#gauge(
    'mechanic_nodes_cordoned_without_event',
    'Nodes that mechanic keeps cordoned although nothing is announced for them any more. 0 on a standby.',
  );
  readonly #held = this.#gauge(
    'mechanic_held_nodes',
    'Nodes that a hold of the settings keeps from being drained, by its name. Without series on a standby.',
    ['hold'],
  );
  readonly #nextDeadline = this.#gauge(
    'mechanic_next_deadline_timestamp_seconds',
    'When maintenance may begin on the first node that still has to be drained; 0 when there is none, and on a standby.',
  );
  readonly #volumesAwaited = this.#gauge(
    'mechanic_volumes_awaited',
    'Volumes that are still attached to nodes whose pods have left, and that their drains wait for. 0 on a standby.',
  );
  readonly #blocked = this.#gauge(
    'mechanic_drains_blocked',
    'Drains in progress of which no pod could go for 30 s, or that keep pods and are about to miss their deadline. 0 on a standby.',
  );
  readonly #blockedSince = this.#gauge(
    'mechanic_blocked_drain_since_timestamp_seconds',
    'Since when no pod could go of the drain that is due first among the blocked ones; 0 when there is none, and on a standby.',
  );
  readonly #blockedDeadline = this.#gauge(
    'mechanic_blocked_drain_deadline_timestamp_seconds',
    'When the first of the blocked drains is due; 0 when there is none, and on a standby.',
  );
  readonly #configValid = this.#gauge(
    'mechanic_config_valid',
    '1 while the settings in force are the newest ones, 0 while the newest edit is refused.',
  );
  readonly #atRisk = this.#gauge(
    'mechanic_nodes_at_risk',
    'Nodes whose deadline is ahead and would be missed by the forecast. 0 on a standby.',
  );
  readonly #findings = this.#gauge(
    'mechanic_check_findings',
    'What would hold up a drain, by severity, as found in the last look at the cluster. 0 on a standby.',
    ['severity'],
  );
  readonly #checkedAt = this.#gauge(
    'mechanic_check_timestamp_seconds',
    'When the leader last looked for what would hold up a drain; 0 before the first time, and on a standby.',
  );
  readonly #history = this.#gauge(
    'mechanic_history_entries',
    'Drains that ended and are remembered, whoever led; at most 200. 0 on a standby.',
  );
  readonly #drains = this.#counter('mechanic_drains_total', 'Drains that ended, by how and for what.', [
    'outcome',
    'event_type',
  ]);
  readonly #drainDuration = this.#histogram(
    'mechanic_drain_duration_seconds',
    'Seconds from the start of an attempt to drain a node until it succeeded or failed.',
    [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600],
  );
  readonly #eventToCordon = this.#histogram(
    'mechanic_event_to_cordon_seconds',
    'Seconds from when the leading event of a node became known until the node was cordoned for it, waiting for a slot included.',
    [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600],
  );
  readonly #deadlines = this.#counter(
    'mechanic_deadline_missed_total',
    'Drains whose deadline passed while pods were left on the node.',
    ['event_type'],
  );
  readonly #evictions = this.#counter('mechanic_evictions_total', 'Requests to evict a pod, by answer.', [
    'result',
  ]);
  readonly #surges = this.#counter(
    'mechanic_surges_total',
    'Surges that ended: the successor was Ready, was not in time, or the surge was abandoned.',
    ['outcome'],
  );
  readonly #cordons = this.#counter('mechanic_cordons_total', 'Nodes cordoned.');
  readonly #uncordons = this.#counter('mechanic_uncordons_total', 'Nodes uncordoned.');
  readonly #reloads = this.#counter('mechanic_config_reloads_total', 'Readings of changed settings.', [
    'result',
  ]);
  readonly #notifications = this.#counter(
    'mechanic_notifications_total',
    'Messages to webhooks, by what became of them: sent, failed (given up) or dropped (too many waited).',
    ['format', 'result'],
  );
  readonly #spans = this.#counter(
    'mechanic_trace_spans_total',
    'Spans of traces, by what became of them: sent, failed (given up) or dropped (too many waited).',
    ['result'],
  );
  readonly #restarts = this.#counter(
    'mechanic_watch_restarts_total',
    'Watches of the API server that had to begin again.',
    ['resource', 'reason'],
  );
  readonly #requests = this.#counter(
    'mechanic_api_requests_total',
    'Requests to the API server by HTTP status code; "none" when no answer came.',
    ['verb', 'resource', 'code'],
  );

  constructor(options: { readonly nodeDefaults: boolean }) {
    if (options.nodeDefaults) collectDefaultMetrics({ register: this.#registry });
    zeroFor(this.#drains, { outcome: drainOutcomes, event_type: eventTypeLabels });
    zeroFor(this.#deadlines, { event_type: eventTypeLabels });
    zeroFor(this.#evictions, { result: evictionResults });
    zeroFor(this.#surges, { outcome: surgeOutcomes });
    zeroFor(this.#reloads, { result: reloadResults });
    zeroFor(this.#notifications, { format: notificationFormats, result: notificationResults });
    zeroFor(this.#spans, { result: spanResults });
    for (const labels of usualWrites) this.#requests.inc(labels, 0);
    for (const event_type of eventTypeLabels) {
      this.#drainDuration.zero({ event_type });
      this.#eventToCordon.zero({ event_type });
    }
    this.#configValid.set(1);
    this.notLeading();
  }

  /** The media type of `text()`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  leading(): void {
    this.#leader.set(1);
  }

  /** Sets gauges of the leader to 0, so that a sum over the replicas is correct. */
  notLeading(): void {
    this.#leader.set(0);
    this.held([]);
    this.cluster(nothing, { used: 0, total: 0 });
    this.blocked({ drains: 0, first: null });
    this.checked([], 0);
    this.volumesAwaited(0);
  }

  cluster(summary: Summary, slots: Pick<SlotUsage, 'used' | 'total'>): void {
    this.#inProgress.set(slots.used);
    this.#slots.set(slots.total);
    this.#queue.set(summary.queued);
    for (const state of nodeStates) this.#nodes.set({ state }, summary.states[state] ?? 0);
    this.#cordonedWithoutNeed.set(summary.cordonedWithoutNeed);
    this.#nextDeadline.set(summary.nextDeadline === null ? 0 : Date.parse(summary.nextDeadline) / 1_000);
    const counts = new Map(summary.events.map(({ type, status, count }) => [`${type} ${status}`, count]));
    for (const type of eventTypeLabels) {
      for (const status of eventStatuses)
        this.#events.set({ type, status }, counts.get(`${type} ${status}`) ?? 0);
    }
  }

  /** @param restraints restraints on waiting nodes; each hold among them has its own series */
  held(restraints: readonly Pick<RestraintStatus, 'kind' | 'name' | 'nodes'>[]): void {
    this.#held.reset();
    for (const { kind, name, nodes } of restraints)
      if (kind === 'hold') this.#held.set({ hold: name }, nodes.length);
  }

  volumesAwaited(count: number): void {
    this.#volumesAwaited.set(count);
  }

  blocked({ drains, first }: BlockedGauges): void {
    this.#blocked.set(drains);
    this.#blockedSince.set((first?.since ?? 0) / 1_000);
    this.#blockedDeadline.set((first?.deadline ?? 0) / 1_000);
  }

  atRisk(nodes: number): void {
    this.#atRisk.set(nodes);
  }

  /** @param at milliseconds since the epoch; 0 before the first check */
  checked(found: readonly { readonly severity: string }[], at: number): void {
    for (const severity of severities) {
      this.#findings.set({ severity }, found.filter((finding) => finding.severity === severity).length);
    }
    this.#checkedAt.set(at / 1_000);
  }

  remembered(entries: number): void {
    this.#history.set(entries);
  }

  /** @param seconds since the event became known */
  cordoned(reason: string, seconds: number | null): void {
    this.#cordons.inc();
    if (seconds === null) return;
    this.#eventToCordon.observe({ event_type: labelOfType(reason) }, Math.max(0, seconds));
  }

  uncordoned(): void {
    this.#uncordons.inc();
  }

  /** @param seconds length of the attempt; measured for successes and failures only, because other attempts were stopped */
  drainEnded(reason: string, outcome: DrainOutcome, seconds: number): void {
    const event_type = labelOfType(reason);
    this.#drains.inc({ outcome, event_type });
    if (outcome === 'succeeded' || outcome === 'failed') {
      this.#drainDuration.observe({ event_type }, Math.max(0, seconds));
    }
  }

  deadlineMissed(reason: string): void {
    this.#deadlines.inc({ event_type: labelOfType(reason) });
  }

  eviction(result: EvictionResult): void {
    this.#evictions.inc({ result });
  }

  surgeEnded(outcome: SurgeOutcome): void {
    this.#surges.inc({ outcome });
  }

  configReloaded(result: ReloadResult): void {
    this.#reloads.inc({ result });
    this.#configValid.set(result === 'ok' ? 1 : 0);
  }

  notification(format: NotificationFormat, result: NotificationResult): void {
    this.#notifications.inc({ format, result });
  }

  spans(result: SpanResult, count: number): void {
    this.#spans.inc({ result }, count);
  }

  watchRestarted(restart: { readonly resource: string; readonly reason: string }): void {
    this.#restarts.inc({ resource: restart.resource, reason: restart.reason });
  }

  /** @param request `code` is `none` without an answer */
  apiRequest(request: { readonly verb: string; readonly resource: string; readonly code: string }): void {
    const { verb, resource, code } = request;
    this.#requests.inc({ verb, resource, code });
  }

  #gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name, help, buckets, labelNames: ['event_type'], registers: [this.#registry] });
  }
}
