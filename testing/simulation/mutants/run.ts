/** `make sim-mutants`: plants one mistake after another and plays seeds until it is found. */
import { availableParallelism } from 'node:os';
import { Bundler, checkPatches } from '../run/bundle.ts';
import { Crew } from '../run/crew.ts';
import { mutants } from './mutants.ts';

/** A mistake that so many seeds do not find is not found. */
const MOST_SEEDS = 300;

interface Found {
  /** How many seeds it took. */
  readonly seeds: number;
  readonly invariant: string;
}

/** Seeds one after another, several at once; the lowest counts that fails with the mistake and not without it. */
async function find(file: string, sound: Crew): Promise<Found | null> {
  const size = availableParallelism();
  const crew = new Crew(file, size);
  try {
    for (let first = 1; first <= MOST_SEEDS; first += size) {
      const orders = Array.from({ length: size }, (_, index) => ({ seed: first + index, overrides: {} }));
      const outcomes = await Promise.all(orders.map((order) => crew.play(order)));
      const failed = outcomes.filter(({ violation }) => violation !== null);
      const sane = await Promise.all(failed.map(({ seed }) => holds(seed, sound)));
      const found = failed.find((_, index) => sane[index]);
      if (found?.violation) return { seeds: found.seed, invariant: found.violation.invariant };
    }
    return null;
  } finally {
    await crew.end();
  }
}

async function holds(seed: number, sound: Crew): Promise<boolean> {
  const { violation } = await sound.play({ seed, overrides: {} });
  return violation === null;
}

async function main(): Promise<void> {
  const wanted = new Set(process.argv.slice(2));
  const chosen = mutants.filter(({ name }) => wanted.size === 0 || wanted.has(name));
  // A patch that no longer applies is known before hours are spent.
  for (const { patches } of chosen) await checkPatches(patches);
  const bundler = await Bundler.start();
  const sound = new Crew(await bundler.bundle('sound'), 1);
  let missed = 0;
  for (const mutant of chosen) {
    const found = await find(await bundler.bundle('mutant', mutant.patches), sound);
    if (found === null) missed += 1;
    const words =
      found === null
        ? `NOT FOUND in ${MOST_SEEDS} seeds`
        : `found after ${found.seeds} seeds: ${found.invariant}`;
    process.stdout.write(`${mutant.name.padEnd(32)} ${words}\n`);
  }
  await sound.end();
  await bundler.end();
  process.stdout.write(`${chosen.length} mistakes, ${missed} not found\n`);
  process.exitCode = missed === 0 ? 0 : 1;
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
