/**
 * `make test-collector`: what traces tell, through the OpenTelemetry Collector itself, which is built from source first.
 * The same tests run in `make test` against a receiver of our own, since that build takes minutes on a fresh machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { goEnvironment } from '../controlplane/go-module.ts';

const root = join(import.meta.dirname, '..', '..');
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mechanic', 'collector');
const binary = join(cache, 'otelcol');

async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

await mkdir(cache, { recursive: true });
const build = ['build', '-trimpath', '-ldflags', '-s -w', '-o', binary, '.'];
const jest = [
  'run',
  '--silent',
  'jest',
  '--',
  '--selectProjects',
  'scenarios',
  '--testPathPatterns',
  'tracing',
];
process.exitCode =
  (await run('go', build, join(import.meta.dirname, 'collector'), goEnvironment(process.env))) ||
  (await run('npm', jest, root, { ...process.env, OTEL_COLLECTOR: binary }));
