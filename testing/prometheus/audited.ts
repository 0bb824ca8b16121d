import {
  type MaintenanceRecord,
  MAINTENANCE,
  parseMaintenance,
  parseReport,
  REPORT,
} from '@mechanic/contract';
import type { V1Node, V1Status } from '@kubernetes/client-node';
import type { AuditEntry } from '../controlplane/index.ts';

/** How a drain ended. */
export type Outcome = 'succeeded' | 'failed' | 'cancelled' | 'paused';

type Phase = MaintenanceRecord['phase'] | null;

const outcomes: Readonly<Record<Exclude<Phase, 'Draining'> & string, Outcome>> = {
  Drained: 'succeeded',
  Failed: 'failed',
  Paused: 'paused',
};

/** How the drains of which the audit log knows ended; one that went with its Node has no end. */
export function drainOutcomes(entries: readonly AuditEntry[]): Outcome[] {
  return [...Map.groupBy(nodeWrites(entries), ({ name }) => name).values()].flatMap((writes) => {
    const phases = writes.map(({ node }) => phaseOf(node));
    return phases.flatMap((phase, index) => {
      if (phases[index - 1] !== 'Draining' || phase === 'Draining') return [];
      return phase === null ? ['cancelled' as const] : [outcomes[phase]];
    });
  });
}

/** What the API server said to the requests to evict a pod. */
export function evictionResults(
  entries: readonly AuditEntry[],
): Record<'evicted' | 'gone' | 'blocked', number> {
  const answers = entries.filter(({ subresource }) => subresource === 'eviction');
  const count = (predicate: (entry: AuditEntry) => boolean): number => answers.filter(predicate).length;
  return {
    evicted: count(({ code }) => code === 201),
    gone: count(({ code }) => code === 404 || code === 409),
    blocked: count((entry) => entry.code === 429 && causes(entry).includes('DisruptionBudget')),
  };
}

/**
 * For each time mechanic took a schedulable Node into maintenance: seconds from the report of its events until the
 * API server had stored the cordon.
 */
export function eventToCordonSeconds(entries: readonly AuditEntry[]): number[] {
  return [...Map.groupBy(nodeWrites(entries), ({ name }) => name).values()].flatMap((writes) =>
    writes.flatMap(({ node, at }, index) => {
      if (!isCordoned(node) || isCordoned(writes[index - 1]?.node)) return [];
      const report = parseReport(node.metadata?.annotations?.[REPORT] ?? '');
      return report ? [(at.getTime() - Date.parse(report.changedAt)) / 1_000] : [];
    }),
  );
}

interface NodeWrite {
  readonly name: string;
  readonly node: V1Node;
  readonly at: Date;
}

/** Accepted writes of Nodes in the order in which they were stored. */
function nodeWrites(entries: readonly AuditEntry[]): NodeWrite[] {
  return (
    entries
      .filter(({ resource, code }) => resource === 'nodes' && code >= 200 && code < 300)
      // What the API server answers to a write of a Node; a deletion is answered by a Status.
      .map(({ name, time, responseObject }): NodeWrite => ({ name, at: time, node: responseObject ?? {} }))
      .filter(({ node }) => node.kind === 'Node')
      .sort((a, b) => revisionOf(a.node) - revisionOf(b.node))
  );
}

function revisionOf({ metadata }: V1Node): number {
  return Number(metadata?.resourceVersion);
}

function isCordoned(node: V1Node | undefined): boolean {
  return node?.spec?.unschedulable === true;
}

function phaseOf({ metadata }: V1Node): Phase {
  return parseMaintenance(metadata?.annotations?.[MAINTENANCE] ?? '')?.phase ?? null;
}

function causes({ responseObject }: AuditEntry): (string | undefined)[] {
  // What the API server answers to a request that it refuses.
  const status = responseObject as V1Status | undefined;
  return status?.details?.causes?.map(({ reason }) => reason) ?? [];
}
