/**
 * How long a decision takes when every node of a large cluster is in need.
 * `node testing/bench/decide-time.ts [nodes]`, 5,000 unless said otherwise. Prints milliseconds.
 */
import { decide } from '../../controller/src/decide/decide.ts';
import { KnownSteps } from '../../controller/src/decide/known-steps.ts';
import { aNodeWith, aSnapshot, now, settingsOf } from '../../controller/src/decide/testing.ts';

const RUNS = 31;

/** Milliseconds of the median of some decisions, each of which sees another time and one node that changed. */
export function measureDecide(count: number): number {
  const settings = settingsOf();
  const name = (index: number): string => `aks-user-10000000-vmss${index.toString(36).padStart(6, '0')}`;
  const nodes = Array.from({ length: count }, (_, index) =>
    aNodeWith(name(index), [{ id: `event-${index}` }]),
  );
  const known = new KnownSteps();
  decide(aSnapshot(nodes), settings, now, known);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const changed = nodes.with(run, aNodeWith(name(run), [{ id: `event-${run}`, type: 'Reboot' }]));
    const snapshot = aSnapshot(changed);
    const before = performance.now();
    decide(snapshot, settings, now + run * 1_000, known);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

if (import.meta.main) console.log(measureDecide(Number(process.argv[2] ?? 5_000)).toFixed(0));
