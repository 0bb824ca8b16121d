/**
 * `make test-versions`: everything that touches the API, against the oldest and the newest version of Kubernetes. Each
 * control plane is built from source on first use. NEWEST and OLDEST name other versions, NEWEST=latest the newest
 * patch; JEST_ARGS go to jest, e.g. JEST_ARGS='--testPathPatterns watch'.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KubernetesModules } from '../controlplane/kubernetes-modules.ts';
import { versionsToTest, withoutApiServer } from './plan.ts';

const root = join(import.meta.dirname, '..', '..');
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mechanic');

/** Runs a command of npm with this version; true when it succeeds. */
async function succeeds(version: string, command: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, KUBERNETES_VERSION: version },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

async function test(version: string): Promise<boolean> {
  console.log(`==> Kubernetes ${version}`);
  if (!(await succeeds(version, process.execPath, ['testing/controlplane/build.ts']))) return false;
  const ignored = ['/node_modules/', ...withoutApiServer].flatMap((path) => [
    '--testPathIgnorePatterns',
    path,
  ]);
  const more = (process.env.JEST_ARGS ?? '').split(/\s+/).filter((word) => word !== '');
  const jest = ['run', '--silent', 'jest', '--', '--selectProjects', 'cluster', 'scenarios', ...ignored];
  return succeeds(version, 'npm', [...jest, '--maxWorkers', '3', ...more]);
}

const versions = await versionsToTest(process.env, new KubernetesModules(cache, process.env));
console.log(
  `Testing on Kubernetes ${versions.join(' and ')}: about 12 minutes each on two processors, and about 8 more ` +
    'for a control plane that was never built here.',
);
const failed: string[] = [];
for (const version of versions) if (!(await test(version))) failed.push(version);
console.log(
  failed.length === 0 ? `Passed on ${versions.join(' and ')}.` : `Failed on ${failed.join(' and ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
