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

/** What a forecast is made from, besides what was seen before. */
export interface ForecastView {
  readonly snapshot: Snapshot;
  readonly decision: Decision;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface ForecasterParts {
  /** The drains that ended, newest first; another array when there are others. */
  readonly past: () => readonly PastDrain[];
  /** What is known of the pods of each node, by name; another map when that has changed. */
  readonly loads: () => ReadonlyMap<string, NodeLoad>;
}

/** Makes forecasts from what is seen and what was. It keeps nothing but what follows from the past. */
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

  /** How long a drain of the node of this name is expected to take, in milliseconds; infinite when something always holds it. */
  expectedMs(name: string, { maxPodGracePeriodMs }: Pick<Settings['drain'], 'maxPodGracePeriodMs'>): number {
    return this.#durations(maxPodGracePeriodMs).expected(name);
  }

  forecast(view: ForecastView): Forecast {
    return forecastOf(this.#input(view));
  }

  /** Looks for advice one play at a time. */
  advise(view: ForecastView, forecast: Forecast): Generator<void, Advice | null> {
    return advise(this.#input(view), forecast);
  }

  #input(view: ForecastView): ForecastInput {
    return { ...view, durations: this.#durations(view.settings.drain.maxPodGracePeriodMs) };
  }

  /** To learn from five thousand nodes takes longer than to look whether anything is new. */
  #durations(cap: number | null): Durations {
    const [past, loads] = [this.#parts.past(), this.#parts.loads()];
    const known = this.#learned;
    if (known?.past === past && known.loads === loads && known.cap === cap) return known.durations;
    const durations = durationsFrom({ past, loads, graceCapMs: cap });
    this.#learned = { past, loads, cap, durations };
    return durations;
  }
}
