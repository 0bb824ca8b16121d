import { compareText } from '@mechanic/contract';

/** A fact that would delay a drain or make it more costly. */
export interface Finding {
  /** `error`: a drain would not finish. `warning`: it may not finish, or something is lost. `notice`: for information. */
  readonly severity: Severity;
  /** The kind of finding, as a constant word. */
  readonly kind: string;
  /** Kind and name: `PodDisruptionBudget shop/web`. */
  readonly object: string;
  readonly why: string;
  readonly cure: string;
}

export const severities = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

/** Sorts by severity, then kind and object, without duplicates. */
export function sorted(findings: readonly Finding[]): Finding[] {
  const once = new Map(
    findings.map((finding) => [`${finding.kind} ${finding.object} ${finding.why}`, finding]),
  );
  return [...once.values()].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      compareText(a.kind, b.kind) ||
      compareText(a.object, b.object),
  );
}
