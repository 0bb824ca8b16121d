/** `make sim-mutants`: plants one mistake after another and plays seeds until it is found. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Bundler, checkPatches } from '../run/bundle.ts';
import { Crew } from '../run/crew.ts';
import { planOf } from '../plan/plan.ts';
import type { Mutant } from './mutant.ts';
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

/** The seeds from 1 on, those first that take the least time. */
function cheapestFirst(most: number): number[] {
  const costs = Array.from({ length: most }, (_, index) => {
    const { nodes, troubleMs } = planOf(index + 1);
    return { seed: index + 1, cost: (nodes + 3) * (troubleMs + REST_MS) };
  });
  return costs.sort((a, b) => a.cost - b.cost || a.seed - b.seed).map(({ seed }) => seed);
}

/** Plays one seed after another; the first counts that fails with the mistake and not without it. */
async function find(crew: Crew, sound: Crew, seeds: readonly number[]): Promise<Found | null> {
  for (const [index, seed] of seeds.entries()) {
    const { violation } = await crew.play({ seed, overrides: {} });
    if (violation !== null && (await holds(seed, sound)))
      return { seed, after: index + 1, invariant: violation.invariant };
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
      only: { type: 'string' },
    },
  });
  const wanted = new Set(positionals);
  const chosen = mutants.filter(({ name }) => wanted.size === 0 || wanted.has(name));
  // A patch that no longer applies is known before hours are spent.
  for (const { patches } of chosen) await checkPatches(patches);
  const missed = await findAll(chosen, {
    lanes: Number(values.workers),
    seeds: values.only?.split(',').map(Number) ?? cheapestFirst(MOST_SEEDS).slice(0, Number(values.seeds)),
  });
  process.stdout.write(`${chosen.length} mistakes, ${missed} not found\n`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/** Each lane takes the next mistake when it is done with one. Returns how many were not found. */
async function findAll(
  chosen: readonly Mutant[],
  { lanes, seeds }: { readonly lanes: number; readonly seeds: readonly number[] },
): Promise<number> {
  const bundler = await Bundler.start();
  const sound = new Crew(await bundler.bundle('sound'), 1);
  const left = [...chosen];
  let missed = 0;
  let bundling: Promise<unknown> = Promise.resolve();
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { name, patches } = next;
      // The bundler makes one thing at a time.
      const made = bundling.then(() => bundler.bundle(`mutant-${name}`, patches));
      bundling = made;
      const crew = new Crew(await made, 1);
      const found = await find(crew, sound, seeds);
      await crew.end();
      if (found === null) missed += 1;
      process.stdout.write(`${name.padEnd(32)} ${told(found, seeds.length)}\n`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await sound.end();
  await bundler.end();
  return missed;
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
