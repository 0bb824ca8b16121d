import type { Settings, Surge } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import { surgeKey } from '../../decide/step/surge-key.ts';
import type { Log } from '../../log.ts';
import type { DrainTimes } from '../drain-times.ts';
import type { BudgetView, PodView } from '../ports.ts';
import { holds, opensByOneMore } from './budget-room.ts';
import { ReadyPods } from './ready-pods.ts';
import type { Rise } from './rise.ts';
import { type CaseFinding, investigate } from './surge-case.ts';
import type { PodFacts } from './surge-need.ts';
import type { SurgeRequests } from './surge-requests.ts';

export interface NodeSurgesParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly requests: SurgeRequests;
  readonly settings: () => Settings['drain'];
  readonly wake: () => void;
  /** The budgets whose selector selects the pod. */
  readonly budgetsOf: (pod: PodView) => readonly BudgetView[];
  /** Number of Ready pods of this ReplicaSet on all nodes that are being emptied. */
  readonly readyOnDraining: (ownerUID: string) => number;
  readonly rise: (deploymentUID: string) => Rise | undefined;
  /** A surge of this Deployment is being put back. */
  readonly isEnding: (deploymentUID: string) => boolean;
  readonly begin: (finding: Extract<CaseFinding, { kind: 'surge' }>) => Rise;
  /** Whether reading was refused not long ago. */
  readonly isForbidden: () => boolean;
  readonly forbidden: () => void;
}

/** The pods of one ReplicaSet on the node. Times are on the monotonic clock. */
interface Case {
  state: 'asking' | 'plain' | 'queued' | 'surging';
  /** Nothing is read again before this time. */
  until: number;
  /** How often it was found to need no surge. */
  times: number;
  /** The reason logged last. */
  said: string;
  readonly since: number;
  deploymentUID: string | null;
  rise: Rise | null;
}

/** A surge that could be waited for less than this is not begun. */
const leastWaitMs = 15_000;
/** A pod without surge that a budget still holds is examined again after this long. */
const plainMs = 10_000;
const longestPlainMs = 300_000;
/** A Deployment whose surge is being put back is examined again after this long. */
const busyMs = 1_000;
/** After this long, a healthy pod that a budget misses is not expected to come by itself. */
const heldLongMs = 30_000;
/** Most surges of one node at once; the others wait for their turn. */
const mostSurges = 20;
/** After a surge has timed out, its pods have this long to be evicted before the number is put back. */
const lastWishMs = 30_000;
export const awaitsSuccessor = 'waits until its successor is Ready';

/** Decides which pods of one node wait for their successors. */
export class NodeSurges {
  readonly #parts: NodeSurgesParts;
  /** By UID of the ReplicaSet. */
  readonly #cases = new Map<string, Case>();
  readonly #ready = new ReadyPods();
  /** Why pods are not to be evicted yet, by UID. */
  #held: ReadonlyMap<string, string> = new Map();

  constructor(parts: NodeSurgesParts) {
    this.#parts = parts;
  }

  /** Takes over the pods of the node as they are now. */
  see(pods: readonly PodView[]): void {
    this.#ready.see(pods, this.#parts.clock.monotonic());
    this.#closeAllBut(this.#ready.staying());
  }

  /** Returns those of the due pods that may be evicted now; holds the others back. */
  holdBack(due: readonly PodView[], times: Pick<DrainTimes, 'spareMs'>): readonly PodView[] {
    this.#closeAllBut(due);
    this.#held = new Map(
      due.flatMap((pod) => {
        const why = this.#hold(pod, times.spareMs(pod));
        return why === null ? [] : [[pod.uid, why] as const];
      }),
    );
    return due.filter(({ uid }) => !this.#held.has(uid));
  }

  /** Why the pod is not to be evicted yet, for a person; undefined: it may be. */
  whyHeld({ uid }: PodView): string | undefined {
    return this.#held.get(uid);
  }

