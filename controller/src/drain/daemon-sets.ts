import type { Clock } from '@mechanic/contract/clock';
import type { DaemonSetState } from '../decide/pods/pod-filter.ts';
import type { PodRequests, PodView } from './ports.ts';

/** How long an answer is reused. A deleted DaemonSet takes its pods along, so only leftover pods depend on this. */
const validMs = 600_000;

/** Knows which DaemonSets exist. Asks for each once and keeps the answer for all drains. */
export class DaemonSets {
  readonly #pods: PodRequests;
  readonly #clock: Clock;
  readonly #onKnown: () => void;
  readonly #known = new Map<string, { readonly state: DaemonSetState; readonly since: number }>();

  constructor(pods: PodRequests, clock: Clock, onKnown: () => void) {
    this.#pods = pods;
    this.#clock = clock;
    this.#onKnown = onKnown;
  }

  /** The state of the DaemonSet that owns the pod; asks for it when it is not known. */
  stateOf({ namespace, owner }: PodView): DaemonSetState {
    if (owner === null) return 'gone';
    // Other API groups have DaemonSets too (OpenKruise). We may not read those, and they also recreate their pods.
    if (!owner.apiVersion.startsWith('apps/')) return 'exists';
    const known = this.#known.get(owner.uid);
    if (known !== undefined && this.#clock.monotonic() - known.since < validMs) return known.state;
    this.#remember(owner.uid, 'unknown');
    void this.#pods.daemonSet(namespace, owner.name).then((answer) => {
      // When the lookup fails, the DaemonSet counts as existing: its pods stay, like those of all others.
      this.#remember(owner.uid, !answer.ok && answer.failure.code === 404 ? 'gone' : 'exists');
      this.#onKnown();
    });
    return 'unknown';
  }

  #remember(uid: string, state: DaemonSetState): void {
    this.#known.set(uid, { state, since: this.#clock.monotonic() });
  }
}
