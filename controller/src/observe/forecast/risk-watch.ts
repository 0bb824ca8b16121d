import type { Advice } from '../../decide/forecast/advice.ts';
import type { Forecast, NodeForecast } from '../../decide/forecast/forecast.ts';
import type { Need, NodeRef } from '../../decide/decision.ts';
import { formatTime } from '../../decide/times.ts';
import type { Statement } from '../event-recorder.ts';
import { deadlineAtRisk } from '../node-events.ts';

/** Where risks are reported. */
export interface RiskWatchPorts {
  gauge(nodesAtRisk: number): void;
  warn(message: string, node: NodeRef, fields: Readonly<Record<string, unknown>>): void;
  say(node: NodeRef, statement: Statement): void;
  /** The present need of a node; null without one. */
  needOf(uid: string): Need | null;
}

/**
 * A single forecast may change in the next moment. A risk is therefore reported after two forecasts in a row, or at once
 * when less than this time is left.
 */
const SHORT_MS = 120_000;

/** Reports nodes that would miss their deadline: once for each need, even if the forecast changes in between. */
export class RiskWatch {
  readonly #ports: RiskWatchPorts;
  /** UIDs of nodes at risk in the last forecast. */
  #before = new Set<string>();
  /** Reported risks: the occasion by UID. */
  readonly #told = new Map<string, string>();

  constructor(ports: RiskWatchPorts) {
    this.#ports = ports;
  }

  foreseen({ atRisk, nodes }: Forecast, advice: Advice | null, now: number): void {
    this.#ports.gauge(atRisk.length);
    for (const risk of atRisk) {
      const { deadline, node } = risk;
      const isShort = deadline !== null && deadline - now <= SHORT_MS;
      if (isShort || this.#before.has(node.uid)) this.#tell(risk, advice);
    }
    this.#before = new Set(atRisk.map(({ node }) => node.uid));
    const present = new Set(nodes.map(({ node }) => node.uid));
    for (const uid of this.#told.keys()) if (!present.has(uid)) this.#told.delete(uid);
  }

  clear(): void {
    this.#ports.gauge(0);
    this.#before.clear();
    this.#told.clear();
  }

  #tell({ node, deadline, startsAt, endsAt }: NodeForecast, advice: Advice | null): void {
    const need = this.#ports.needOf(node.uid);
    if (need === null || deadline === null) return;
    const { reason, events } = need;
    const maintenance = { reason, events, deadline: formatTime(deadline) };
    const statement = deadlineAtRisk(maintenance, endsAt, advice?.text ?? null);
    if (this.#told.get(node.uid) === statement.occasion) return;
    this.#told.set(node.uid, statement.occasion);
    this.#ports.say(node, statement);
    this.#ports.warn('deadline at risk', node, {
      ...maintenance,
      startsAt: startsAt === null ? null : formatTime(startsAt),
      endsAt: endsAt === null ? null : formatTime(endsAt),
      ...(advice !== null && { advice: advice.text }),
    });
  }
}
