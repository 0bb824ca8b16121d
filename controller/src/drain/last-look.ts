import type { Clock } from '@mechanic/contract/clock';
import type { PodView, PodWatch } from './ports.ts';

/** The scheduler may have bound a pod just before it saw the cordon. */
const settleMs = 2_000;
const retryMs = 1_000;

/** A fresh list of the pods of a node, taken when nothing is left to be seen and nothing can still be on its way there. */
export class LastLook {
  readonly #watch: PodWatch;
  readonly #clock: Clock;
  /** When the cordon had been seen: it may have taken effect long after it was decided. Monotonic. */
  readonly #beganAt: number;
  #looking = false;
  /** Monotonic. */
  #notBefore = -Infinity;

  constructor(watch: PodWatch, clock: Clock) {
    this.#watch = watch;
    this.#clock = clock;
    this.#beganAt = clock.monotonic();
  }

  /** Looks when it is time. Returns in how many milliseconds to ask again; Infinity: `onPods`, then `onEnd` are called. */
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
