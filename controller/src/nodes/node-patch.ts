import {
  ACKNOWLEDGE,
  CORDONED,
  MAINTENANCE,
  type MaintenanceRecord,
  WAITING_TAINT,
  formatMaintenance,
} from '@mechanic/contract';
import type { Action } from '../decide/decision.ts';
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

/** The two marks that are nice to have: the label `mechanic.cordoned` and the taint of waiting nodes. */
export type Mark = 'label' | 'taint';

/** Which marks are to be written: true is set, false is taken away, one that is missing stays as it is. */
export type Marks = Readonly<Partial<Record<Mark, boolean>>>;

/** An action that is one request to the API server. */
export type Write = Exclude<Action, { readonly kind: 'drain' }>;

type Seen = Pick<NodeView, 'uid' | 'resourceVersion' | 'labels' | 'taints'>;

/** The patch for an action; `marks` are those that may be written. */
export function patchFor(node: Seen, action: Write, marks: readonly Mark[]): NodePatch {
  switch (action.kind) {
    case 'cordon':
      return { ...recordPatch(node, action.record), spec: { unschedulable: true } };
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

/** The marks that a release takes away. */
export function marksOf({ labels, taints }: Pick<Seen, 'labels' | 'taints'>): Mark[] {
  return [
    ...(CORDONED in labels ? (['label'] as const) : []),
    ...(taints.some(({ key }) => key === WAITING_TAINT) ? (['taint'] as const) : []),
  ];
}

function recordPatch(node: Seen, record: MaintenanceRecord): NodePatch {
  return annotationPatch(node, MAINTENANCE, formatMaintenance(record));
}

function releasePatch(node: Seen, uncordon: boolean, marks: readonly Mark[]): NodePatch {
  const gone = Object.fromEntries(
    marksOf(node).flatMap((mark) => (marks.includes(mark) ? [[mark, false]] : [])),
  );
  const { metadata } = annotationPatch(node, MAINTENANCE, null);
  const { metadata: marked, spec: tainted } = markPatch(node, gone);
  const spec = { ...tainted, ...(uncordon && { unschedulable: null }) };
  return { metadata: { ...metadata, ...marked }, ...(Object.keys(spec).length > 0 && { spec }) };
}

/** The list of taints is replaced as a whole; the resourceVersion keeps others' changes safe. */
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
