import type { ReadinessFinding, Status } from '@mechanic/contract/status';
import { type Html, html } from './html.ts';
import { count } from '../../decide/reasons.ts';
import { moment, told } from './moments.ts';

/** Maximum number of findings that are shown, the worst first; `kubectl mechanic check` and the JSON have all. */
const NAMED = 50;

type ReadinessStatus = Pick<Status, 'readiness' | 'readinessAt' | 'leader'>;

/** Problems that would delay a drain, found before a drain is needed. */
export function readinessList({ readiness, readinessAt, leader }: ReadinessStatus): Html {
  return html`<section id="readiness" aria-labelledby="readiness-title">
    <h2 id="readiness-title">Ready for a bad day?</h2>
    ${readiness.length === 0 ? nothing(readinessAt, leader.isLeader) : found(readiness)}
  </section>`;
}

function nothing(lookedAt: string | null, isLeader: boolean): Html {
  if (!isLeader) return html`<p>The leader looks once an hour.</p>`;
  if (lookedAt === null) return html`<p>The first look comes within a minute, the next once an hour.</p>`;
  return html`<p>Looked ${moment(lookedAt)}: nothing would hold up a drain.</p>`;
}

function found(findings: readonly ReadinessFinding[]): Html {
  const of = (severity: ReadinessFinding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const hidden = findings.length - NAMED;
  const parts = [count(of('error'), 'error'), count(of('warning'), 'warning'), count(of('notice'), 'notice')];
  return html`<details id="findings">
    <summary id="findings-summary">${parts.join(', ')}</summary>
    <ul class="lines">
      ${findings.slice(0, NAMED).map(line)} ${hidden > 0 && html`<li>and ${hidden} more</li>`}
    </ul>
  </details>`;
}

const levels = { error: 'danger', warning: 'warning', notice: 'notice' } as const;

function line({ severity, object, why, cure }: ReadinessFinding): Html {
  return html`<li class="${levels[severity]}">
    <strong>${severity}</strong> <code>${object}</code>: ${told(why)}${cure !== '' && html` <em>${cure}</em>`}
  </li>`;
}
