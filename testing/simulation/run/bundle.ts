import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Plugin, build } from 'esbuild';

const root = join(import.meta.dirname, '../../..');

/** A change of one file of the product, made while it is read: the work tree stays as it is. */
export interface Patch {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A patch whose place is no longer there, or there more than once. */
export class PatchDoesNotApply extends Error {
  override readonly name = 'PatchDoesNotApply';
}

/**
 * Puts simulation and product into one file, which loads in a moment (client-node alone is thousands).
 * @returns the path of the file
 * @throws PatchDoesNotApply
 */
export async function bundle(name: string, patches: readonly Patch[] = []): Promise<string> {
  const directory = join(root, 'node_modules/.cache/simulation');
  await mkdir(directory, { recursive: true });
  const outfile = join(directory, `${name}.mjs`);
  for (const patch of patches) check(patch, await readFile(join(root, patch.file), 'utf8'));
  await build({
    entryPoints: [join(root, 'testing/simulation/run/worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // Some packages are still CommonJS and ask for what Node.js has.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'error',
    plugins: patches.length === 0 ? [] : [patching(patches)],
  });
  return outfile;
}

function check({ file, from }: Patch, text: string): void {
  const places = text.split(from).length - 1;
  if (places !== 1) {
    throw new PatchDoesNotApply(
      `${file}: ${places === 0 ? 'does not have' : `has ${places} times`} ${JSON.stringify(from)}`,
    );
  }
}

function patching(patches: readonly Patch[]): Plugin {
  return {
    name: 'patching',
    setup: (building) => {
      building.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const mine = patches.filter(({ file }) => file === relative(root, path));
        if (mine.length === 0) return undefined;
        let contents = await readFile(path, 'utf8');
        for (const { from, to } of mine) contents = contents.replace(from, () => to);
        return { contents, loader: 'ts' };
      });
    },
  };
}
