import type { Engine } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import { type FaultWindow, type NetworkFault, meets } from './fault.ts';
import type { TrafficKind } from './traffic.ts';

/** How long things take while nothing is wrong, in milliseconds one way. */
export interface Latency {
  readonly least: number;
  readonly most: number;
}

/** Which faults are at work now. Each kind draws from a stream of its own. */
export class Weather {
  readonly #engine: Engine;
  readonly #windows: readonly FaultWindow[];
  readonly #chances: Readonly<Record<NetworkFault, Random>>;
  #active: readonly FaultWindow[] = [];

  constructor(engine: Engine, windows: readonly FaultWindow[], random: Random) {
    this.#engine = engine;
    this.#windows = windows;
    const chances = new Map<string, Random>();
    this.#chances = new Proxy({} as Record<NetworkFault, Random>, {
      get: (_, kind: string) => {
        const known = chances.get(kind) ?? random.fork(kind);
        chances.set(kind, known);
        return known;
      },
    });
    for (const window of windows) {
      engine.at(window.from, () => this.#look());
      engine.at(window.to, () => this.#look());
    }
  }

  /** Whether this fault meets this request. */
  strikes(kind: NetworkFault, who: number | null, traffic: TrafficKind): boolean {
    for (const window of this.#active) {
      if (window.kind !== kind || !concerns(window, who) || !meets(window.focus, traffic)) continue;
      if (window.rate >= 1 || this.#chances[kind].chance(window.rate)) return true;
    }
    return false;
  }

  /** Whether a fault of this kind is at work for somebody, whatever it meets. */
  isActive(kind: NetworkFault, who: number | null): boolean {
    return this.#active.some((window) => window.kind === kind && concerns(window, who));
  }

  /** Whether anything was wrong for somebody since then. */
  wasFoulSince(time: number, who: number | null, kinds?: readonly NetworkFault[]): boolean {
    const now = this.#engine.now;
    return this.#windows.some(
      (window) =>
        window.from <= now &&
        window.to >= time &&
        concerns(window, who) &&
        (kinds?.includes(window.kind) ?? true),
    );
  }

  #look(): void {
    const now = this.#engine.now;
    this.#active = this.#windows.filter(({ from, to }) => from <= now && now < to);
  }
}

function concerns(window: FaultWindow, who: number | null): boolean {
  return window.who === null || window.who === who;
}
