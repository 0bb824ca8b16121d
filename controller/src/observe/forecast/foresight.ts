import type { Clock } from '@mechanic/contract/clock';
import type { Advice } from '../../decide/forecast/advice.ts';
import type { Forecast } from '../../decide/forecast/forecast.ts';
import type { ForecastView, Forecaster } from './forecaster.ts';

/** Receives the forecasts of the leader. Never throws. */
export interface ForesightEar {
  foreseen(forecast: Forecast, advice: Advice | null, now: number): void;
}

export interface ForesightParts {
  readonly forecaster: Forecaster;
  readonly clock: Clock;
  readonly ear: ForesightEar;
  /** Receives an error, which is a defect. */
  readonly onFailure: (error: unknown) => void;
}

/** Delay of a forecast after a pass, and minimum interval: actions come first. */
const LOOK_MS = 1_000;
/** Interval of forecasts while a node is in need, since time changes the result. */
const AGAIN_MS = 10_000;
/** Pause between two plays of the search for advice, for other work. */
const BETWEEN_PLAYS_MS = 20;
/** Advice for the same nodes is searched again after this time. */
const ADVICE_MS = 30_000;

/** Makes forecasts while this replica leads: between passes, never during one, and only while a node is in need. */
export class Foresight {
  readonly #parts: ForesightParts;
  #latest: Omit<ForecastView, 'now'> | null = null;
  #cancelLook: (() => void) | null = null;
  /** When the planned forecast comes; monotonic. */
  #lookAt = Infinity;
  #cancelPlay: () => void = () => undefined;
  #advice: Advice | null = null;
  #advised: { readonly risks: string; readonly at: number } | null = null;

  constructor(parts: ForesightParts) {
    this.#parts = parts;
  }

  /** The latest advice; null when no node is at risk, or none is found yet. */
  get advice(): Advice | null {
    return this.#advice;
  }

  /** Called after each decision. */
  take(view: ForecastView): void {
    this.#latest = view;
    this.#lookIn(LOOK_MS);
  }

  /** Called when this replica stops leading. */
  clear(): void {
    this.#latest = null;
    this.#cancelLook?.();
    this.#cancelLook = null;
    this.#lookAt = Infinity;
    this.#forgetAdvice();
  }

  #lookIn(ms: number): void {
    const { clock } = this.#parts;
    const at = clock.monotonic() + ms;
    if (at >= this.#lookAt) return;
    this.#cancelLook?.();
    this.#lookAt = at;
    this.#cancelLook = clock.after(ms, () => {
      this.#cancelLook = null;
      this.#lookAt = Infinity;
      try {
        this.#look();
      } catch (error) {
        this.#parts.onFailure(error);
      }
    });
  }

  #look(): void {
    if (this.#latest === null) return;
    const { clock, ear, forecaster } = this.#parts;
    const view = { ...this.#latest, now: clock.now() };
    const forecast = forecaster.forecast(view);
    this.#seekAdvice(view, forecast);
    ear.foreseen(forecast, this.#advice, view.now);
    if (forecast.nodes.length > 0) this.#lookIn(AGAIN_MS);
  }

  #seekAdvice(view: ForecastView, forecast: Forecast): void {
    if (forecast.atRisk.length === 0) {
      this.#forgetAdvice();
      return;
    }
    const risks = forecast.atRisk.map(({ node }) => node.uid).join();
    const at = this.#parts.clock.monotonic();
    if (this.#advised?.risks === risks && at - this.#advised.at < ADVICE_MS) return;
    this.#advised = { risks, at };
    this.#cancelPlay();
    this.#playOn(this.#parts.forecaster.advise(view, forecast));
  }

  #playOn(search: Generator<void, Advice | null>): void {
    this.#cancelPlay = this.#parts.clock.after(BETWEEN_PLAYS_MS, () => {
      try {
        const step = search.next();
        if (step.done === true) this.#advice = step.value;
        else this.#playOn(search);
      } catch (error) {
        this.#parts.onFailure(error);
      }
    });
  }

  #forgetAdvice(): void {
    this.#cancelPlay();
    this.#advice = null;
    this.#advised = null;
  }
}
