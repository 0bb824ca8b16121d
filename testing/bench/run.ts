/**
 * `make bench`: prints what mechanic costs and how fast it is, next to `kubectl drain` on the same control plane, and
 * how it stands in storms. `node testing/bench/run.ts usual`, `applications`, `settle`, `forecast` or `storms` measures
 * one part.
 */
import { measureApplications } from './applications.ts';
import { Bench } from './bench.ts';
import { measureDecide } from './decide-time.ts';
import { type Figure, judged, renderTable } from './figures.ts';
import { measureForecastAccuracy } from './forecast-accuracy.ts';
import { measureForecast } from './forecast-time.ts';
import { measureSettle } from './settle.ts';
import { allAtOnce, preemptBehind } from './storms.ts';

const say = (line: string): void => console.log(line);

async function usual(): Promise<Figure[]> {
  const bench = await Bench.start(say);
  try {
    return [...(await bench.emptyANode()), ...(await bench.waitForABudget()), ...(await bench.rest())];
  } finally {
    await bench.stop();
  }
}

async function forecast(): Promise<Figure[]> {
  const ms = measureForecast(5_000, 100);
  return [
    {
      what: 'a forecast for 5,000 nodes of which 100 are in need',
      mechanic: `${ms.toFixed(0)} ms`,
      goal: judged('at most 20 ms', ms <= 20),
    },
    ...(await measureForecastAccuracy(say)),
  ];
}

async function storms(): Promise<Figure[]> {
  const ms = measureDecide(5_000);
  return [
    await preemptBehind(1_000, false, say),
    await preemptBehind(1_000, true, say),
    {
      what: 'a decision about 5,000 nodes that are all in need',
      mechanic: `${ms.toFixed(0)} ms`,
      goal: judged('at most 50 ms', ms <= 50),
    },
    ...(await allAtOnce({ nodes: 5_000, events: 1_000 }, say)),
  ];
}

const parts = {
  usual,
  applications: () => measureApplications(say),
  settle: () => measureSettle(say),
  forecast,
  storms,
};
const [wanted] = process.argv.slice(2);
const figures: Figure[] = [];
for (const [part, measure] of Object.entries(parts))
  if (wanted === undefined || wanted === part) figures.push(...(await measure()));
say(`\n${renderTable(figures)}`);
