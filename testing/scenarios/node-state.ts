import {
  type MaintenanceRecord,
  type Report,
  CORDONED,
  MAINTENANCE,
  parseMaintenance,
  parseReport,
  REPORT,
  WAITING_TAINT,
} from '@mechanic/contract';
import type { V1Node } from '@kubernetes/client-node';

/** A Node as users of mechanic see it. */
export interface NodeState {
  readonly name: string;
  readonly unschedulable: boolean;
  /** The controller's record; null without one. */
  readonly record: MaintenanceRecord | null;
  readonly phase: MaintenanceRecord['phase'] | null;
  /** The probe's report; null without one. */
  readonly report: Report | null;
  /** The label that mechanic sets with its cordon. */
  readonly labelled: boolean;
  /** The taint of a waiting node. */
  readonly waiting: boolean;
  readonly node: V1Node;
}

export function nodeState(node: V1Node): NodeState {
  const { name = '', annotations = {}, labels } = node.metadata ?? {};
  const record = read(annotations[MAINTENANCE], parseMaintenance);
  return {
    name,
    unschedulable: node.spec?.unschedulable === true,
    record,
    phase: record?.phase ?? null,
    report: read(annotations[REPORT], parseReport),
    labelled: labels?.[CORDONED] === 'true',
    waiting: isWaiting(node),
    node,
  };
}

function read<T>(annotation: string | undefined, parse: (text: string) => T | undefined): T | null {
  return annotation === undefined ? null : (parse(annotation) ?? null);
}

function isWaiting({ spec }: V1Node): boolean {
  return spec?.taints?.some(({ key }) => key === WAITING_TAINT) ?? false;
}

/** The node is schedulable and has no marks of mechanic. */
export function isIdle({ unschedulable, node, labelled, waiting }: NodeState): boolean {
  return !unschedulable && node.metadata?.annotations?.[MAINTENANCE] === undefined && !labelled && !waiting;
}

/** One line for messages. */
export function describeNode({ name, unschedulable, record, report, waiting }: NodeState): string {
  const events = report?.events.map(({ type, status }) => `${type} ${status}`).join(', ') ?? 'no report';
  return [
    name,
    unschedulable ? 'cordoned' : 'schedulable',
    record ? `${record.phase} for ${record.reason} (${record.message ?? ''})` : 'no record',
    `${report?.imds ?? 'no probe'}: ${events}`,
    ...(waiting ? ['waiting'] : []),
  ].join(' | ');
}
