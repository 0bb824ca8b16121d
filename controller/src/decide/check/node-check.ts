import type { NodeView } from '../snapshot.ts';
import { foreignClaim } from '../step/ownership.ts';
import { list } from '../reasons.ts';
import type { Finding } from './finding.ts';

/** Finds nodes about which mechanic would learn too little, or which it would not drain. */
export function nodeFindings(of: {
  readonly nodes: readonly NodeView[];
  readonly probedNodes: ReadonlySet<string>;
}): Finding[] {
  const cared = of.nodes.filter((node) => !node.ignored && foreignClaim(node) === null);
  const missing = cared.filter(({ name }) => !of.probedNodes.has(name));
  const blind = cared.filter(
    ({ name, report }) =>
      of.probedNodes.has(name) && !(report.kind === 'present' && report.value.imds === 'ok'),
  );
  const unreadable = of.nodes.filter(({ record }) => record.kind === 'unreadable');
  return [
    ...about(missing, {
      severity: 'warning',
      kind: 'probe-missing',
      why: 'no probe is Ready there: events are known by the conditions of AKS alone, later and less exactly',
      cure: 'see why the pods of the DaemonSet mechanic-probe do not run or are not Ready',
    }),
    ...about(blind, {
      severity: 'warning',
      kind: 'probe-blind',
      why: "its probe gets no answer from Azure's metadata service",
      cure: 'let pods reach 169.254.169.254, see the log of the probe',
    }),
    ...about(unreadable, {
      severity: 'error',
      kind: 'record-unreadable',
      why: 'its annotation mechanic.dev/maintenance cannot be read: nothing is done to it',
      cure: 'remove the annotation',
    }),
  ];
}

function about(nodes: readonly NodeView[], finding: Omit<Finding, 'object'>): Finding[] {
  if (nodes.length === 0) return [];
  const names = list(nodes.map(({ name }) => name));
  return [{ ...finding, object: nodes.length === 1 ? `Node ${names}` : `Nodes ${names}` }];
}
