/** `make sim-mutants`: plants one mistake after another and plays seeds until it is found. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Bundler, checkPatches } from '../run/bundle.ts';
import { Crew } from '../run/crew.ts';
import { planOf } from '../plan/plan.ts';
import { mutants } from './mutants.ts';

/** A mistake that so many seeds do not find is not found. */
const MOST_SEEDS = 300;
/** What comes after the trouble of a seed takes about so long. */
const REST_MS = 1_800_000;

interface Found {
  readonly seed: number;
  /** How many seeds it took. */
  readonly after: number;
  readonly invariant: string;
}

interface Limits {
  /** Threads that play at once. */
  readonly size: number;
  readonly most: number;
}

/** The seeds from 1 on, those first that take the least time. */
function cheapestFirst(most: number): number[] {
  const costs = Array.from({ length: most }, (_, index) => {
    const { nodes, troubleMs } = planOf(index + 1);
    return { seed: index + 1, cost: (nodes + 3) * (troubleMs + REST_MS) };
  });
  return costs.sort((a, b) => a.cost - b.cost || a.seed - b.seed).map(({ seed }) => seed);
}

/** Several seeds at once; the first counts that fails with the mistake and not without it. */
async function find(crew: Crew, sound: Crew, { size, most }: Limits): Promise<Found | null> {
  const seeds = cheapestFirst(MOST_SEEDS).slice(0, most);
  for (let first = 0; first < seeds.length; first += size) {
    const orders = seeds.slice(first, first + size).map((seed) => ({ seed, overrides: {} }));
    const outcomes = await Promise.all(orders.map((order) => crew.play(order)));
    const failed = outcomes.filter(({ violation }) => violation !== null);
    const sane = await Promise.all(failed.map(({ seed }) => holds(seed, sound)));
    const found = failed.find((_, index) => sane[index]);
    if (found?.violation) {
      const after = seeds.indexOf(found.seed) + 1;
      return { seed: found.seed, after, invariant: found.violation.invariant };
    }
  }
  return null;
}

async function holds(seed: number, sound: Crew): Promise<boolean> {
  const { violation } = await sound.play({ seed, overrides: {} });
  return violation === null;
}

function told(found: Found | null, most: number): string {
  if (found === null) return `NOT FOUND in ${most} seeds`;
  return `found after ${found.after} seeds (${found.seed}): ${found.invariant}`;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      workers: { type: 'string', default: String(availableParallelism()) },
      seeds: { type: 'string', default: String(MOST_SEEDS) },
    },
  });
  const limits = { size: Number(values.workers), most: Number(values.seeds) };
  const wanted = new Set(positionals);
  const chosen = mutants.filter(({ name }) => wanted.size === 0 || wanted.has(name));
  // A patch that no longer applies is known before hours are spent.
  for (const { patches } of chosen) await checkPatches(patches);
  const bundler = await Bundler.start();
  const sound = new Crew(await bundler.bundle('sound'), 1);
  let missed = 0;
  for (const mutant of chosen) {
    const crew = new Crew(await bundler.bundle('mutant', mutant.patches), limits.size);
    const found = await find(crew, sound, limits);
    await crew.end();
    if (found === null) missed += 1;
    process.stdout.write(`${mutant.name.padEnd(32)} ${told(found, limits.most)}\n`);
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
