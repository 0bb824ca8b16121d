import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../controlplane/index.ts';
import { withLock } from '../controlplane/lock.ts';

const repository = join(import.meta.dirname, '..', '..');
const programs = [
  'probe/dist/main.cjs',
  'controller/dist/main.mjs',
  'controller/dist/otlp-collector.mjs',
  'plugin/dist/kubectl-mechanic.cjs',
];
const sources = ['contract/src', 'probe/src', 'controller/src', 'plugin/src'];

/** Builds the programs when a source is newer, so that tests never run old programs. */
export async function ensureBuilt(): Promise<void> {
  await withLock(
    join(tmpdir(), 'mechanic-build.lock'),
    () => undefined,
    async () => {
      if (await isFresh()) return;
      await runCommand({
        command: 'npm',
        args: ['run', '--silent', '--prefix', repository, 'build'],
        env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
      });
    },
  );
}

async function isFresh(): Promise<boolean> {
  const built = await Promise.all(programs.map((file) => changedAt(join(repository, file))));
  const written = await Promise.all(sources.map((folder) => newest(join(repository, folder))));
  return Math.min(...built) > Math.max(...written);
}

async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'));
  return Math.max(...(await Promise.all(files.map((file) => changedAt(join(file.parentPath, file.name))))));
}

async function changedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
}
