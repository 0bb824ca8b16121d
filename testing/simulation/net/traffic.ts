import { ACKNOWLEDGE, CORDONED, MAINTENANCE, REPORT } from '@mechanic/contract';

/** What a request is about, as faults choose among requests and invariants judge them. */
export type TrafficKind =
  | 'cordon'
  | 'record'
  | 'release'
  | 'taint'
  | 'label'
  | 'acknowledge'
  | 'out-of-service'
  | 'conditions'
  | 'report'
  | 'evict'
  | 'delete-pod'
  | 'lease'
  | 'event'
  | 'list'
  | 'watch'
  | 'get'
  | 'other-write';

/** A request as it goes over the wire. */
export interface ApiCall {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Who asks: the name of the process. */
  readonly actor: string;
}

/** Writes to Nodes. */
export const nodeWrites: ReadonlySet<TrafficKind> = new Set([
  'cordon',
  'record',
  'release',
  'taint',
  'label',
  'acknowledge',
  'out-of-service',
  'conditions',
]);
/** Writes to Pods. */
export const podWrites: ReadonlySet<TrafficKind> = new Set(['evict', 'delete-pod']);
/** The writes that only help. */
export const marks: ReadonlySet<TrafficKind> = new Set([
  'taint',
  'label',
  'acknowledge',
  'out-of-service',
  'conditions',
]);

// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
export function kindOf({ method, path, query, body }: ApiCall): TrafficKind {
  if (method === 'GET') {
    if (query.get('watch') === 'true') return 'watch';
    if (path.includes('/leases/')) return 'lease';
    return /\/(nodes|pods|configmaps|poddisruptionbudgets)$/.test(path) ? 'list' : 'get';
  }
  if (path.includes('/leases')) return 'lease';
  if (path.endsWith('/eviction')) return 'evict';
  if (path.endsWith('/events')) return 'event';
  if (method === 'DELETE' && path.includes('/pods/')) return 'delete-pod';
  if (method === 'PATCH' && path.endsWith('/status')) return 'conditions';
  if (method === 'PATCH' && path.startsWith('/api/v1/nodes/')) return patchKind(body ?? '');
  return 'other-write';
}

/** The name of the Node that a path speaks of; '' for other paths. */
export function nodeOf(path: string): string {
  return /^\/api\/v1\/nodes\/([^/]+)/.exec(path)?.[1] ?? '';
}

interface PatchShape {
  readonly metadata?: {
    readonly annotations?: Readonly<Record<string, unknown>>;
    readonly labels?: Readonly<Record<string, unknown>>;
  };
  readonly spec?: { readonly unschedulable?: unknown; readonly taints?: unknown };
}

// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
function patchKind(body: string): TrafficKind {
  const patch = JSON.parse(body) as unknown; // our own programs wrote it
  if (Array.isArray(patch)) return body.includes('/spec/taints') ? 'taint' : 'other-write';
  const { metadata = {}, spec = {} } = patch as PatchShape;
  const { annotations = {}, labels = {} } = metadata;
  if (spec.unschedulable === true) return 'cordon';
  if (typeof annotations[MAINTENANCE] === 'string' && spec.taints !== undefined) return 'out-of-service';
  if (MAINTENANCE in annotations) return annotations[MAINTENANCE] === null ? 'release' : 'record';
  if (REPORT in annotations) return 'report';
  if (ACKNOWLEDGE in annotations) return 'acknowledge';
  if (spec.taints !== undefined) return 'taint';
  return CORDONED in labels ? 'label' : 'other-write';
}
