import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeStatus } from '../../decide/decision.ts';
import { toldAttemptStart } from '../../decide/step/record.ts';
import { traceIdFor, traceIdOf } from '../../decide/step/trace-id.ts';
import { formatTime, parseTime } from '../../decide/times.ts';
import { DrainedPods } from './drained-pods.ts';
import { type Attributes, type Place, type Span, type SpanContent, spanIdFor, spanOf } from './span.ts';
import type { NodeObservation } from './node-observation.ts';
import { Stretches } from './stretches.ts';
import { Waits } from './waits.ts';

/** The announcement, or what the record tells of it. */
type Subject = Pick<MaintenanceRecord, 'reason' | 'events' | 'deadline'>;

/** A time further in the past when first seen is not believed, because a node may claim anything. */
const OLDEST_MS = 24 * 3_600_000;

/**
 * The trace of one maintenance of a node, built from pass to pass. The trace id follows from the record, so no span is sent
 * before there is one; earlier spans are kept until then.
 */
export class MaintenanceTrace {
  readonly #first: NodeObservation;
  readonly #announcedAt: number;
  readonly #waits = new Waits();
  readonly #stretches = new Stretches();
  /** Waits that ended before there was a record. */
  readonly #before: SpanContent[] = [];
  #subject: Subject;
  #last: NodeObservation;
  #pods: DrainedPods | null = null;
  #overAt: number | null = null;

  /** Begins with the first pass that shows a need, or the record of an earlier leader. */
  constructor(first: NodeObservation) {
    this.#first = first;
    this.#last = first;
    this.#announcedAt = announcedAt(first);
    this.#subject = subjectOf(first) ?? { reason: '', events: [], deadline: null };
  }

  /** Whether the observation belongs to this maintenance. */
  includes({ record, status }: NodeObservation): boolean {
    const before = this.#last.record;
    if (before !== null) return record?.startedAt === before.startedAt;
    return record !== null || isAnnounced(status);
  }

