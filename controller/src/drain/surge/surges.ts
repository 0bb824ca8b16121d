import { selects } from '../../decide/views/budgets.ts';
import type { Settings, Surge } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { SurgeOrders } from '../../decide/decision.ts';
import { surgeKey } from '../../decide/step/surge-key.ts';
import { formatTime } from '../../decide/times.ts';
import type { Fence } from '../../leadership/fence.ts';
import type { Log } from '../../log.ts';
import type { BudgetView, PodView } from '../ports.ts';
import { NodeSurges } from './node-surges.ts';
import { PutBack, type PutBackResult } from './put-back.ts';
import { Rise } from './rise.ts';
import type { SurgeRequests } from './surge-requests.ts';
import type { CaseFinding } from './surge-case.ts';

/** How a surge ended: the label `outcome` of `mechanic_surges_total`. */
export type SurgeOutcome = 'succeeded' | 'timed_out' | 'abandoned';

/** Hears of the start and end of surges. Must not throw. */
export interface SurgeTeller {
  started(surge: Surge): void;
  /** @param message what became of the surge and of the number, for a person */
  ended(surge: Surge, outcome: SurgeOutcome, message: string): void;
}

export interface SurgesParts {
  readonly requests: SurgeRequests;
  readonly fence: Fence;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings['drain'];
  readonly budgets: () => readonly BudgetView[];
  readonly tell: SurgeTeller;
  /** Asks for another look at the pods because something changed. */
  readonly wake: () => void;
  /** Asks for another decision because something changed. */
  readonly onNews: () => void;
}

/** After a refusal nothing is read for this long. */
const forbiddenMs = 600_000;

/** All surges of this process: one per Deployment, shared by all its pods and nodes. */
export class Surges {
  readonly #parts: SurgesParts;
  /** By UID of the Deployment. */
  readonly #rises = new Map<string, Rise>();
  /** By UID of the Node. */
  readonly #nodes = new Map<string, NodeSurges>();
  readonly #putBacks = new Map<string, PutBack>();
  /** Surges that are in a record and not put back yet. */
  #recorded = new Map<string, Surge>();
  #forbiddenUntil = -Infinity;

  constructor(parts: SurgesParts) {
    this.#parts = parts;
  }

