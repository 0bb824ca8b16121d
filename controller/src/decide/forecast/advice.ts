import type { Settings } from '@mechanic/contract';
import { type Forecast, type ForecastInput, forecastOf } from './forecast.ts';
import { type Knob, knobsOf } from './knobs.ts';

/** What would save nodes that would miss their deadline. */
export interface Advice {
  /** A sentence for a person. */
  readonly text: string;
  /** Nodes that would miss their deadline as things are. */
  readonly nodes: readonly string[];
  /** Settings by their path in mechanic.yaml, and the value that would save the most of them; empty when none would. */
  readonly set: Readonly<Record<string, number | string>>;
}

/** How far each knob is turned, in the order of the knobs. */
type Turns = readonly number[];

/**
 * Looks for the smallest change of settings that saves the most nodes, by playing each that it considers. A generator:
 * each step is one play, so that whoever has other things to do can do them in between. Returns null when nobody is at risk.
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
  // Without each in turn first: a change of one setting is smaller than one of two.
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

/** The same in one go. */
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
