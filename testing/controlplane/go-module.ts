import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kubernetesVersion } from './kubernetes-manifest.ts';

const run = promisify(execFile);

/** The environment for the Go command: PATH, HOME, proxies and the like. */
export function goEnvironment(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const inherited = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  // A workspace or flags of the user would change what is built.
  return { ...Object.fromEntries(inherited), GOWORK: 'off', GOFLAGS: '' };
}

/** A Go module without source that defines what to build in which version, such as those under tools/. */
export class GoModule {
  readonly directory: string;
  /** The environment that the Go command needs. */
  readonly environment: Readonly<Record<string, string>>;

  constructor(directory: string, environment: NodeJS.ProcessEnv) {
    this.directory = directory;
    this.environment = goEnvironment(environment);
  }

  /** A hash that changes whenever the binaries would: of required versions, checksums, compiler and flags. */
  async fingerprint(): Promise<string> {
    const hash = createHash('sha256');
    hash.update(await this.#compiler());
    hash.update(await this.linkerFlags());
    for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(this.directory, file)));
    return hash.digest('hex').slice(0, 16);
  }

  /** The arguments of every build of this module. */
  async buildFlags(): Promise<string[]> {
    return ['-trimpath', '-ldflags', await this.linkerFlags()];
  }

  /** Number of packages that Go has not compiled yet; 0 when unknown. */
  async packagesToCompile(path: string): Promise<number> {
    const args = [
      'list',
      '-deps',
      ...(await this.buildFlags()),
      '-f',
      '{{if .Stale}}{{.ImportPath}}{{end}}',
      path,
    ];
    const options = { cwd: this.directory, env: this.environment, maxBuffer: 64 * 1024 * 1024 };
    const listed = await run('go', args, options).catch(() => ({ stdout: '' }));
    return listed.stdout.split('\n').filter((line) => line !== '').length;
  }

  /**
   * Strips symbols and sets the version of Kubernetes' programs: without it they report v0.0.0, which charts with a
   * `kubeVersion` refuse.
   */
  async linkerFlags(): Promise<string> {
    const version = kubernetesVersion(await this.#manifest());
    if (version === undefined) return '-s -w';
    const [gitMajor, gitMinor] = version.split('.');
    const values = Object.entries({ gitVersion: `v${version}`, gitMajor, gitMinor }).map(
      ([name, value]) => `-X k8s.io/component-base/version.${name}=${value ?? ''}`,
    );
    return ['-s -w', ...values].join(' ');
  }

  #manifest(): Promise<string> {
    return readFile(join(this.directory, 'go.mod'), 'utf8');
  }

  async #compiler(): Promise<string> {
    const needed = /^go (\d+)\.(\d+)/m.exec(await this.#manifest());
    const wanted = `Go ${needed?.[1] ?? ''}.${needed?.[2] ?? ''} or newer is needed to build the test control plane`;
    const found = await run('go', ['env', 'GOVERSION'], { cwd: this.directory, env: this.environment }).catch(
      (error: unknown) => {
        throw new Error(`${wanted}, and \`go env GOVERSION\` does not run: see https://go.dev/dl`, {
          cause: error,
        });
      },
    );
    const version = found.stdout.trim();
    const actual = /^go(\d+)\.(\d+)/.exec(version);
    const tooOld =
      Number(actual?.[1]) * 1000 + Number(actual?.[2]) < Number(needed?.[1]) * 1000 + Number(needed?.[2]);
    if (tooOld) throw new Error(`${wanted}; this is ${version}`);
    return version;
  }
}