  /** Keys of the surges that are finished: their records may drop them. */
  settled(): ReadonlySet<string> {
    return new Set([...this.#putBacks].filter(([, { result }]) => result !== undefined).map(([key]) => key));
  }

  /**
   * Takes over the surges in the records of all Nodes. Also puts back a surge that is in no record any more (its Node is
   * gone).
   */
  keep({ open, over }: SurgeOrders): void {
    const before = this.#recorded;
    this.#recorded = new Map([...open, ...over].map((surge) => [surgeKey(surge), surge]));
    for (const surge of open) this.#riseOf(surge).begin();
    for (const surge of over) this.#putBack(surge);
    for (const [key, surge] of before) if (!this.#recorded.has(key)) this.#putBack(surge);
    for (const [key, { result }] of this.#putBacks) {
      if (result !== undefined && !this.#recorded.has(key)) this.#putBacks.delete(key);
    }
    this.#forgetWishes();
  }

  /** The surges of one node that is being emptied. */
  of(nodeUID: string): NodeSurges {
    const known = this.#nodes.get(nodeUID);
    if (known !== undefined) return known;
    const { clock, log, requests, settings, wake } = this.#parts;
    const node = new NodeSurges({
      clock,
      log,
      requests,
      settings,
      wake,
      budgetsOf: (pod) => this.#budgetsOf(pod),
      readyOnDraining: (owner) => this.#readyOnDraining(owner),
      rise: (deploymentUID) => this.#rising(deploymentUID),
      isEnding: (deploymentUID) => this.#isEnding(deploymentUID),
      begin: (finding) => this.#wish(finding),
      isForbidden: () => clock.monotonic() < this.#forbiddenUntil,
      forbidden: () => (this.#forbiddenUntil = clock.monotonic() + forbiddenMs),
    });
    this.#nodes.set(nodeUID, node);
    return node;
  }

  /** Call it when the drain of this node has ended. */
  forget(nodeUID: string): void {
    this.#nodes.delete(nodeUID);
  }

  /** Stops everything where it is. Resolves when no request is under way. */
  async stop(): Promise<void> {
    const all = [...this.#rises.values(), ...this.#putBacks.values()];
    this.#rises.clear();
    this.#putBacks.clear();
    this.#nodes.clear();
    this.#recorded.clear();
    await Promise.all(all.map((one) => one.stop()));
  }

  /** Drops surges that are in no record and that no node wants any more. */
  #forgetWishes(): void {
    for (const [uid, rise] of this.#rises) {
      if (rise.state === 'wished' && !this.#isNeeded(rise)) this.#rises.delete(uid);
    }
  }

  #rising(deploymentUID: string): Rise | undefined {
    const rise = this.#rises.get(deploymentUID);
    return rise === undefined || rise.isOver || this.#isEnding(deploymentUID) ? undefined : rise;
  }

  #isNeeded(rise: Rise): boolean {
    return [...this.#nodes.values()].some((node) => node.needs(rise));
  }

  /** Whether the number of the Deployment is being put back, or is about to be. */
  #isEnding(deploymentUID: string): boolean {
    if (this.#rises.get(deploymentUID)?.isOver === true) return true;
    return [...this.#putBacks.values()].some(({ surge }) => surge.uid === deploymentUID);
  }

  #wish({ deployment, plan }: Extract<CaseFinding, { kind: 'surge' }>): Rise {
    const { namespace, name, uid } = deployment;
    const { autoscaler, from, to } = plan;
    const startedAt = formatTime(this.#parts.clock.now());
    return this.#riseOf({
      namespace,
      name,
      uid,
      ...(autoscaler !== null && { autoscaler: { ...autoscaler } }),
      from,
      to,
      startedAt,
    });
  }

  #riseOf(surge: Surge): Rise {
    const known = this.#rises.get(surge.uid);
    if (known !== undefined && surgeKey(known.surge) === surgeKey(surge)) return known;
    void known?.stop();
    const { clock, fence, requests, settings } = this.#parts;
    const rise = new Rise(surge, {
      requests,
      fence,
      clock,
      timeoutMs: () => settings().surgeTimeoutMs,
      isNeeded: (asked) => this.#isNeeded(asked),
      readyOnDraining: ({ uid }) => this.#readyOf(uid),
      onChange: (changed) => this.#changed(changed),
    });
    this.#rises.set(surge.uid, rise);
    return rise;
  }

  #changed({ state, surge, why }: Rise): void {
    const { log, tell, wake, onNews } = this.#parts;
    const fields = { namespace: surge.namespace, deployment: surge.name, from: surge.from, to: surge.to };
    if (state === 'waiting') {
      log.info('surge started', fields);
      tell.started(surge);
    }
    if (state === 'ready') log.info('successor is ready', fields);
    if (state === 'timed out') log.warn('successor was not ready in time', fields);
    if (state === 'abandoned') log.warn('surge abandoned', { ...fields, reason: why });
    wake();
    onNews();
  }

  #putBack(surge: Surge): void {
    const key = surgeKey(surge);
    if (this.#putBacks.has(key)) return;
    const rise = this.#rises.get(surge.uid);
    const own = rise !== undefined && surgeKey(rise.surge) === key ? rise : undefined;
    const { clock, fence, requests } = this.#parts;
    const onSettled = (putBack: PutBack): void => this.#settled(putBack);
    this.#putBacks.set(key, new PutBack(surge, own, { requests, fence, clock, onSettled }));
  }

  #settled({ surge, rise, result }: PutBack): void {
    if (result === undefined) return;
    if (rise !== undefined && this.#rises.get(surge.uid) === rise) this.#rises.delete(surge.uid);
    const { log, tell, onNews } = this.#parts;
    const outcome = outcomeOf(rise, result);
    const message = messageOf(surge, rise, result);
    const fields = { namespace: surge.namespace, deployment: surge.name, outcome, reason: message };
    if (result.kind === 'given up') log.error('could not put a surge back', fields);
    else log.info('surge ended', fields);
    tell.ended(surge, outcome, message);
    onNews();
  }

  #budgetsOf(pod: PodView): BudgetView[] {
    return this.#parts.budgets().filter((budget) => selects(budget, pod));
  }

  /** Number of Ready pods of this ReplicaSet on nodes that are being emptied. */
  #readyOnDraining(ownerUID: string): number {
    let sum = 0;
    for (const node of this.#nodes.values()) sum += node.readyOf(ownerUID);
    return sum;
  }

  #readyOf(deploymentUID: string): number {
    const owners = new Set([...this.#nodes.values()].flatMap((node) => node.ownersIn(deploymentUID)));
    return [...owners].reduce((sum, owner) => sum + this.#readyOnDraining(owner), 0);
  }
}

function outcomeOf(rise: Rise | undefined, { kind }: PutBackResult): SurgeOutcome {
  if (rise?.state === 'timed out') return 'timed_out';
  return kind === 'back' && (rise === undefined || rise.state === 'ready') ? 'succeeded' : 'abandoned';
}

function messageOf({ from, to }: Surge, rise: Rise | undefined, result: PutBackResult): string {
  const why =
    rise?.isOver === true ? `${rise.why === '' ? 'the successor was not Ready in time' : rise.why}; ` : '';
  switch (result.kind) {
    case 'back':
      return `${why}put the number back from ${to} to ${from}`;
    case 'left':
      return `${why}left the number at ${result.number}`;
    case 'gone':
      return 'it was deleted';
    case 'given up':
      return `${why}could not put the number back from ${to} to ${from}: ${result.message}`;
  }
}
