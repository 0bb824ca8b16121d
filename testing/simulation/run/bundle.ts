import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type BuildContext, type Plugin, context } from 'esbuild';

const root = join(import.meta.dirname, '../../..');
const directory = join(root, 'node_modules/.cache/simulation');

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

/** Puts simulation and product into one file, which loads in a moment (client-node alone is thousands of files). */
export class Bundler {
  readonly #context: BuildContext;
  readonly #choose: (patches: readonly Patch[]) => void;

  private constructor(context: BuildContext, choose: (patches: readonly Patch[]) => void) {
    this.#context = context;
    this.#choose = choose;
  }

  /** What does not change between two bundles is read once. */
  static async start(): Promise<Bundler> {
    let patches: readonly Patch[] = [];
    const building = await context({
      entryPoints: [join(root, 'testing/simulation/run/worker.ts')],
      outdir: directory,
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      // Some packages are still CommonJS and ask for what Node.js has.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
      logLevel: 'error',
      plugins: [patching(() => patches)],
    });
    return new Bundler(building, (chosen) => (patches = chosen));
  }

  /**
   * @returns the path of the file
   * @throws PatchDoesNotApply
   */
  async bundle(name: string, patches: readonly Patch[] = []): Promise<string> {
    await checkPatches(patches);
    this.#choose(patches);
    const { outputFiles = [] } = await this.#context.rebuild();
    const [output] = outputFiles;
    if (output === undefined) throw new Error('esbuild wrote nothing');
    await mkdir(directory, { recursive: true });
    const file = join(directory, `${name}.mjs`);
    await writeFile(file, output.contents);
    return file;
  }

  async end(): Promise<void> {
    await this.#context.dispose();
  }
}

/** @throws PatchDoesNotApply */
export async function checkPatches(patches: readonly Patch[]): Promise<void> {
  for (const patch of patches) check(patch, await readFile(join(root, patch.file), 'utf8'));
}

function check({ file, from }: Patch, text: string): void {
  const places = text.split(from).length - 1;
  if (places !== 1) {
    throw new PatchDoesNotApply(
      `${file}: ${places === 0 ? 'does not have' : `has ${places} times`} ${JSON.stringify(from)}`,
    );
  }
}

function patching(chosen: () => readonly Patch[]): Plugin {
  return {
    name: 'patching',
    setup: (building) => {
      building.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const mine = chosen().filter(({ file }) => file === relative(root, path));
        if (mine.length === 0) return undefined;
        let contents = await readFile(path, 'utf8');
        for (const { from, to } of mine) contents = contents.replace(from, () => to);
        return { contents, loader: 'ts' };
      });
    },
  };
}
