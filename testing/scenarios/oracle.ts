import type { AuditEntry, DrainingTimeline } from '../controlplane/index.ts';

/** The limit of draining nodes from a time on. */
export interface LimitChange {
  readonly at: Date;
  readonly limit: number;
}

/** An edit of the settings takes effect within this many milliseconds. */
const settlingTime = 2_000;

/**
 * Times at which a drain began although the limit was reached. A lowered limit is not a breach by itself, because running
 * drains may finish, but no drain may begin above it.
 */
export function limitBreaches({ timeline }: DrainingTimeline, limits: readonly LimitChange[]): string[] {
  return timeline.flatMap(({ at, nodes }, index) => {
    const before = timeline[index - 1]?.nodes ?? [];
    const allowed = limitAt(at, limits);
    if (nodes.length <= before.length || nodes.length <= allowed) return [];
    return [`${at.toISOString()}: ${nodes.length} of ${allowed} allowed: ${nodes.join(', ')}`];
  });
}

/** Shortly after a change both limits are accepted. */
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

/** Who cordoned and uncordoned a node, in the order of storage. */
export function cordonChanges(entries: readonly AuditEntry[], name: string): CordonChange[] {
  const states = entries
    .filter(
      (entry) => entry.resource === 'nodes' && entry.name === name && isMutation(entry) && isAccepted(entry),
    )
    .map((entry) => ({ entry, node: nodeOf(entry) }))
    // Requests for metadata only are missing here; their clients do not change this field.
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

/** The fields that are used of a Node in the answer to a write. */
interface AnsweredNode {
  readonly kind?: string;
  readonly metadata?: { readonly resourceVersion?: string };
  readonly spec?: { readonly unschedulable?: boolean };
}

/** A hanging API server reads the requests in its sockets within this time after it resumes, in milliseconds. */
const backlog = 2_000;

/**
 * Writes of Nodes and Pods that reached the API server from a controller while another one held the lease. Requests that it
 * read just after it had hung (`resumed`) were sent at an unknown earlier time, so they are ignored.
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

/** Whether the request changes a Node or a Pod. */
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
  // The API server answers a write of a Lease with this type.
  const { metadata, spec } = (responseObject ?? {}) as AnsweredLease;
  return metadata?.name === 'mechanic-controller' ? (spec?.holderIdentity ?? '') : '';
}
