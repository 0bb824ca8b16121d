import { isDeepStrictEqual } from 'node:util';
import { ACKNOWLEDGE, IGNORE, MAINTENANCE, REPORT, parseMaintenance, parseReport } from '@mechanic/contract';
import type { Annotated, ConditionStatus, ConditionView, NodeView, Taint } from '../snapshot.ts';
import { formatTime } from '../times.ts';
import { isCordonedWithLabel, rememberLabel } from './cordon-owner.ts';
import { requestView } from './drain-requests.ts';
import {
  type ApiObject,
  type ConditionObject,
  type ObjectMeta,
  type Time,
  identity,
  milliseconds,
} from './objects.ts';

/** What is read of a Node. */
export interface NodeObject extends ApiObject {
  readonly spec?: {
    readonly providerID?: string;
    readonly unschedulable?: boolean;
    readonly taints?: readonly TaintObject[];
  };
  readonly status?: { readonly conditions?: readonly ConditionObject[] };
}

interface TaintObject {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: Time;
}

/** Reduces a Node to what decisions need, from its present state alone; `remember` adds its past. */
export function nodeView({ metadata = {}, spec = {}, status = {} }: NodeObject): NodeView {
  const conditions = conditionViews(status.conditions);
  const ours = annotations(metadata);
  const unschedulable = spec.unschedulable ?? false;
  return {
    ...identity(metadata),
    ...ours,
    request: requestView(metadata),
    deleting: metadata.deletionTimestamp !== undefined,
    createdAt: milliseconds(metadata.creationTimestamp) ?? 0,
    unschedulable,
    conditions,
    ready: conditionStatus(status.conditions?.find(({ type }) => type === 'Ready')?.status),
    providerID: spec.providerID ?? '',
    taints: taints(spec.taints),
    // Cordon and record come in one write, so somebody has uncordoned a node that has only the record.
    uncordonSeen: ours.record.kind === 'present' && !unschedulable,
    cordonedWithLabel: isCordonedWithLabel({ ...ours, unschedulable }, metadata.managedFields),
  };
}

function annotations({
  annotations = {},
  labels = {},
}: ObjectMeta): Pick<NodeView, 'labels' | 'report' | 'record' | 'acknowledge' | 'ignored'> {
  return {
    labels,
    report: annotated(annotations[REPORT], parseReport),
    record: annotated(annotations[MAINTENANCE], parseMaintenance),
    acknowledge: annotations[ACKNOWLEDGE] ?? null,
    ignored: annotations[IGNORE] === 'true' || labels[IGNORE] === 'true',
  };
}

/** Adds to the view of a Node what only its previous view tells. */
export function remember(view: NodeView, before: NodeView): NodeView {
  return before.uid === view.uid ? rememberLabel(rememberUncordon(view, before), before) : view;
}

/** Carries over that the node was uncordoned during the maintenance in the present record. */
function rememberUncordon(view: NodeView, before: NodeView): NodeView {
  if (view.uncordonSeen || !before.uncordonSeen) return view;
  return isSameMaintenance(view, before) ? { ...view, uncordonSeen: true } : view;
}

/** A person who cordons again does not change the record. mechanic writes both at once when it begins a new maintenance. */
function isSameMaintenance(view: NodeView, before: NodeView): boolean {
  if (view.record.kind !== 'present' || before.record.kind !== 'present') return false;
  if (!before.unschedulable) return isDeepStrictEqual(view.record.value, before.record.value);
  return view.record.value.startedAt === before.record.value.startedAt;
}

function annotated<T>(text: string | undefined, parse: (text: string) => T | undefined): Annotated<T> {
  if (text === undefined) return { kind: 'absent' };
  const value = parse(text);
  return value === undefined ? { kind: 'unreadable' } : { kind: 'present', value };
}

function conditionViews(conditions: readonly ConditionObject[] = []): Record<string, ConditionView> {
  return Object.fromEntries(
    conditions.map(({ type, status, reason = '', message = '', lastTransitionTime }) => [
      type,
      {
        status: conditionStatus(status),
        reason,
        message,
        lastTransitionTime: milliseconds(lastTransitionTime) ?? 0,
      },
    ]),
  );
}

function conditionStatus(status: string | undefined): ConditionStatus {
  return status === 'True' || status === 'False' ? status : 'Unknown';
}

function taints(taints: readonly TaintObject[] = []): Taint[] {
  return taints.map(({ key, value, effect, timeAdded }) => {
    const added = timeText(timeAdded);
    return {
      key,
      ...(value !== undefined && { value }),
      effect,
      ...(added !== undefined && { timeAdded: added }),
    };
  });
}

/**
 * The time as the API server writes it, in whole seconds. A text is kept as it is, since it is written back with the taint.
 */
function timeText(time: Time | undefined): string | undefined {
  if (typeof time === 'string') return time;
  const ms = milliseconds(time);
  return ms === null ? undefined : formatTime(ms).replace('.000Z', 'Z');
}