  /** Surges that pods of this node still need, and recorded ones as long as it is not known whether they are needed. */
  wantedBeside(recorded: readonly Surge[]): readonly Surge[] {
    if (this.#parts.settings().surge === 'off') return [];
    const cases = [...this.#cases.values()];
    const rises = cases.flatMap(({ rise }) => (rise !== null && this.#isWanted(rise) ? [rise] : []));
    const surges = [...new Set(rises)].map(({ surge }) => surge);
    if (cases.every(({ state }) => state !== 'asking')) return surges;
    const known = new Set(surges.map(surgeKey));
    return [...recorded.filter((surge) => !known.has(surgeKey(surge))), ...surges];
  }

  /** Whether a pod waits for this surge. */
  needs(rise: Rise): boolean {
    return [...this.#cases.values()].some((one) => one.rise === rise);
  }

  /** Number of Ready pods of this ReplicaSet on this node. */
  readyOf(ownerUID: string): number {
    return this.#ready.of(ownerUID, this.#parts.clock.monotonic());
  }

  /** UIDs of the ReplicaSets of this Deployment that have pods here, as far as known. */
  ownersIn(deploymentUID: string): string[] {
    return [...this.#cases].flatMap(([owner, one]) => (one.deploymentUID === deploymentUID ? [owner] : []));
  }

  #hold(pod: PodView, spareMs: number): string | null {
    if (!this.#mayNeedOne(pod)) return null;
    const known = this.#cases.get(pod.owner?.uid ?? '');
    if (spareMs <= (known === undefined ? leastWaitMs : 0)) return null;
    return known === undefined ? this.#open(pod) : this.#holdIn(known, pod);
  }

  #closeAllBut(pods: readonly PodView[]): void {
    const owners = new Set(pods.map(({ owner }) => owner?.uid));
    for (const uid of this.#cases.keys()) if (!owners.has(uid)) this.#cases.delete(uid);
  }

  #mayNeedOne({ tiedToNode, owner, ready, phase }: PodView): boolean {
    if (tiedToNode === true || this.#parts.settings().surge === 'off' || this.#parts.isForbidden())
      return false;
    return (
      owner?.kind === 'ReplicaSet' && owner.apiVersion.startsWith('apps/') && ready && phase === 'Running'
    );
  }

  #open(pod: PodView): string | null {
    const since = this.#parts.clock.monotonic();
    const fresh: Case = {
      state: 'asking',
      until: Infinity,
      times: 0,
      said: '',
      since,
      deploymentUID: null,
      rise: null,
    };
    this.#cases.set(pod.owner?.uid ?? '', fresh);
    void this.#ask(pod, fresh);
    return this.#holdIn(fresh, pod);
  }

  #holdIn(one: Case, pod: PodView): string | null {
    switch (one.state) {
      case 'asking':
        return 'its Deployment is being looked at';
      case 'queued':
        this.#askInTurn(one, pod);
        return 'waits until others have got their successors';
      case 'surging':
        return this.#awaits(one, pod) ? awaitsSuccessor : null;
      case 'plain':
        if (this.#isWorthAsking(one, pod)) this.#again(one, pod);
        return null;
    }
  }

  #askInTurn(one: Case, pod: PodView): void {
    if (this.#parts.clock.monotonic() >= one.until && !this.#isFull()) this.#again(one, pod);
  }

  #awaits({ rise }: Case, pod: PodView): boolean {
    return rise !== null && rise.isAwaited && this.#isKeeper(pod);
  }

  /**
   * Whether the pod is the one of its ReplicaSet that keeps serving meanwhile. All others may go. So may a pod that its
   * budget keeps here: the API server lets it go once the successor counts, or once somebody deletes the budget.
   */
  #isKeeper(pod: PodView): boolean {
    if (this.#parts.budgetsOf(pod).some(holds)) return false;
    const others = this.#ready
      .staying()
      .filter(({ owner, ready, uid }) => ready && owner?.uid === pod.owner?.uid && uid < pod.uid);
    return others.length === 0;
  }

  /** Whether to examine again, in case a surge helps now, a pod that was allowed to go but that its budget still holds. */
  #isWorthAsking(one: Case, pod: PodView): boolean {
    if (this.#parts.clock.monotonic() < one.until) return false;
    const budgets = this.#parts.budgetsOf(pod);
    return budgets.length === 1 && budgets.every(opensByOneMore);
  }

  #again(one: Case, pod: PodView): void {
    one.state = 'asking';
    void this.#ask(pod, one);
  }

  async #ask(pod: PodView, one: Case): Promise<void> {
    const { isEnding, requests, rise } = this.#parts;
    const finding = await investigate(pod, {
      requests,
      facts: (readyReplicas) => this.#factsOf(pod, one, readyReplicas),
      isRising: (deploymentUID) => rise(deploymentUID) !== undefined,
      isEnding,
    });
    this.#take(pod, one, finding);
    this.#parts.wake();
  }

  #factsOf(pod: PodView, { since }: Case, readyReplicas: number): PodFacts {
    const { budgetsOf, clock, readyOnDraining } = this.#parts;
    return {
      ready: pod.ready,
      hasSingleNodeVolume: pod.hasSingleNodeVolume === true,
      isPinned: pod.tiedToNode === true,
      budgets: budgetsOf(pod),
      readyElsewhere: readyReplicas - readyOnDraining(pod.owner?.uid ?? ''),
      isHeldLong: clock.monotonic() - since >= heldLongMs,
    };
  }

  #take(pod: PodView, one: Case, finding: CaseFinding): void {
    const { begin, clock, rise } = this.#parts;
    switch (finding.kind) {
      case 'plain':
        this.#takePlain(pod, one, finding);
        return;
      case 'busy':
        one.state = 'queued';
        one.until = clock.monotonic() + busyMs;
        return;
      case 'join':
        one.deploymentUID = finding.deploymentUID;
        one.rise = rise(finding.deploymentUID) ?? null;
        one.state = 'surging';
        return;
      case 'surge':
        one.deploymentUID = finding.deployment.uid;
        one.state = this.#isFull() ? 'queued' : 'surging';
        one.until = clock.monotonic() + busyMs;
        if (one.state === 'surging') one.rise = begin(finding);
    }
  }

  #takePlain(pod: PodView, one: Case, { why, forbidden }: Extract<CaseFinding, { kind: 'plain' }>): void {
    const { clock, log } = this.#parts;
    one.state = 'plain';
    one.until = clock.monotonic() + Math.min(longestPlainMs, plainMs * 2 ** one.times);
    one.times += 1;
    if (forbidden === true) this.#parts.forbidden();
    if (why !== '' && why !== one.said)
      log.info('evicted without a successor', { namespace: pod.namespace, pod: pod.name, reason: why });
    one.said = why;
  }

  #isFull(): boolean {
    return (
      [...this.#cases.values()].filter(({ rise }) => rise !== null && this.#isWanted(rise)).length >=
      mostSurges
    );
  }

  #isWanted(rise: Rise): boolean {
    if (rise.state === 'abandoned') return false;
    return rise.state !== 'timed out' || this.#parts.clock.now() < rise.endsAt + lastWishMs;
  }
}
