import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../controlplane/index.ts';

/** buildah with a storage of its own, and with nothing that needs an engine or special file systems. */
export class Buildah {
  readonly env: Readonly<Record<string, string>>;

  constructor(directory: string) {
    const configuration = join(directory, 'storage.conf');
    const storage = ['driver = "vfs"', `graphroot = "${directory}/images"`, `runroot = "${directory}/run"`];
    writeFileSync(configuration, ['[storage]', ...storage, ''].join('\n'));
    this.env = {
      PATH: process.env.PATH ?? '',
      HOME: homedir(),
      TMPDIR: directory,
      BUILDAH_ISOLATION: 'chroot',
      CONTAINERS_STORAGE_CONF: configuration,
      ENGINE: 'buildah',
    };
  }

  /** Runs buildah with these arguments; returns the first line of what it prints. */
  async run(...args: readonly string[]): Promise<string> {
    return (await this.print(...args)).trim().split('\n')[0] ?? '';
  }

  /** Runs buildah with these arguments; returns all that it prints. */
  print(...args: readonly string[]): Promise<string> {
    return runCommand({ command: 'buildah', args, env: this.env });
  }
}
