import type { Settings } from '@mechanic/contract';
import { type Forecast, type ForecastInput, forecastOf } from './forecast.ts';
import { type Knob, knobsOf } from './knobs.ts';

/** A change of settings that would save nodes from missing their deadline. */
export interface Advice {
  /** A sentence for a person. */
  readonly text: string;
  /** Names of nodes that would miss their deadline with the present settings. */
  readonly nodes: readonly string[];
  /**
   * Settings by their path in mechanic.yaml, each with the value that would save most nodes; empty when no setting helps.
   */
  readonly set: Readonly<Record<string, number | string>>;
}

/** The step of each knob, in the order of the knobs. */
type Turns = readonly number[];

/**
 * Searches for the smallest change of settings that saves most nodes, by playing each candidate. A generator: each step is
 * one play, so the caller can do other work in between. Returns null when no node is at risk.
 */
export function* advise(input: ForecastInput, forecast: Forecast): Generator<void, Advice | null> {
  const { atRisk } = forecast;
  if (atRisk.length === 0) return null;
  const knobs = knobsOf(input.snapshot, input.settings, forecast.nodes.length);
  const missing = (turns: Turns): number =>
    forecastOf({ ...input, settings: turned(input.settings, knobs, turns) }).atRisk.length;
  let turns: Turns = knobs.map(({ steps }) => steps);
  const least = knobs.length === 0 ? atRisk.length : missing(turns);
  yield;
  if (least >= atRisk.length) return advice(forecast, [], atRisk.length);
  // Single settings are tried first: a change of one setting is smaller than a change of two.
  for (const [index] of knobs.entries()) {
    const without = turns.with(index, 0);
    if (missing(without) <= least) turns = without;
    yield;
  }
  for (const [index] of knobs.entries()) {
    let [tooFew, enough] = [0, turns[index] ?? 0];
    while (enough - tooFew > 1) {
      const middle = Math.floor((tooFew + enough) / 2);
      if (missing(turns.with(index, middle)) <= least) enough = middle;
      else tooFew = middle;
      yield;
    }
    turns = turns.with(index, enough);
  }
  const set = knobs.flatMap(({ path, valueAt }, index): [string, number | string][] => {
    const step = turns[index] ?? 0;
    return step === 0 ? [] : [[path, valueAt(step)]];
  });
  return advice(forecast, set, least);
}

/** Runs the search to its end in one call. */
export function adviceFor(input: ForecastInput, forecast: Forecast): Advice | null {
  const search = advise(input, forecast);
  for (let step = search.next(); ; step = search.next()) if (step.done === true) return step.value;
}

function turned(settings: Settings, knobs: readonly Knob[], turns: Turns): Settings {
  return knobs.reduce((changed, knob, index) => {
    const step = turns[index] ?? 0;
    return step === 0 ? changed : knob.turned(changed, step);
  }, settings);
}

function advice(
  { atRisk }: Forecast,
  set: readonly (readonly [string, number | string])[],
  least: number,
): Advice {
  return {
    text: textOf(atRisk.length, set, least),
    nodes: atRisk.map(({ node }) => node.name),
    set: Object.fromEntries(set),
  };
}

function textOf(atRisk: number, set: readonly (readonly [string, number | string])[], least: number): string {
  const [one, its] = atRisk === 1 ? ['1 node', 'its'] : [`${atRisk} nodes`, 'their'];
  const nodes = `${one} would miss ${its} deadline`;
  if (set.length === 0) return `${nodes}, and no looser limit would change that`;
  const change = set.map(([path, value]) => `${path} ${value}`).join(' and ');
  const saved = least === 0 ? 'would empty all in time' : `would empty ${atRisk - least} of these in time`;
  return `${change} ${saved} (${nodes} as things are)`;
}
