import { CORDONED, EXCLUDED, IGNORE, MAINTENANCE, OUT_OF_SERVICE_TAINT, REPORT } from '@mechanic/contract';
import type { NodeObject, WriteRecord } from '../api/index.ts';

/** A record as the judge reads it: what it does not understand is no record. */
export interface RecordFacts {
  readonly phase: string;
  readonly nodeUID: string;
  readonly reason: string;
  readonly events: readonly string[];
  readonly wasUnschedulable: boolean;
  readonly overridden: boolean;
  readonly deadline: number | null;
  readonly startedAt: number | null;
  readonly attempts: number;
  /** Milliseconds since the epoch; null: never, or not at all. */
  readonly retryAt: number | null;
  readonly message: string;
  /** It gave its slot to another, because it got nowhere. */
  readonly gaveWay: boolean;
  readonly deadlineMissed: boolean;
  readonly drainedSeconds: number;
}

/** An event as a report tells of it. */
export interface ReportedFacts {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly notBefore: number | null;
  readonly durationSeconds: number;
  readonly liveMigration: boolean;
}

/** Who wrote to a Node. */
export interface Writer {
  /** A controller. */
  readonly ours: boolean;
  /** It goes by settings that leave nodes cordoned which it releases. */
  readonly keepsCordons: boolean;
  /** Something refuses changes of Nodes, and perhaps just of labels. */
  readonly mayBeRefused: boolean;
}

/** What is true of a Node, and since when. Times are milliseconds since the beginning. */
export interface NodeFacts {
  readonly name: string;
  readonly uid: string;
  readonly node: NodeObject;
  readonly knownSince: number;
  readonly record: RecordFacts | null;
  /** Who wrote the record: a controller, or somebody else. */
  readonly recordIsOurs: boolean;
  readonly drainingSince: number | null;
  readonly drainingUntil: number;
  /** Who made it unschedulable; null when it is schedulable. */
  readonly cordonedBy: string | null;
  readonly cordonedAt: number;
  /** Who set the label that keeps load balancers away; null without it. */
  readonly excludedBy: string | null;
  /** Who set the taint that takes the node out of service; null without it. */
  readonly takenOutBy: string | null;
  /** Since when it is schedulable; Infinity while it is not. */
  readonly schedulableSince: number;
  readonly ignoredSince: number | null;
  readonly unavailableSince: number | null;
  /** Events that were known when a person uncordoned it in a maintenance; null: nobody did. */
  readonly leftToPeople: readonly string[] | null;
  readonly reported: readonly ReportedFacts[];
  readonly reportedAt: number;
  /** What the report says of the metadata service; '' without a report that can be read. */
  readonly reportedImds: string;
  /** When the report says that it changed last, in milliseconds since the epoch; 0 when it does not. */
  readonly reportChangedAt: number;
}

/** Whoever takes our record away, or writes one in our place, takes the cordon on himself: it is nobody's any more. */
export const NOBODY = 'nobody';

const foreignTaints = [
  'ToBeDeletedByClusterAutoscaler',
  'karpenter.sh/disrupted',
  'karpenter.sh/disruption',
  'remediator.kubernetes.azure.com/unschedulable',
];

export function isForeign(node: NodeObject): boolean {
  const tainted = node.spec?.taints?.some(({ key }) => foreignTaints.includes(key)) ?? false;
  return tainted || node.metadata.deletionTimestamp !== undefined;
}

export function isIgnored({ metadata: { annotations = {}, labels = {} } }: NodeObject): boolean {
  return annotations[IGNORE] === 'true' || labels[IGNORE] === 'true';
}

