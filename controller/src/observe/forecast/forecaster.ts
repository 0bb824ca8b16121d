import type { Settings } from '@mechanic/contract';
import type { Decision } from '../../decide/decision.ts';
import { type Advice, advise } from '../../decide/forecast/advice.ts';
import {
  type Durations,
  type NodeLoad,
  type PastDrain,
  durationsFrom,
} from '../../decide/forecast/durations.ts';
import { type Forecast, type ForecastInput, forecastOf } from '../../decide/forecast/forecast.ts';
import type { Snapshot } from '../../decide/snapshot.ts';

/** The inputs of a forecast besides past drains. */
export interface ForecastView {
  readonly snapshot: Snapshot;
  readonly decision: Decision;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface ForecasterParts {
  /** Ended drains, newest first; the array is replaced when they change. */
  readonly past: () => readonly PastDrain[];
  /** The known pods of each node, by name; the map is replaced when they change. */
  readonly loads: () => ReadonlyMap<string, NodeLoad>;
}

/** Makes forecasts from the present state and past drains. It keeps only the learned durations. */
export class Forecaster {
  readonly #parts: ForecasterParts;
  #learned: {
    readonly past: unknown;
    readonly loads: unknown;
    readonly cap: number | null;
    readonly durations: Durations;
  } | null = null;

  constructor(parts: ForecasterParts) {
    this.#parts = parts;
  }

  /** Expected length of a drain of the node with this name, in milliseconds; Infinity when something always holds it. */
  expectedMs(name: string, { maxPodGracePeriodMs }: Pick<Settings['drain'], 'maxPodGracePeriodMs'>): number {
    return this.#durations(maxPodGracePeriodMs).expected(name);
  }

  forecast(view: ForecastView): Forecast {
    return forecastOf(this.#input(view));
  }

  /** Searches for advice, one play per step. */
  advise(view: ForecastView, forecast: Forecast): Generator<void, Advice | null> {
    return advise(this.#input(view), forecast);
  }

  #input(view: ForecastView): ForecastInput {
    return { ...view, durations: this.#durations(view.settings.drain.maxPodGracePeriodMs) };
  }

  /** Learning from five thousand nodes takes longer than checking for new data, so the result is kept. */
  #durations(cap: number | null): Durations {
    const [past, loads] = [this.#parts.past(), this.#parts.loads()];
    const known = this.#learned;
    if (known?.past === past && known.loads === loads && known.cap === cap) return known.durations;
    const durations = durationsFrom({ past, loads, graceCapMs: cap });
    this.#learned = { past, loads, cap, durations };
    return durations;
  }
}
