/** `npm run sim`: plays seeds, prints those that fail, as small as they get, and how many there were. */
import { availableParallelism } from 'node:os';
import { Bundler } from './bundle.ts';
import { type Wanted, usage, wantedOf } from './command-line.ts';
import { Crew, traced } from './crew.ts';
import type { Outcome } from './play.ts';
import { argumentsOf, shrink } from './shrink.ts';

const HOUR_MS = 3_600_000;

function wantedOrExit(): Wanted {
  try {
    return wantedOf(process.argv.slice(2), availableParallelism());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(2);
  }
}

function lineOf(outcome: Outcome): string {
  const { violation, nodes } = outcome;
  const at = ((violation?.at ?? 0) / 1_000).toFixed(3);
  return `seed ${outcome.seed}: ${violation?.invariant ?? ''} at ${at} s with ${nodes} nodes: ${violation?.what ?? ''}\n    npm run sim -- ${argumentsOf(outcome)} --trace`;
}

function summary(outcomes: readonly Outcome[]): string {
  const hours = outcomes.reduce((sum, { simulatedMs }) => sum + simulatedMs, 0) / HOUR_MS;
  const violations = outcomes.filter(({ violation }) => violation !== null).length;
  return `${outcomes.length} seeds, ${hours.toFixed(1)} simulated hours, ${violations} violations`;
}

function speed(outcomes: readonly Outcome[]): string {
  const cpu = outcomes.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const simulated = outcomes.reduce((sum, { simulatedMs }) => sum + simulatedMs, 0);
  const steps = outcomes.reduce((sum, one) => sum + one.steps, 0);
  return `${Math.round(simulated / cpu)} times real time on one core, ${Math.round(steps / cpu)} steps a millisecond`;
}

async function playAll(wanted: Wanted, file: string): Promise<readonly Outcome[]> {
  const crew = new Crew(file, Math.min(wanted.workers, wanted.seeds.length));
  let failures = 0;
  const one = async (seed: number): Promise<Outcome | null> => {
    if (failures >= wanted.mostFailures) return null;
    const outcome = await crew.play({ seed, overrides: wanted.overrides });
    if (outcome.violation === null) return outcome;
    failures += 1;
    const small = wanted.shrink ? await shrink(outcome, (order) => crew.play(order)) : outcome;
    process.stdout.write(`${lineOf(small)}\n`);
    return outcome;
  };
  const outcomes = await Promise.all(wanted.seeds.map(one));
  await crew.end();
  return outcomes.filter((outcome) => outcome !== null);
}

async function main(): Promise<void> {
  const wanted = wantedOrExit();
  const bundler = await Bundler.start();
  const file = await bundler.bundle('simulation');
  await bundler.end();
  const [seed] = wanted.seeds;
  if (wanted.trace && seed !== undefined) {
    const { lines, outcome } = await traced(file, { seed, overrides: wanted.overrides });
    for (const line of lines) process.stdout.write(`${line}\n`);
    process.stdout.write(`${summary([outcome])}\n`);
    process.exitCode = outcome.violation === null ? 0 : 1;
    return;
  }
  const outcomes = await playAll(wanted, file);
  process.stdout.write(`${speed(outcomes)}\n${summary(outcomes)}\n`);
  process.exitCode = outcomes.some(({ violation }) => violation !== null) ? 1 : 0;
}

await main();