  /** Takes the observation of the next pass. Returns the spans that ended. */
  take(sight: NodeObservation): Span[] {
    const before = this.#last.record;
    this.#subject = subjectOf(sight) ?? this.#subject;
    this.#last = sight;
    const ended = this.#waits.see(sight.status, sight.now);
    const { record, status, now } = sight;
    if (record === null) {
      this.#before.push(...ended);
      return [];
    }
    this.#overAt = isAnnounced(status) ? null : (this.#overAt ?? now);
    const isNew = before === null && this.#first.record === null;
    return [
      ...(isNew ? this.#begun(record, ended, now) : this.#children(ended)),
      ...this.#changes(before ?? record, record, now),
      ...this.#drain(sight),
      ...this.#children(this.#stretches.see(sight)),
    ];
  }

  /** Ends the trace: the record, the node, or the announcement without a record is gone. */
  end(now: number, sight: NodeObservation | null): Span[] {
    const { record } = this.#last;
    const rest = this.#waits.end(now);
    if (record === null) return this.#endedEarly([...this.#before, ...rest], now);
    const uncordons = sight !== null && this.#last.node.unschedulable && !sight.node.unschedulable;
    const outcome = sight === null ? 'node gone' : outcomeOf(record);
    const over = { name: 'over', start: this.#overAt ?? now, end: now };
    const uncordoned = { name: 'uncordoned', start: now, end: now };
    return [
      ...this.#children(rest),
      ...(record.phase === 'Draining' ? this.#attempt(record, now, 'drain cancelled') : []),
      ...this.#children([...this.#stretches.end(now), over, ...(uncordons ? [uncordoned] : [])]),
      this.#whole({ end: now, outcome, error: record.deadlineMissed === true ? missed : null }),
    ];
  }

  /** Ends the tracing by this replica; the next leader continues. */
  handOver(now: number): Span[] {
    if (this.#last.record === null) return [];
    return [...this.#children(this.#waits.end(now)), ...(this.#pods?.close(now, 'handed over') ?? [])];
  }

  /** The spans of the cordon and of everything before it. */
  #begun(record: MaintenanceRecord, ended: readonly SpanContent[], now: number): Span[] {
    const start = this.#announcedAt;
    const announced = {
      name: 'announced',
      start,
      end: this.#first.now,
      attributes: aboutSubject(this.#subject),
    };
    const cordoned = {
      name: 'cordoned',
      start: parseTime(record.startedAt) ?? now,
      end: now,
      attributes: { 'mechanic.was_unschedulable': record.wasUnschedulable },
    };
    const before = this.#before.splice(0);
    return this.#children([announced, ...before, ...ended, cordoned]);
  }

  #changes(before: MaintenanceRecord, record: MaintenanceRecord, now: number): Span[] {
    const spans: Span[] = [];
    if (before.phase === 'Draining' && record.phase !== 'Draining')
      spans.push(...this.#attempt(before, now, endings[record.phase], record.message));
    if (before.deadlineMissed !== true && record.deadlineMissed === true)
      spans.push(...this.#children([{ name: 'deadline missed', start: now, end: now, error: missed }]));
    if (before.overridden !== true && record.overridden === true)
      spans.push(...this.#children([{ name: 'overridden', start: now, end: now }]));
    return spans;
  }

  #drain({ record, drain, now }: NodeObservation): Span[] {
    if (record?.phase !== 'Draining' || drain === undefined) return [];
    const { traceId } = this.#place(record);
    this.#pods ??= new DrainedPods({ traceId, parentId: attemptId(record, traceId) });
    return this.#pods.take(drain, now);
  }

  /** The span of an attempt that ended. */
  #attempt(record: MaintenanceRecord, now: number, name: string, why = ''): Span[] {
    const pods = this.#pods?.close(now, name === 'drained' ? 'gone' : 'left') ?? [];
    this.#pods = null;
    const place = this.#place(record);
    const content = {
      name,
      start: toldAttemptStart(record) ?? now,
      end: now,
      attributes: {
        'mechanic.attempt': record.attempts,
        ...(why !== '' && { 'mechanic.why': why }),
      },
      error: name === 'drain failed' ? why : null,
    };
    return [...pods, { ...spanOf(place, content), spanId: attemptId(record, place.traceId) }];
  }

  /**
   * The trace of an announcement that vanished before there was a record; its id follows from the time of the announcement.
   */
  #endedEarly(waits: readonly SpanContent[], now: number): Span[] {
    const start = this.#announcedAt;
    const traceId = traceIdFor(this.#first.node.uid, `announced ${formatTime(start)}`);
    const announced = {
      name: 'announced',
      start,
      end: this.#first.now,
      attributes: aboutSubject(this.#subject),
    };
    const parts = [announced, ...waits, { name: 'over', start: now, end: now }];
    const place = { traceId, parentId: rootId(traceId) };
    return [
      ...parts.map((content) => spanOf(place, content)),
      this.#whole({ end: now, outcome: 'cancelled', error: null }, traceId),
    ];
  }

  #whole(
    {
      end,
      outcome,
      error,
    }: { readonly end: number; readonly outcome: string; readonly error: string | null },
    id?: string,
  ): Span {
    const { node, record } = this.#last;
    const traceId = id ?? (record === null ? '' : traceIdOf(record));
    const attributes = {
      'k8s.node.name': node.name,
      'k8s.node.uid': node.uid,
      ...aboutSubject(this.#subject),
      'mechanic.outcome': outcome,
      ...(record !== null && { 'mechanic.attempts': record.attempts }),
    };
    const start = this.#announcedAt;
    const span = spanOf({ traceId, parentId: null }, { name: 'maintenance', start, end, attributes, error });
    return { ...span, spanId: rootId(traceId) };
  }

  #children(contents: readonly SpanContent[]): Span[] {
    const { record } = this.#last;
    if (record === null) return [];
    const place = this.#place(record);
    return contents.map((content) => spanOf(place, content));
  }

  #place(record: MaintenanceRecord): Place {
    const traceId = traceIdOf(record);
    return { traceId, parentId: rootId(traceId) };
  }
}

const missed = 'the deadline passed before the node was drained';

/** Name of an attempt's span, by the phase in which it ended. */
const endings = { Drained: 'drained', Paused: 'drain paused', Failed: 'drain failed' } as const;

/** A node without any source still counts as announced: its maintenance may not be over. */
function isAnnounced(status: NodeStatus | undefined): boolean {
  return status !== undefined && (status.need !== null || status.state === 'unknown');
}

function rootId(traceId: string): string {
  return spanIdFor(traceId, 'maintenance', '');
}

/** The id of an attempt's span, which the spans of its pods need before the attempt ends. */
function attemptId(record: MaintenanceRecord, traceId: string): string {
  return spanIdFor(traceId, 'attempt', String(toldAttemptStart(record)));
}

function announcedAt({ record, status, now }: NodeObservation): number {
  const since = status?.need?.since ?? parseTime(record?.startedAt) ?? now;
  return since > now || since < now - OLDEST_MS ? (parseTime(record?.startedAt) ?? now) : since;
}

function subjectOf({ record, status }: NodeObservation): Subject | null {
  const need = status?.need ?? null;
  if (need === null) return record;
  const { reason, events, deadline } = need;
  return { reason, events: [...events], deadline: deadline === null ? null : formatTime(deadline) };
}

function aboutSubject({ reason, events, deadline }: Subject): Attributes {
  return {
    'mechanic.reason': reason,
    'mechanic.events': events,
    ...(deadline !== null && { 'mechanic.deadline': deadline }),
  };
}

function outcomeOf(record: MaintenanceRecord): string {
  if (record.overridden === true) return 'overridden';
  return record.phase === 'Drained' ? 'completed' : 'cancelled';
}
