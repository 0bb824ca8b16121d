import { type Report, requestType } from '@mechanic/contract';
import type { DrainRequest } from '@mechanic/contract/request';
import type { EventSource } from '@mechanic/contract/status';
import type { NodeView } from '../snapshot.ts';
import { formatTime } from '../times.ts';

/** An event in the words of whoever tells of it, whether it is believed or not. */
export interface ToldEvent {
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

/** Everything that is told of one node: for people, for counting and for approvals, which judge it by themselves. */
export interface Tidings {
  readonly events: readonly ToldEvent[];
  /** Who tells them hears Azure itself now. */
  readonly firstHand: boolean;
  /** Nothing was left out for want of room. */
  readonly isWhole: boolean;
}

const silence: Tidings = { events: [], firstHand: false, isWhole: true };

/** What the sources of scheduled events say of a node. */
export function tidingsOf({ report, request }: NodeView): Tidings {
  const { events, ...reported } = report.kind === 'present' ? reportedTidings(report.value) : silence;
  return request.kind === 'present'
    ? { ...reported, events: [...events, toldRequest(request.value)] }
    : { ...reported, events };
}

function reportedTidings({ events, imds, omitted }: Report): Tidings {
  return { events, firstHand: imds === 'ok', isWhole: omitted === undefined };
}

/** What people and other tools ask for. */
function toldRequest({ id, by, requester, reason }: DrainRequest): ToldEvent {
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

/** The conditions by which AKS announces events. */
const announcing = ['VMEventScheduled', 'PreemptionScheduled'] as const;

/**
 * Who tells what is announced for a node.
 * @param probed its probe pod is Ready; null when nobody knows
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
