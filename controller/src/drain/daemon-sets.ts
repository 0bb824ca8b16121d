import type { Clock } from '@mechanic/contract/clock';
import type { DaemonSetState } from '../decide/pods/pod-filter.ts';
import type { PodRequests, PodView } from './ports.ts';

/** An answer holds for so long: a DaemonSet that goes takes its pods along, so this is about leftovers only. */
const validMs = 600_000;

/** Which DaemonSets are there, asked once for each and remembered for all drains. */
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

  /** What is known of the DaemonSet that owns a pod; asks for it when nothing is. */
  stateOf({ namespace, owner }: PodView): DaemonSetState {
    if (owner === null) return 'gone';
    // Kinds of that name in other groups (OpenKruise has one) may not be read, and make their pods again all the same.
    if (!owner.apiVersion.startsWith('apps/')) return 'exists';
    const known = this.#known.get(owner.uid);
    if (known !== undefined && this.#clock.monotonic() - known.since < validMs) return known.state;
    this.#remember(owner.uid, 'unknown');
    void this.#pods.daemonSet(namespace, owner.name).then((answer) => {
      // An owner that cannot be looked up is taken to be there: its pods stay, as they do for all others.
      this.#remember(owner.uid, !answer.ok && answer.failure.code === 404 ? 'gone' : 'exists');
      this.#onKnown();
    });
    return 'unknown';
  }

  #remember(uid: string, state: DaemonSetState): void {
    this.#known.set(uid, { state, since: this.#clock.monotonic() });
  }
}
