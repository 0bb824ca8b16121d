import type { Clock } from '@mechanic/contract/clock';
import type { Advice } from '../../decide/forecast/advice.ts';
import type { Forecast } from '../../decide/forecast/forecast.ts';
import type { ForecastView, Forecaster } from './forecaster.ts';

/** Who is told what the leader foresees. Never throws. */
export interface ForesightEar {
  foreseen(forecast: Forecast, advice: Advice | null, now: number): void;
}

export interface ForesightParts {
  readonly forecaster: Forecaster;
  readonly clock: Clock;
  readonly ear: ForesightEar;
  /** A defect. */
  readonly onFailure: (error: unknown) => void;
}

/** So long after a pass it is looked ahead, and no more often: what there is to do comes first. */
const LOOK_MS = 1_000;
/** While a node is in need it is looked again, for time changes what is ahead. */
const AGAIN_MS = 10_000;
/** Between two of the plays by which advice is found, others have their turn. */
const BETWEEN_PLAYS_MS = 20;
/** Advice for the same nodes is looked for again after this long. */
const ADVICE_MS = 30_000;

/** Looks ahead while this replica leads: beside the passes, never in one, and not at all while no node is in need. */
export class Foresight {
  readonly #parts: ForesightParts;
  #latest: Omit<ForecastView, 'now'> | null = null;
  #cancelLook: (() => void) | null = null;
  /** Monotonic; when the look that is planned comes. */
  #lookAt = Infinity;
  #cancelPlay: () => void = () => undefined;
  #advice: Advice | null = null;
  #advised: { readonly risks: string; readonly at: number } | null = null;

  constructor(parts: ForesightParts) {
    this.#parts = parts;
  }

  /** What would save those at risk, as last found; null when nobody is, or it is not found yet. */
  get advice(): Advice | null {
    return this.#advice;
  }

  /** A pass was decided. */
  take(view: ForecastView): void {
    this.#latest = view;
    this.#lookIn(LOOK_MS);
  }

  /** This replica leads no more. */
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