export function isReady(node: NodeObject): boolean {
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

export function isUnavailable(node: NodeObject): boolean {
  return node.spec?.unschedulable === true || !isReady(node) || isForeign(node);
}

export function isDraining({ record, uid }: Pick<NodeFacts, 'record' | 'uid'>): boolean {
  return record?.phase === 'Draining' && record.nodeUID === uid;
}

/** What is true after a write, given what was true before it. */
// eslint-disable-next-line complexity -- a table: one line for each fact, and nothing between them
export function factsAfter(
  before: NodeFacts | undefined,
  write: WriteRecord,
  by: Writer & { readonly now: number },
): NodeFacts {
  const node = write.after as NodeObject; // the caller asks about Nodes that are there
  const same = before?.uid === node.metadata.uid ? before : undefined;
  const { ours, now } = by;
  const text = node.metadata.annotations?.[MAINTENANCE];
  const isOther = same === undefined || same.node.metadata.annotations?.[MAINTENANCE] !== text;
  const record = isOther ? recordOf(text) : same.record;
  const since = (is: boolean, known: number | null | undefined): number | null =>
    is ? (known ?? now) : null;
  return {
    name: node.metadata.name,
    uid: node.metadata.uid,
    node,
    knownSince: same?.knownSince ?? now,
    record,
    recordIsOurs: isOther ? ours : same.recordIsOurs,
    ...drainFacts(same, { record, uid: node.metadata.uid }, now),
    ...cordonFacts(same, node, { user: writerOf(same, write, { ...by, isOther }), now }),
    excludedBy: setterOf(same?.excludedBy, node.metadata.labels?.[EXCLUDED] !== undefined, {
      ...by,
      isOther,
    }),
    takenOutBy: setterOf(same?.takenOutBy, isTaintedOut(node), { ...by, isOther }),
    ignoredSince: since(isIgnored(node), same?.ignoredSince),
    unavailableSince: since(isUnavailable(node), same?.unavailableSince),
    leftToPeople: leftToPeople(same, node, { ours, record }),
    ...reportFacts(same, node, now),
  };
}

/** Whoever takes our record away takes on what only that knew of; so does who refuses to have it taken away. */
function setterOf(
  before: string | null | undefined,
  is: boolean,
  { ours, isOther, mayBeRefused }: Pick<Writer, 'ours' | 'mayBeRefused'> & { readonly isOther: boolean },
): string | null {
  if (!is) return null;
  if (before === null || before === undefined) return ours ? 'mechanic' : NOBODY;
  return isOther && (!ours || mayBeRefused) ? NOBODY : before;
}

function isTaintedOut(node: NodeObject): boolean {
  return node.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE_TAINT) ?? false;
}

function drainFacts(
  before: NodeFacts | undefined,
  after: Pick<NodeFacts, 'record' | 'uid'>,
  now: number,
): Pick<NodeFacts, 'drainingSince' | 'drainingUntil'> {
  if (isDraining(after)) return { drainingSince: before?.drainingSince ?? now, drainingUntil: Infinity };
  const until = before?.drainingUntil ?? -Infinity;
  return { drainingSince: null, drainingUntil: until === Infinity ? now : until };
}

/** What looks like an earlier mechanic's cordon from its label on, nobody can tell from one. */
function writerOf(
  before: NodeFacts | undefined,
  { after, user }: WriteRecord,
  { ours, keepsCordons, isOther }: Writer & { readonly isOther: boolean },
): string {
  // By the wish of the settings it is left to people.
  if (ours && keepsCordons && isReleased(before, after as NodeObject)) return NOBODY; // a Node
  if (ours) return 'mechanic';
  const labelled = before !== undefined && !isLabelled(before.node) && isLabelled(after as NodeObject); // a Node
  return (before !== undefined && isOther) || labelled ? NOBODY : user;
}

function isReleased(before: NodeFacts | undefined, after: NodeObject): boolean {
  return before?.record !== null && after.metadata.annotations?.[MAINTENANCE] === undefined;
}

function isCordoned(node: NodeObject): boolean {
  return node.spec?.unschedulable === true;
}

