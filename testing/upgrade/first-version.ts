import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../controlplane/index.ts';

/** The first version that anybody could install. */
const commit = '2503f75';

const repository = join(import.meta.dirname, '..', '..');
const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };

/** The first version's chart and programs, built from the history of this repository. */
export class FirstVersion {
  /** Its sources, with its programs where the images have them below /app. */
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** Takes the sources from git and bundles the programs with the packages that are installed here. */
  static async build(): Promise<FirstVersion> {
    const directory = await mkdtemp(join(tmpdir(), 'mechanic-first-'));
    try {
      await unpack(directory);
      await linkPackages(directory);
      for (const program of ['probe', 'controller']) {
        const args = ['--disable-warning=ExperimentalWarning', join(directory, program, 'build.ts')];
        await runCommand({ command: process.execPath, args, env });
      }
      return new FirstVersion(directory);
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  get chart(): string {
    return join(this.directory, 'charts/mechanic');
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function unpack(directory: string): Promise<void> {
  const archive = join(directory, 'sources.tar');
  const args = ['-C', repository, 'archive', `--output=${archive}`, commit];
  await runCommand({ command: 'git', args, env }).catch((cause: unknown) => {
    const how = 'get the whole history with `git fetch --unshallow`, then run the test again';
    throw new Error(`commit ${commit}, the first version, is not in this clone: ${how}`, { cause });
  });
  await runCommand({ command: 'tar', args: ['-xf', archive, '-C', directory], env });
  await rm(archive);
}

/** The packages of this repository, and the old version's own in place of ours. */
async function linkPackages(directory: string): Promise<void> {
  const own = '@mechanic';
  const modules = join(directory, 'node_modules');
  await mkdir(join(modules, own), { recursive: true });
  for (const entry of await readdir(join(repository, 'node_modules'))) {
    if (entry !== own) await symlink(join(repository, 'node_modules', entry), join(modules, entry));
  }
  for (const workspace of ['contract', 'probe', 'controller']) {
    await symlink(join(directory, workspace), join(modules, own, workspace));
  }
}
