import {
  ACKNOWLEDGE,
  CORDONED,
  MAINTENANCE,
  type MaintenanceRecord,
  WAITING_TAINT,
} from '@mechanic/contract';
import type { NodeView, Taint } from '../decide/snapshot.ts';

/** Bodies of merge patches (RFC 7386) to a Node. Each names exactly our keys and holds only for the Node as it was seen. */
export interface NodePatch {
  readonly metadata: {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly annotations?: Readonly<Record<string, string | null>>;
    readonly labels?: Readonly<Record<string, string | null>>;
  };
  readonly spec?: { readonly unschedulable?: true | null; readonly taints?: readonly Taint[] };
}

type Seen = Pick<NodeView, 'uid' | 'resourceVersion' | 'labels' | 'taints'>;

/** The record and the cordon that it announces, in one. */
export function cordonPatch(node: Seen, record: MaintenanceRecord): NodePatch {
  return { ...recordPatch(node, record), spec: { unschedulable: true } };
}

export function recordPatch(node: Seen, record: MaintenanceRecord): NodePatch {
  return annotationPatch(node, MAINTENANCE, JSON.stringify(record));
}

/** What a release takes away besides the record. */
export interface Released {
  readonly uncordon: boolean;
  readonly label: boolean;
  readonly taint: boolean;
}

export function releasePatch(node: Seen, { uncordon, label, taint }: Released): NodePatch {
  const { metadata } = annotationPatch(node, MAINTENANCE, null);
  const spec = {
    ...(uncordon && { unschedulable: null }),
    ...(taint && isTainted(node) && { taints: withoutOurs(node.taints) }),
  };
  return {
    metadata: { ...metadata, ...(label && isLabelled(node) && { labels: { [CORDONED]: null } }) },
    ...(Object.keys(spec).length > 0 && { spec }),
  };
}

/** The list of taints is replaced as a whole; the resourceVersion keeps others' changes safe. */
export function taintPatch(node: Seen, present: boolean): NodePatch {
  const ours = present ? [{ key: WAITING_TAINT, effect: 'PreferNoSchedule' }] : [];
  return { metadata: identity(node), spec: { taints: [...withoutOurs(node.taints), ...ours] } };
}

export function acknowledgePatch(node: Seen, events: readonly string[]): NodePatch {
  return annotationPatch(node, ACKNOWLEDGE, events.length === 0 ? null : events.join(','));
}

export function isLabelled(node: Pick<Seen, 'labels'>): boolean {
  return CORDONED in node.labels;
}

export function isTainted(node: Pick<Seen, 'taints'>): boolean {
  return node.taints.some((taint) => taint.key === WAITING_TAINT);
}

function annotationPatch(node: Seen, key: string, value: string | null): NodePatch {
  return { metadata: { ...identity(node), annotations: { [key]: value } } };
}

function identity({ uid, resourceVersion }: Seen): { uid: string; resourceVersion: string } {
  return { uid, resourceVersion };
}

function withoutOurs(taints: readonly Taint[]): readonly Taint[] {
  return taints.filter((taint) => taint.key !== WAITING_TAINT);
}
