import {
  ACKNOWLEDGE,
  CORDONED,
  EXCLUDED,
  MAINTENANCE,
  type MaintenanceRecord,
  OUT_OF_SERVICE_TAINT,
  WAITING_TAINT,
  formatMaintenance,
} from '@mechanic/contract';
import type { Action } from '../decide/decision.ts';
import type { NodeView, Taint } from '../decide/snapshot.ts';

/** Body of a merge patch (RFC 7386) to a Node. Each names exactly our keys and is valid only for the Node as it was seen. */
export interface NodePatch {
  readonly metadata: {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly annotations?: Readonly<Record<string, string | null>>;
    readonly labels?: Readonly<Record<string, string | null>>;
  };
  readonly spec?: { readonly unschedulable?: true | null; readonly taints?: readonly Taint[] };
}

/**
 * Optional marks on a Node: the label `mechanic.cordoned`, the taint of waiting nodes, the label that excludes the node from
 * load balancers, the out-of-service taint by which Kubernetes gives a node up, and conditions.
 */
export type Mark = 'label' | 'taint' | 'exclusion' | 'out-of-service' | 'conditions';
/** Marks that passes set and remove in a write of their own. */
export type FreeMark = Extract<Mark, 'label' | 'taint'>;

/** Marks to write: true sets a mark, false removes it, a missing one stays as it is. */
export type Marks = Readonly<Partial<Record<FreeMark, boolean>>>;

/** An action that is one request to the API server. */
export type Write = Exclude<Action, { readonly kind: 'drain' }>;
/** A write that patches the Node itself, not its status. */
export type NodeWrite = Exclude<Write, { readonly kind: 'conditions' }>;

type Seen = Pick<NodeView, 'uid' | 'resourceVersion' | 'labels' | 'taints' | 'record'>;

/** The patch for an action; `marks` are the marks that may be written. */
export function patchFor(node: Seen, action: NodeWrite, marks: readonly Mark[]): NodePatch {
  switch (action.kind) {
    case 'cordon':
      return { ...recordPatch(node, action.record), spec: { unschedulable: true } };
    case 'out-of-service':
      return { ...recordPatch(node, action.record), spec: { taints: taintsWith(node, action.tainted) } };
    case 'record':
      return recordPatch(node, action.record);
    case 'release':
      return releasePatch(node, action.uncordon, marks);
    case 'mark':
      return markPatch(node, action.marks);
    case 'acknowledge':
      return annotationPatch(node, ACKNOWLEDGE, action.events.length === 0 ? null : action.events.join(','));
  }
}

/** The marks that a release removes. */
export function marksOf({ labels, taints }: Pick<Seen, 'labels' | 'taints'>): FreeMark[] {
  return [
    ...(CORDONED in labels ? (['label'] as const) : []),
    ...(taints.some(({ key }) => key === WAITING_TAINT) ? (['taint'] as const) : []),
  ];
}

/** What we did to the node besides the cordon and must undo, according to its record. */
export function debtsOf({ uid, record }: Pick<Seen, 'uid' | 'record'>): {
  readonly excluded: boolean;
  readonly outOfService: boolean;
} {
  if (record.kind !== 'present' || record.value.nodeUID !== uid)
    return { excluded: false, outOfService: false };
  return { excluded: record.value.excluded === true, outOfService: record.value.outOfService === true };
}

/** Sets or removes the load balancer label together with the record that mentions it. */
function recordPatch(node: Seen, record: MaintenanceRecord): NodePatch {
  const patch = annotationPatch(node, MAINTENANCE, formatMaintenance(record));
  const excluded = record.excluded === true;
  if (excluded === debtsOf(node).excluded) return patch;
  return { metadata: { ...patch.metadata, labels: { [EXCLUDED]: excluded ? 'true' : null } } };
}

function releasePatch(node: Seen, uncordon: boolean, marks: readonly Mark[]): NodePatch {
  const gone = Object.fromEntries(
    marksOf(node).flatMap((mark) => (marks.includes(mark) ? [[mark, false]] : [])),
  );
  const { metadata } = annotationPatch(node, MAINTENANCE, null);
  const { excluded, outOfService } = debtsOf(node);
  // The taint is never left behind: Kubernetes would evict the new pods of a node that is Ready again.
  const served = outOfService ? { ...node, taints: taintsWith(node, false) } : node;
  const { metadata: marked, spec: tainted } = markPatch(served, gone);
  const labels = {
    ...marked.labels,
    ...(excluded && marks.includes('exclusion') && { [EXCLUDED]: null }),
  };
  const spec = {
    ...(outOfService && { taints: served.taints }),
    ...tainted,
    ...(uncordon && { unschedulable: null }),
  };
  return {
    metadata: { ...metadata, ...marked, ...(Object.keys(labels).length > 0 && { labels }) },
    ...(Object.keys(spec).length > 0 && { spec }),
  };
}

/** The value of the taint is the one in the Kubernetes documentation. */
function taintsWith({ taints }: Pick<Seen, 'taints'>, outOfService: boolean): readonly Taint[] {
  const others = taints.filter(({ key }) => key !== OUT_OF_SERVICE_TAINT);
  const ours = { key: OUT_OF_SERVICE_TAINT, value: 'nodeshutdown', effect: 'NoExecute' };
  return outOfService ? [...others, ours] : others;
}

/** A merge patch replaces the whole list of taints; the resourceVersion protects changes by others. */
function markPatch(node: Seen, { label, taint }: Marks): NodePatch {
  const others = node.taints.filter(({ key }) => key !== WAITING_TAINT);
  const ours = taint === true ? [{ key: WAITING_TAINT, effect: 'PreferNoSchedule' }] : [];
  return {
    metadata: {
      ...identity(node),
      ...(label !== undefined && { labels: { [CORDONED]: label ? 'true' : null } }),
    },
    ...(taint !== undefined && { spec: { taints: [...others, ...ours] } }),
  };
}

function annotationPatch(node: Seen, key: string, value: string | null): NodePatch {
  return { metadata: { ...identity(node), annotations: { [key]: value } } };
}

function identity({ uid, resourceVersion }: Seen): { uid: string; resourceVersion: string } {
  return { uid, resourceVersion };
}
