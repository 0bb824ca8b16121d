import type { AuditEntry } from './audit-entry.ts';

export interface DrainingMoment {
  readonly at: Date;
  /** Names of the nodes whose record says `Draining` from this time on, sorted. */
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
  /** Order in which the store accepted the change; missing for a deletion, whose answer does not tell it. */
  readonly revision: number | undefined;
}

/**
 * Replays the accepted writes of Nodes in the order of their resourceVersions, which is the order in which they were
 * stored. (The audit log is in the order of the answers.) A deletion has no resourceVersion in its answer. It counts from
 * the moment its request was received, because watchers may see it before its answer is sent.
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
    // The answer to a write without a change has the revision of the last write before it, however long ago that was.
    .filter((change, index, all) => change.revision !== all[index - 1]?.revision);
  for (const deletion of changes.filter((change) => change.revision === undefined)) {
    const stored = storedBy(ordered);
    const next = stored.findIndex((at) => at > deletion.at.getTime());
    ordered.splice(next === -1 ? ordered.length : next, 0, deletion);
  }
  return ordered;
}

/**
 * The latest time at which each change was stored: before its own answer, and before the answer to any later change. The
 * answer to a write without a change has an old resourceVersion, perhaps long after that change.
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
  // The API server answers a write of a Node with this type.
  const { kind, metadata = {} } = (entry.responseObject ?? {}) as AnsweredObject;
  // A client may ask for the metadata only, which includes the annotations.
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

// A write of the status counts too, because it may include annotations.
function isAccepted({ dryRun, code, subresource }: AuditEntry): boolean {
  return !dryRun && code >= 200 && code < 300 && (subresource === '' || subresource === 'status');
}

function isGone({ deletionTimestamp, finalizers = [] }: NonNullable<AnsweredObject['metadata']>): boolean {
  return deletionTimestamp !== undefined && finalizers.length === 0;
}

function phase(record: string | undefined): unknown {
  if (record === undefined) return undefined;
  try {
    // An annotation may hold any object; an object without a phase is not draining.
    return (JSON.parse(record) as { phase?: unknown } | null)?.phase;
  } catch {
    return undefined;
  }
}