function cordonFacts(
  before: NodeFacts | undefined,
  node: NodeObject,
  { user, now }: { readonly user: string; readonly now: number },
): Pick<NodeFacts, 'cordonedBy' | 'cordonedAt' | 'schedulableSince'> {
  if (!isCordoned(node)) {
    const since = Math.min(before?.schedulableSince ?? now, now);
    return { cordonedBy: null, cordonedAt: 0, schedulableSince: since };
  }
  const schedulableSince = Infinity;
  if (before?.cordonedBy && user !== NOBODY)
    return { cordonedBy: before.cordonedBy, cordonedAt: before.cordonedAt, schedulableSince };
  return { cordonedBy: user, cordonedAt: now, schedulableSince };
}

/** A person's uncordon holds for the events that were known then, until the maintenance is over. */
function leftToPeople(
  before: NodeFacts | undefined,
  node: NodeObject,
  { ours, record }: { readonly ours: boolean; readonly record: RecordFacts | null },
): readonly string[] | null {
  if (before === undefined || record === null) return null;
  const isOpened = isCordoned(before.node) && !isCordoned(node);
  if (ours || !isOpened || !before.recordIsOurs) return before.leftToPeople;
  return [...(before.record?.events ?? []), ...before.reported.map(({ id }) => id)];
}

function reportFacts(
  before: NodeFacts | undefined,
  node: NodeObject,
  now: number,
): Pick<NodeFacts, 'reported' | 'reportedAt' | 'reportedImds' | 'reportChangedAt'> {
  const text = node.metadata.annotations?.[REPORT];
  if (before !== undefined && before.node.metadata.annotations?.[REPORT] === text) {
    const { reported, reportedAt, reportedImds, reportChangedAt } = before;
    return { reported, reportedAt, reportedImds, reportChangedAt };
  }
  const value = jsonOf(text);
  return {
    reported: eventsOf(value),
    reportedAt: now,
    reportedImds: typeof value?.imds === 'string' ? value.imds : '',
    reportChangedAt: timeOf(value?.changedAt) ?? 0,
  };
}

function recordOf(text: string | undefined): RecordFacts | null {
  const value = jsonOf(text);
  if (value === null || typeof value.phase !== 'string') return null;
  const { phase, nodeUID, reason, events, wasUnschedulable, overridden, deadline } = value;
  const { attempts, retryAt, message, gaveWay, deadlineMissed, startedAt, drainedSeconds } = value;
  return {
    phase,
    nodeUID: String(nodeUID),
    reason: String(reason),
    events: Array.isArray(events) ? events.map(String) : [],
    wasUnschedulable: wasUnschedulable === true,
    overridden: overridden === true,
    deadline: timeOf(deadline),
    startedAt: timeOf(startedAt),
    attempts: Number(attempts),
    retryAt: timeOf(retryAt),
    message: typeof message === 'string' ? message : '',
    gaveWay: gaveWay === true,
    deadlineMissed: deadlineMissed === true,
    drainedSeconds: typeof drainedSeconds === 'number' ? drainedSeconds : 0,
  };
}

function eventsOf(report: Readonly<Record<string, unknown>> | null): ReportedFacts[] {
  const events = report?.events;
  if (!Array.isArray(events)) return [];
  return (events as Readonly<Record<string, unknown>>[]).map((event) => ({
    id: String(event.id),
    type: String(event.type),
    status: String(event.status),
    notBefore: timeOf(event.notBefore),
    durationSeconds: Number(event.durationSeconds),
    liveMigration: event.liveMigration === true,
  }));
}

function timeOf(value: unknown): number | null {
  return typeof value === 'string' ? Date.parse(value) : null;
}

function jsonOf(text: string | undefined): Readonly<Record<string, unknown>> | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null; // asked in this line
  } catch {
    return null;
  }
}

export function isLabelled(node: NodeObject): boolean {
  return node.metadata.labels?.[CORDONED] !== undefined;
}
