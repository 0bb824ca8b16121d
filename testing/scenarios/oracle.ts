import type { AuditEntry, DrainingTimeline } from '../controlplane/index.ts';

/** From when on which number of nodes may drain at once. */
export interface LimitChange {
  readonly at: Date;
  readonly limit: number;
}

/** An edit of the settings is in force this many milliseconds later at the latest. */
const settlingTime = 2_000;

/**
 * Moments at which a drain began although the limit was reached. A lowered limit breaks nothing by itself, since
 * running drains finish; but nothing may begin beyond it.
 */
export function limitBreaches({ timeline }: DrainingTimeline, limits: readonly LimitChange[]): string[] {
  return timeline.flatMap(({ at, nodes }, index) => {
    const before = timeline[index - 1]?.nodes ?? [];
    const allowed = limitAt(at, limits);
    if (nodes.length <= before.length || nodes.length <= allowed) return [];
    return [`${at.toISOString()}: ${nodes.length} of ${allowed} allowed: ${nodes.join(', ')}`];
  });
}

/** Just after a change both limits are right. */
function limitAt(at: Date, limits: readonly LimitChange[]): number {
  const current = limits.filter((change, index) => {
    const next = limits[index + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY;
    return change.at <= at && at.getTime() < next + settlingTime;
  });
  return Math.max(0, ...current.map(({ limit }) => limit));
}

/** A change of `spec.unschedulable`. */
export interface CordonChange {
  readonly at: Date;
  readonly unschedulable: boolean;
  readonly user: string;
}

/** Who cordoned and uncordoned a node, in the order in which it was stored. */
export function cordonChanges(entries: readonly AuditEntry[], name: string): CordonChange[] {
  const states = entries
    .filter(
      (entry) => entry.resource === 'nodes' && entry.name === name && isMutation(entry) && isAccepted(entry),
    )
    .map((entry) => ({ entry, node: nodeOf(entry) }))
    // Not of writers that asked for the metadata alone; they write nothing else either.
    .filter(({ node }) => node.kind === 'Node')
    .sort((a, b) => Number(a.node.metadata?.resourceVersion) - Number(b.node.metadata?.resourceVersion))
    .map(({ entry: { time, user }, node }) => ({
      at: time,
      user,
      unschedulable: node.spec?.unschedulable === true,
    }));
  return states.filter(
    ({ unschedulable }, index) => unschedulable !== (states[index - 1]?.unschedulable ?? false),
  );
}

function nodeOf({ responseObject }: AuditEntry): AnsweredNode {
  return responseObject ?? {};
}

/** The fields used of a Node, which the API server answers to a write of it. */
interface AnsweredNode {
  readonly kind?: string;
  readonly metadata?: { readonly resourceVersion?: string };
  readonly spec?: { readonly unschedulable?: boolean };
}

/** What an API server that hung finds in its sockets when it goes on is read within this time, in milliseconds. */
const backlog = 2_000;

/**
 * Writes of Nodes and Pods that reached the API server from a controller while another one held the lease. What it
 * read just after it had hung (`resumed`) was sent at an unknown time before, so it is no evidence.
 */
export function writesWithoutLease(entries: readonly AuditEntry[], resumed: readonly Date[] = []): string[] {
  const terms = entries
    .filter(isAcquisition)
    .map((entry) => ({ since: entry.time, holder: holderOf(entry) }));
  const isEvidence = ({ receivedAt }: AuditEntry): boolean =>
    !resumed.some((at) => receivedAt >= at && receivedAt.getTime() < at.getTime() + backlog);
  return entries
    .filter((entry) => isControllerWrite(entry) && isEvidence(entry))
    .flatMap((entry) => {
      const term = terms.findLast(({ since }) => since <= entry.receivedAt);
      if (!term || term.holder === entry.pod) return [];
      const what = `${entry.verb} ${entry.resource}/${entry.subresource} ${entry.name}`;
      return [`${entry.receivedAt.toISOString()}: ${what} by ${entry.pod}, lease held by ${term.holder}`];
    });
}

function isAcquisition(entry: AuditEntry): boolean {
  return entry.resource === 'leases' && isAccepted(entry) && holderOf(entry) !== '';
}

function isControllerWrite(entry: AuditEntry): boolean {
  return entry.user.endsWith(':mechanic-controller') && isMutation(entry) && isAccepted(entry);
}

/** Whether the request was to change a Node or a Pod. */
export function isMutation({ verb, resource }: AuditEntry): boolean {
  return ['create', 'update', 'patch', 'delete'].includes(verb) && ['nodes', 'pods'].includes(resource);
}

function isAccepted({ code }: AuditEntry): boolean {
  return code >= 200 && code < 300;
}

/** The fields used of a Lease. */
interface AnsweredLease {
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly holderIdentity?: string };
}

function holderOf({ responseObject }: AuditEntry): string {
  // What the API server answers to a write of a Lease.
  const { metadata, spec } = (responseObject ?? {}) as AnsweredLease;
  return metadata?.name === 'mechanic-controller' ? (spec?.holderIdentity ?? '') : '';
}
