import { count } from '../../controller/src/decide/reasons.ts';
import type { Finding, Severity } from '../../controller/src/decide/check/finding.ts';
import type { CheckResult } from './check-cluster.ts';
import { cleanDeep } from './clean-text.ts';
import type { View } from './overview.ts';
import type { Tone } from './paint.ts';
import { wrap } from './table.ts';

const tones: Readonly<Record<Severity, Tone>> = { error: 'danger', warning: 'warning', notice: 'quiet' };

/** The output of `kubectl mechanic check`, as lines. */
export function checkLines(result: CheckResult, view: View): string[] {
  const { findings, nodes, pods, gaps } = cleanDeep(result);
  const looked = `Looked at ${count(nodes, 'node')} and ${count(pods, 'pod')}.`;
  const blind = gaps.length === 0 ? [] : wrap(`Not permitted to read: ${gaps.join('; ')}.`, view.width);
  return [...findings.flatMap((finding) => lines(finding, view)), summary(findings), looked, ...blind];
}

function lines({ severity, object, why, cure }: Finding, { paint, width }: View): string[] {
  const indented = (text: string): string[] => wrap(text, width - 4).map((line) => `    ${line}`);
  return [
    `${paint(tones[severity], severity.toUpperCase())} ${paint('strong', object)}`,
    ...indented(why),
    ...indented(`cure: ${cure}`),
    '',
  ];
}

function summary(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing would hold up a drain.';
  const amount = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return (
    `${count(amount('error'), 'error')} (a drain would not end), ${count(amount('warning'), 'warning')}, ` +
    `${count(amount('notice'), 'notice')}.`
  );
}
