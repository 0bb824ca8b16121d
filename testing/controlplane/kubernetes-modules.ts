import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { goEnvironment } from './go-module.ts';
import { kubernetesManifest, kubernetesVersion } from './kubernetes-manifest.ts';

const run = promisify(execFile);
const tools = join(import.meta.dirname, 'tools');

/** The versions with a go.mod and go.sum in this repository. The first is the default of tests. */
const pinned = { newest: join(tools, 'kubernetes'), oldest: join(tools, 'kubernetes-oldest') } as const;

/** The Go modules that build Kubernetes, by its version. */
export class KubernetesModules {
  readonly #cache: string;
  readonly #environment: Readonly<Record<string, string>>;

  /** @param cache directory where modules of other versions are created and kept */
  constructor(cache: string, environment: NodeJS.ProcessEnv) {
    this.#cache = join(cache, 'modules');
    this.#environment = goEnvironment(environment);
  }

  /** The newest and the oldest version that this project supports, as `1.37.2`. */
  static async supported(): Promise<Readonly<Record<keyof typeof pinned, string>>> {
    const read = async (directory: string): Promise<string> =>
      kubernetesVersion(await readFile(join(directory, 'go.mod'), 'utf8')) ?? '';
    return { newest: await read(pinned.newest), oldest: await read(pinned.oldest) };
  }

  /** The newest patch of a version on the module proxy: for `1.37.2` perhaps `1.37.4`. */
  async latestPatch(version: string): Promise<string> {
    const known = await this.#go(['list', '-m', '-versions', '-json', 'k8s.io/kubernetes'], this.#cache);
    // The format of Go.
    const { Versions } = JSON.parse(known) as { Versions: readonly string[] };
    const [major = '', minor = ''] = version.split('.');
    const patches = Versions.map((one) => /^v(\d+)\.(\d+)\.(\d+)$/.exec(one)).filter(
      (one) => one?.[1] === major && one[2] === minor,
    );
    return `${major}.${minor}.${Math.max(...patches.map((one) => Number(one?.[3])))}`;
  }

  /** The directory of the module that builds this version. Default: the newest of `supported()`. */
  async directory(version?: string): Promise<string> {
    const { oldest, newest } = await KubernetesModules.supported();
    if (version === undefined || version === newest) return pinned.newest;
    if (version === oldest) return pinned.oldest;
    const directory = join(this.#cache, `kubernetes-${version}`);
    if (!existsSync(join(directory, 'go.sum'))) await this.write(version, directory);
    return directory;
  }

  /** Writes go.mod and go.sum for this version into a directory, replacing existing ones. */
  async write(version: string, directory: string): Promise<void> {
    await mkdir(this.#cache, { recursive: true });
    const unfinished = await mkdtemp(join(this.#cache, 'unfinished-'));
    try {
      const found = await this.#go(['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`], unfinished);
      // The format of Go.
      const { GoMod } = JSON.parse(found) as { GoMod: string };
      const manifest = kubernetesManifest(version, await readFile(GoMod, 'utf8'));
      await writeFile(join(unfinished, 'go.mod'), manifest);
      await this.#go(['mod', 'tidy'], unfinished);
      await mkdir(directory, { recursive: true });
      // go.sum is written last: its presence shows that the module is complete.
      for (const file of ['go.mod', 'go.sum']) await copyFile(join(unfinished, file), join(directory, file));
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }

  async #go(args: readonly string[], cwd: string): Promise<string> {
    await mkdir(cwd, { recursive: true });
    const { stdout } = await run('go', args, { cwd, env: this.#environment, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  }
}
