import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type ControlPlane, runCommand } from '../controlplane/index.ts';

const bundle = join(import.meta.dirname, '..', '..', 'plugin', 'dist', 'kubectl-mechanic.cjs');
const shim = join(import.meta.dirname, 'kubectl-shim.cjs');

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The machine of a person with the plugin installed: nothing in the PATH but kubectl, the plugin and the oldest Node.js
 * that there is here. The API server refuses to be a proxy to loopback, where test controllers listen; kubectl is wrapped
 * so that those requests, and only those, go there directly.
 */
export class Workstation {
  readonly #home: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(home: string, env: Readonly<Record<string, string>>) {
    this.#home = home;
    this.#env = env;
  }

  static async create(controlPlane: ControlPlane): Promise<Workstation> {
    const home = join(controlPlane.dataDir, 'workstation');
    const bin = join(home, 'bin');
    await mkdir(bin, { recursive: true });
    await symlink(await oldestNode(), join(bin, 'node'));
    await symlink('/usr/bin/env', join(bin, 'env'));
    // As `make install-plugin` does it: a copy without an extension, outside of any package.
    await copyFile(bundle, join(bin, 'kubectl-mechanic'));
    await copyFile(shim, join(bin, 'kubectl'));
    await Promise.all(['kubectl-mechanic', 'kubectl'].map((name) => chmod(join(bin, name), 0o755)));
    return new Workstation(home, {
      PATH: bin,
      HOME: home,
      KUBECONFIG: controlPlane.kubeconfigPath,
      REAL_KUBECTL: await controlPlane.tools.path('kubectl'),
      PROXIED: join(home, 'proxied.json'),
    });
  }

  /** Where requests through the API server's proxy go: `services/mechanic-controller:http` or `pods/<name>` to a URL. */
  async proxy(targets: Readonly<Record<string, string>>): Promise<void> {
    await writeFile(this.#env.PROXIED ?? '', JSON.stringify(targets));
  }

  /** Runs `kubectl mechanic ...` to its end, however that is. */
  mechanic(...args: readonly string[]): Promise<Outcome> {
    const { command, env } = this.command;
    return new Promise((resolve) => {
      execFile(command, ['mechanic', ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      });
    });
  }

  /** The kubectl of this machine, for those who start it themselves. */
  get command(): { readonly command: string; readonly env: Record<string, string> } {
    return { command: join(this.#home, 'bin', 'kubectl'), env: { ...this.#env } };
  }

  file(name: string): string {
    return join(this.#home, name);
  }
}

/** The path of the oldest Node.js in the PATH that the plugin is made for. */
async function oldestNode(): Promise<string> {
  const env = { PATH: process.env.PATH ?? '' };
  const paths = await Promise.all(
    [process.execPath, ...env.PATH.split(delimiter).map((folder) => join(folder, 'node'))].map((path) =>
      realpath(path).catch(() => null),
    ),
  );
  const found: { path: string; version: number }[] = [];
  for (const path of new Set(paths)) {
    if (path === null || !(await isProgram(path))) continue;
    const version = await runCommand({ command: path, args: ['--version'], env });
    found.push({ path, version: Number(/^v(\d+)/.exec(version)?.[1]) });
  }
  const [oldest] = found.filter(({ version }) => version >= 20).sort((a, b) => a.version - b.version);
  return oldest?.path ?? process.execPath;
}

/** Not the script with which a version manager stands in for the program. */
async function isProgram(path: string): Promise<boolean> {
  return (await readFile(path)).subarray(0, 2).toString() !== '#!';
}
