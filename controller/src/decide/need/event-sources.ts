import { type Report, requestType } from '@mechanic/contract';
import type { DrainRequest } from '@mechanic/contract/request';
import type { EventSource } from '@mechanic/contract/status';
import type { NodeView } from '../snapshot.ts';
import { formatTime } from '../times.ts';

/** An event as its source wrote it, whether mechanic believes the source or not. */
export interface ReportedEvent {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  /** RFC 3339; null when no date is given. */
  readonly notBefore: string | null;
  /** -1 when unknown. */
  readonly durationSeconds: number;
  /** Who causes it: `Platform`, `User`, or empty. */
  readonly source: string;
  readonly description: string;
  /** Every VM that the event names. */
  readonly resources: readonly string[];
}

/**
 * What the sources of one node report, without judgement: for people, for metrics, and for approvals, which judge it
 * themselves.
 */
export interface ReportedEvents {
  readonly events: readonly ReportedEvent[];
  /** The last poll of IMDS by the probe succeeded. */
  readonly firstHand: boolean;
  /** The probe left no event out for lack of space. */
  readonly isWhole: boolean;
}

const none: ReportedEvents = { events: [], firstHand: false, isWhole: true };

/** The events that the report and the request of a node announce. */
export function reportedEvents({ report, request }: NodeView): ReportedEvents {
  const { events, ...reported } = report.kind === 'present' ? fromReport(report.value) : none;
  return request.kind === 'present'
    ? { ...reported, events: [...events, fromRequest(request.value)] }
    : { ...reported, events };
}

function fromReport({ events, imds, omitted }: Report): ReportedEvents {
  return { events, firstHand: imds === 'ok', isWhole: omitted === undefined };
}

/** A request of a person or another tool, in the shape of an event. */
function fromRequest({ id, by, requester, reason }: DrainRequest): ReportedEvent {
  return {
    id,
    type: requestType,
    status: 'Scheduled',
    notBefore: by === null ? null : formatTime(by),
    durationSeconds: -1,
    source: requester ?? '',
    description: reason,
    resources: [],
  };
}

/** Conditions in which AKS announces events. */
const announcing = ['VMEventScheduled', 'PreemptionScheduled'] as const;

/**
 * Returns the sources of a node's events and the state of each.
 * @param probed whether its probe pod is Ready; null: not known
 */
export function sourceOf({ report, conditions }: NodeView, probed: boolean | null): EventSource {
  return {
    probed,
    report: report.kind === 'present' ? report.value.imds : report.kind,
    changedAt: report.kind === 'present' ? report.value.changedAt : null,
    conditions: announcing.flatMap((type) => {
      const condition = conditions[type];
      return condition === undefined ? [] : [{ type, status: condition.status }];
    }),
  };
}
