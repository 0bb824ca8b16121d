import type { HistoryEntry, MaintenanceRecord } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { Action, NodeRef } from '../decide/decision.ts';
import { heldPods } from '../decide/held-pods.ts';
import type { NodeView, Snapshot } from '../decide/snapshot.ts';
import { summaryOf } from '../decide/status/summary.ts';
import { ownRecord } from '../decide/step/ownership.ts';
import { toldAttemptStart } from '../decide/step/record.ts';
import type { Advice } from '../decide/forecast/advice.ts';
import type { Forecast } from '../decide/forecast/forecast.ts';
import { formatTime } from '../decide/times.ts';
import type { Succession } from '../leadership/elector.ts';
import type { Log } from '../log.ts';
import { BlockedDrains } from './blocked-drains.ts';
import { DeadlineMisses, type Missed } from './deadline-misses.ts';
import type { EventRecorder, Statement } from './event-recorder.ts';
import type { DrainOutcome, Metrics } from './metrics.ts';
import { NeedWatch, type NeedWatchPorts } from './need-watch.ts';
import * as say from './node-events.ts';
import type { Pass } from './pass.ts';
import { type RequestRefusalPorts, RequestRefusals } from './request-refusals.ts';
import { fieldsOf } from './record-fields.ts';
import { recentStatements } from './recent-statements.ts';
import { Unreadable } from './unreadable.ts';
import { RiskWatch } from './forecast/risk-watch.ts';
import { keyOf, uidOf } from './action-key.ts';
import { heldDrains } from './held-drains.ts';
import { SeenDrains } from './history/seen-drains.ts';
import { VolumeWaits, volumesAwaited } from './volume-waits.ts';

export interface ObserverParts {
  readonly metrics: Metrics;
  readonly events: Pick<EventRecorder, 'say'>;
  readonly log: Log;
  readonly clock: Clock;
  /** Computes the forecast after each pass. */
  readonly foresight?: { take(pass: Pass): void; clear(): void };
  /** Remembers drains that ended. */
  readonly history: { add(entry: HistoryEntry): void };
}

/**
 * Reports what the leader decides and does: updates metrics, logs each change once, and writes Events on Nodes. It never
 * throws: a failed report must not stop any action.
 */
export class Observer {
  readonly #parts: ObserverParts;
  readonly #needs: NeedWatch;
  readonly #blocked: BlockedDrains;
  readonly #misses = new DeadlineMisses();
  readonly #seen = new SeenDrains();
  readonly #risks: RiskWatch;
  readonly #volumeWaits: VolumeWaits;
  readonly #unreadable: Unreadable;
  readonly #requests: RequestRefusals;
  /** Refused actions that were reported, as `uid action`. */
  readonly #refused = new Set<string>();
  /** Actions of a dry run that were reported, as `uid action`. */
  #wouldDo = new Set<string>();
  #snapshot: Snapshot | null = null;
  /** The previous leader crashed: its last actions may be unreported. */
  #retells = false;
  #pass = 0;

