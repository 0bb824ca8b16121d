import type { Clock } from '@mechanic/contract/clock';
import type { PodView, PodWatch } from './ports.ts';

/** Wait after the cordon: the scheduler may have bound a pod just before it saw the cordon. */
const settleMs = 2_000;
const retryMs = 1_000;

/** Takes a fresh list of the pods of a node once the cache shows none and none can still be on its way there. */
export class LastLook {
  readonly #watch: PodWatch;
  readonly #clock: Clock;
  /** When this controller first saw the cordon: the cordon may take effect long after the decision. Monotonic. */
  readonly #beganAt: number;
  #looking = false;
  /** Monotonic. */
  #notBefore = -Infinity;

  constructor(watch: PodWatch, clock: Clock) {
    this.#watch = watch;
    this.#clock = clock;
    this.#beganAt = clock.monotonic();
  }

  /**
   * Looks if it is time. Returns in how many milliseconds to call again; Infinity: `onPods` and then `onEnd` will be
   * called.
   */
  take({
    onPods,
    onEnd,
  }: {
    readonly onPods: (pods: readonly PodView[]) => void;
    readonly onEnd: () => void;
  }): number {
    const wait = Math.max(this.#beganAt + settleMs, this.#notBefore) - this.#clock.monotonic();
    if (wait > 0) return wait;
    if (!this.#looking) void this.#look(onPods).finally(onEnd);
    return Infinity;
  }

  async #look(onPods: (pods: readonly PodView[]) => void): Promise<void> {
    this.#looking = true;
    this.#notBefore = this.#clock.monotonic() + retryMs;
    try {
      onPods(await this.#watch.refresh());
    } catch {
      // The next look tries again.
    }
    this.#looking = false;
  }
}
