/** Something that would hold up a drain, or make it cost more than it has to. */
export interface Finding {
  /** `error`: a drain would not come to its end. `warning`: it may not, or something is lost by it. `notice`: good to know. */
  readonly severity: Severity;
  /** What it is about, as a constant word. */
  readonly kind: string;
  /** Kind and name: `PodDisruptionBudget shop/web`. */
  readonly object: string;
  readonly why: string;
  readonly cure: string;
}

export const severities = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

/** The worst first, then by kind and object; each once. */
export function sorted(findings: readonly Finding[]): Finding[] {
  const once = new Map(
    findings.map((finding) => [`${finding.kind} ${finding.object} ${finding.why}`, finding]),
  );
  return [...once.values()].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      compare(a.kind, b.kind) ||
      compare(a.object, b.object),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
