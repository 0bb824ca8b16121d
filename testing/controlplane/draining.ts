import type { AuditEntry } from './audit-entry.ts';

export interface DrainingMoment {
  readonly at: Date;
  /** Names of the nodes whose record says `Draining` from now on, sorted. */
  readonly nodes: readonly string[];
}

export interface DrainingTimeline {
  /** The most nodes that were draining at the same instant. */
  readonly maximum: number;
  /** Every change of the set of draining nodes, oldest first. */
  readonly timeline: readonly DrainingMoment[];
}

interface NodeChange {
  readonly name: string;
  readonly draining: boolean;
  readonly at: Date;
  /** Order in which the store accepted the change; a deletion's answer does not tell it. */
  readonly revision: number | undefined;
}

/**
 * Replays the accepted writes of Nodes. The order is that of their resourceVersions, which is the order in which they
 * were stored; the order of the audit log is only that of their answers. A deletion, whose answer carries no
 * resourceVersion, counts from the moment its request was received: watchers may know of it before its answer is out.
 */
export function drainingOverTime(entries: readonly AuditEntry[]): DrainingTimeline {
  const draining = new Set<string>();
  const timeline: DrainingMoment[] = [];
  for (const change of inOrder(entries.flatMap(toChange))) {
    if (draining.has(change.name) === change.draining) continue;
    if (change.draining) draining.add(change.name);
    else draining.delete(change.name);
    timeline.push({ at: change.at, nodes: [...draining].sort() });
  }
  return { maximum: Math.max(0, ...timeline.map(({ nodes }) => nodes.length)), timeline };
}

function inOrder(changes: readonly NodeChange[]): NodeChange[] {
  const ordered = changes
    .filter((change) => change.revision !== undefined)
    .sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0) || a.at.getTime() - b.at.getTime())
    // A write that changes nothing is answered with the revision of the write before it, however long ago that was.
    .filter((change, index, all) => change.revision !== all[index - 1]?.revision);
  for (const deletion of changes.filter((change) => change.revision === undefined)) {
    const stored = storedBy(ordered);
    const next = stored.findIndex((at) => at > deletion.at.getTime());
    ordered.splice(next === -1 ? ordered.length : next, 0, deletion);
  }
  return ordered;
}

/**
 * When each change was stored at the latest: before its own answer, and before that of any later one. A write that
 * changes nothing is answered with the old resourceVersion, perhaps long after.
 */
function storedBy(ordered: readonly NodeChange[]): number[] {
  let latest = Number.POSITIVE_INFINITY;
  return ordered
    .toReversed()
    .map(({ at }) => (latest = Math.min(latest, at.getTime())))
    .toReversed();
}

/** The fields used of a Node, or of the Status that answers a deletion. */
interface AnsweredObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly resourceVersion?: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

function toChange(entry: AuditEntry): NodeChange[] {
  if (!isAccepted(entry)) return [];
  // What the API server answers to a write of a Node.
  const { kind, metadata = {} } = (entry.responseObject ?? {}) as AnsweredObject;
  // A writer may ask for the metadata alone; annotations are part of it.
  if ((kind !== 'Node' && kind !== 'PartialObjectMetadata') || isGone(metadata)) {
    return [{ name: entry.name, draining: false, at: entry.receivedAt, revision: undefined }];
  }
  return [
    {
      name: entry.name,
      draining: phase(metadata.annotations?.['mechanic.dev/maintenance']) === 'Draining',
      at: entry.time,
      revision: Number(metadata.resourceVersion),
    },
  ];
}

// A write of the status counts too: it may carry annotations.
function isAccepted({ dryRun, code, subresource }: AuditEntry): boolean {
  return !dryRun && code >= 200 && code < 300 && (subresource === '' || subresource === 'status');
}

function isGone({ deletionTimestamp, finalizers = [] }: NonNullable<AnsweredObject['metadata']>): boolean {
  return deletionTimestamp !== undefined && finalizers.length === 0;
}

function phase(record: string | undefined): unknown {
  if (record === undefined) return undefined;
  try {
    // Any object may be in an annotation; one without a phase is not draining.
    return (JSON.parse(record) as { phase?: unknown } | null)?.phase;
  } catch {
    return undefined;
  }
}
