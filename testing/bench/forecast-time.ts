/**
 * How long a forecast takes in a large cluster of which many nodes are in need.
 * `node testing/bench/forecast-time.ts [nodes] [in need]`, 5,000 and 100 unless said otherwise. Prints milliseconds.
 */
import { decide } from '../../controller/src/decide/decide.ts';
import { durationsFrom } from '../../controller/src/decide/forecast/durations.ts';
import { forecastOf } from '../../controller/src/decide/forecast/forecast.ts';
import { aNode, aNodeWith, aSnapshot, now, settingsOf } from '../../controller/src/decide/testing.ts';
import { formatTime } from '../../controller/src/decide/times.ts';

const RUNS = 31;

/** Milliseconds of the median of some forecasts: every node in need is due at a time of its own. */
export function measureForecast(count: number, inNeed: number): number {
  const settings = settingsOf(
    '{maxConcurrentDrains: 1, budgets: [{name: zone, topologyKey: zone, maxConcurrentDrains: 1}]}',
  );
  const name = (index: number): string => `aks-user-10000000-vmss${index.toString(36).padStart(6, '0')}`;
  const nodes = Array.from({ length: count }, (_, index) => {
    const labels = { zone: String(index % 3) };
    const notBefore = formatTime(now + 900_000 + index * 1_000);
    return index < inNeed
      ? aNodeWith(name(index), [{ id: `event-${index}`, notBefore }], { labels })
      : aNode(name(index), { labels });
  });
  const snapshot = aSnapshot(nodes);
  const decision = decide(snapshot, settings, now);
  const past = Array.from({ length: 60 }, (_, index) => ({
    outcome: 'succeeded' as const,
    durationSeconds: 20 + (index % 7),
    pods: 10 + (index % 13),
    graceSeconds: 30,
  }));
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const before = performance.now();
    const durations = durationsFrom({ past, loads: new Map(), graceCapMs: null });
    forecastOf({ snapshot, settings, now: now + run * 1_000, durations, decision });
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

if (import.meta.main) {
  const [nodes = '5000', inNeed = '100'] = process.argv.slice(2);
  console.log(measureForecast(Number(nodes), Number(inNeed)).toFixed(1));
}