  constructor(parts: ObserverParts) {
    this.#parts = parts;
    const ports: NeedWatchPorts & RequestRefusalPorts = {
      log: (message, node, fields) => this.#log(message, node, fields),
      warn: (message, node, fields) => this.#warn(message, node, fields),
      say: (node, statement) => this.#say(node, statement),
    };
    this.#needs = new NeedWatch(ports);
    this.#requests = new RequestRefusals(ports);
    this.#risks = new RiskWatch({
      ...ports,
      gauge: (nodes) => parts.metrics.atRisk(nodes),
      needOf: (uid) => this.#needs.needOf(uid),
    });
    this.#volumeWaits = new VolumeWaits(ports);
    this.#unreadable = new Unreadable((message, node) => this.#warn(message, node, {}));
    this.#blocked = new BlockedDrains({
      clock: parts.clock,
      say: ({ node, pods, about }) => {
        this.#warn('drain blocked', node, { pods: pods.slice(0, 20) });
        this.#say(node, say.drainBlocked(pods, about));
      },
      onChange: () => parts.metrics.blocked(this.#blocked.gauges()),
    });
  }

  /** Called when this replica becomes leader. */
  steppedUp({ afterLoss }: Succession): void {
    this.#parts.metrics.leading();
    this.#retells = afterLoss;
  }

  /** Called when this replica stops leading. Clears everything that only a leader may report. */
  steppedDown(): void {
    this.#parts.metrics.notLeading();
    this.#needs.clear();
    this.#blocked.clear();
    this.#misses.clear();
    this.#parts.foresight?.clear();
    this.#risks.clear();
    this.#seen.clear();
    this.#volumeWaits.clear();
    this.#unreadable.clear();
    this.#requests.clear();
    this.#refused.clear();
    this.#wouldDo.clear();
    this.#snapshot = null;
  }

  /** Called after each decision, before its actions run. */
  passed(pass: Pass): void {
    this.#pass += 1;
    this.#snapshot = pass.snapshot;
    this.#safely(() =>
      this.#parts.metrics.cluster(summaryOf(pass.snapshot, pass.decision), pass.decision.slots),
    );
    this.#safely(() => this.#parts.metrics.held(pass.decision.restraints));
    this.#safely(() => this.#unreadable.take(pass.snapshot.nodes));
    this.#safely(() => this.#requests.take(pass.snapshot.nodes, pass.now));
    this.#safely(() => this.#needs.take(pass));
    if (this.#retells) this.#safely(() => this.#retell(pass));
    this.#retells = false;
    this.#safely(() => this.#seen.take(pass.snapshot.drains, pass.now));
    this.#safely(() => this.#takeBlocked(pass));
    this.#safely(() => this.#volumeWaits.take(pass));
    this.#safely(() => this.#parts.metrics.volumesAwaited(volumesAwaited(pass.snapshot.drains.values())));
    this.#safely(() => {
      for (const { status, missed } of this.#misses.fresh(pass.decision.statuses))
        this.#sayMissed(missed, status.node);
    });
    if (pass.settings.dryRun) this.#safely(() => this.#sayDryRun(pass.decision.actions));
    else this.#wouldDo.clear();
    this.#safely(() => this.#parts.foresight?.take(pass));
    const present = new Set(pass.snapshot.nodes.map(({ uid }) => uid));
    for (const key of this.#refused) if (!present.has(uidOf(key))) this.#refused.delete(key);
  }

  /** Called with each new forecast. */
  foreseen(forecast: Forecast, advice: Advice | null, now: number): void {
    this.#safely(() => this.#risks.foreseen(forecast, advice, now));
  }

  /** Called when an action took effect. `node` is the Node before it. */
  done(action: Action, node: NodeView): void {
    this.#refused.delete(keyOf(action));
    this.#safely(() => this.#tellDone(action, node));
  }

  /** Called when an action was not permitted. Reported once, until it succeeds. */
  refused(action: Action, node: NodeView, message: string): void {
    const key = keyOf(action);
    if (this.#refused.has(key)) return;
    this.#refused.add(key);
    this.#safely(() => {
      this.#warn('write refused', node, { action: action.kind, error: message });
      if (action.kind === 'cordon') this.#say(node, say.cordonRefused(message, action.record.reason));
    });
  }

  #retell({ snapshot, now }: Pass): void {
    for (const node of snapshot.nodes) {
      const record = ownRecord(node);
      if (record === null) continue;
      for (const statement of recentStatements(record, now)) this.#say(node, statement);
    }
  }

  #tellDone(action: Action, node: NodeView): void {
    switch (action.kind) {
      case 'cordon':
        this.#cordoned(action.record, node);
        return;
      case 'record':
        this.#recorded(action, node);
        return;
      case 'release':
        this.#released(action, node);
        return;
      case 'out-of-service':
      case 'conditions':
      case 'mark':
      case 'acknowledge':
      case 'drain':
        this.#parts.log.debug('node marked', { node: node.name, action: action.kind, pass: this.#pass });
    }
  }

  #cordoned(record: MaintenanceRecord, node: NodeView): void {
    const { clock, metrics } = this.#parts;
    this.#missed(record, node);
    const since = this.#needs.knownSince(node.uid);
    if (!node.unschedulable) {
      metrics.cordoned(record.reason, since === null ? null : (clock.now() - since) / 1_000);
      this.#say(node, say.nodeCordoned(record));
    }
    if (record.phase === 'Draining') this.#say(node, say.drainStarted(record));
    this.#log(node.unschedulable ? 'drain started' : 'node cordoned', node, fieldsOf(record));
  }

  #recorded(action: Extract<Action, { kind: 'record' }>, node: NodeView): void {
    const { record, outcome } = action;
    this.#missed(record, node);
    switch (outcome) {
      case 'resumed':
        this.#say(node, say.drainStarted(record));
        this.#log('drain resumed', node, fieldsOf(record));
        return;
      case 'drained':
        this.#say(node, say.nodeDrained(record, this.#ended(node, record, 'succeeded')));
        this.#log('node drained', node, fieldsOf(record));
        return;
      case 'failed':
        this.#ended(node, record, 'failed');
        this.#say(node, say.drainFailed(record));
        this.#warn('drain failed', node, fieldsOf(record));
        return;
      case 'paused':
        this.#paused(record, node);
        return;
      case 'overridden':
        this.#overridden(record, node);
        return;
      case 'updated':
        this.#log('maintenance changed', node, fieldsOf(record));
        return;
      case 'deadline-missed':
      case 'surges':
    }
  }

  /** Reports a pause. Only a running drain can be paused; a new reason for an existing pause is not reported. */
  #paused(record: MaintenanceRecord, node: NodeView): void {
    if (ownRecord(node)?.phase !== 'Draining') return;
    this.#ended(node, record, 'paused');
    this.#say(node, say.drainPaused(record));
    this.#warn('drain paused', node, fieldsOf(record));
  }

  /** Reports that a person uncordoned the node, which ends a maintenance that was not drained. */
  #overridden(record: MaintenanceRecord, node: NodeView): void {
    if (ownRecord(node)?.phase !== 'Drained') this.#ended(node, record, 'cancelled');
    this.#say(node, say.maintenanceCancelled(record, record.message ?? 'somebody uncordoned the node'));
    this.#log('maintenance overridden', node, fieldsOf(record));
  }

  #released(action: Extract<Action, { kind: 'release' }>, node: NodeView): void {
    const record = ownRecord(node);
    this.#needs.released(node.uid);
    if (action.outcome === 'cancelled') {
      if (record !== null && record.overridden !== true) this.#ended(node, record, 'cancelled');
      this.#say(node, say.maintenanceCancelled(record, action.reason));
    }
    if (action.uncordon && node.unschedulable) {
      this.#parts.metrics.uncordoned();
      this.#say(node, say.nodeUncordoned(record, action.reason));
    }
    const { outcome, uncordon, reason: why } = action;
    this.#log('maintenance over', node, { outcome, uncordoned: uncordon, why });
  }

  /** Reports a record that shows a missed deadline for the first time. */
  #missed(record: MaintenanceRecord, node: NodeView): void {
    if (record.deadlineMissed !== true || ownRecord(node)?.deadlineMissed === true) return;
    if (this.#misses.isNew(node.uid, record)) this.#sayMissed(record, node);
  }

  #sayMissed(missed: Missed, node: NodeRef): void {
    const pods = heldPods(this.#snapshot?.drains.get(node.uid)?.podsLeft ?? []);
    this.#parts.metrics.deadlineMissed(missed.reason);
    this.#say(node, say.deadlineMissed(missed, pods));
    const { reason, events, deadline } = missed;
    const left = { podsLeft: pods.length, pods: pods.slice(0, 20) };
    this.#warn('deadline missed', node, { reason, events, deadline, ...left });
  }

  /** Counts and remembers a drain that ended. Returns the length of the attempt in seconds. */
  #ended(node: NodeView, record: MaintenanceRecord, outcome: DrainOutcome): number {
    const now = this.#parts.clock.now();
    const startedAt = toldAttemptStart(ownRecord(node) ?? record) ?? toldAttemptStart(record) ?? now;
    const seconds = Math.max(0, (now - startedAt) / 1_000);
    this.#parts.metrics.drainEnded(record.reason, outcome, seconds);
    this.#parts.history.add({
      node: node.name,
      reason: record.reason,
      events: record.events,
      outcome,
      startedAt: formatTime(startedAt),
      endedAt: formatTime(now),
      durationSeconds: seconds,
      attempts: record.attempts,
      message: record.message ?? '',
      ...this.#seen.end(node.uid),
    });
    return seconds;
  }

  #takeBlocked(pass: Pass): void {
    this.#blocked.take(heldDrains(pass));
    this.#parts.metrics.blocked(this.#blocked.gauges());
  }

  #sayDryRun(actions: readonly Action[]): void {
    const now = new Set<string>();
    for (const action of actions) {
      if (action.kind === 'drain' || action.kind === 'mark') continue;
      const key = keyOf(action);
      now.add(key);
      if (this.#wouldDo.has(key)) continue;
      const record = 'record' in action ? fieldsOf(action.record) : {};
      this.#log('dry run: nothing written', action.node, { action: action.kind, ...record });
    }
    this.#wouldDo = now;
  }

  #safely(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#parts.log.error('an observer failed', { error: text, pass: this.#pass });
    }
  }

  #log(message: string, node: NodeRef, fields: Readonly<Record<string, unknown>>): void {
    this.#parts.log.info(message, { node: node.name, ...fields, pass: this.#pass });
  }

  #warn(message: string, node: NodeRef, fields: Readonly<Record<string, unknown>>): void {
    this.#parts.log.warn(message, { node: node.name, ...fields, pass: this.#pass });
  }

  #say(node: NodeRef, statement: Statement): void {
    this.#parts.events.say({ kind: 'Node', name: node.name, uid: node.uid }, statement);
  }
}
