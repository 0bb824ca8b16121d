import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { BuildProgress, duration } from './build-progress.ts';
import { GoModule } from './go-module.ts';
import { KubernetesModules } from './kubernetes-modules.ts';
import { withLock } from './lock.ts';
import { Process } from './process.ts';

/** What is built, from which Go module under tools/ and which package. */
const packages = {
  etcd: { module: 'kubernetes', path: 'go.etcd.io/etcd/server/v3' },
  'kube-apiserver': { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  'kube-controller-manager': { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kube-controller-manager' },
  'kube-scheduler': { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kube-scheduler' },
  kubectl: { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kubectl' },
  kubelet: { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kubelet' },
  'kube-proxy': { module: 'kubernetes', path: 'k8s.io/kubernetes/cmd/kube-proxy' },
  containerd: { module: 'containerd', path: 'github.com/containerd/containerd/v2/cmd/containerd' },
  'containerd-shim-runc-v2': {
    module: 'containerd',
    path: 'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
  },
  ctr: { module: 'containerd', path: 'github.com/containerd/containerd/v2/cmd/ctr' },
  kwok: { module: 'kwok', path: 'sigs.k8s.io/kwok/cmd/kwok' },
  helm: { module: 'helm', path: 'helm.sh/helm/v4/cmd/helm' },
} as const;

export type Tool = keyof typeof packages;
type ModuleName = (typeof packages)[Tool]['module'];

/** The tools of a control plane, ordered for the fastest build. */
export const allTools: readonly Tool[] = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'etcd',
  'kwok',
  'helm',
];

/** Further tools of a real node, for testing/realnode only. */
export const nodeTools: readonly Tool[] = [
  'kubelet',
  'kube-proxy',
  'containerd',
  'containerd-shim-runc-v2',
  'ctr',
];

const buildTimeout = 60 * 60 * 1000;
const clearLine = '\r\u001B[K';

export interface ToolboxOptions {
  /** The directory of the binaries, in subdirectories named by a hash of their inputs. */
  readonly cache: string;
  /** A directory with ready kube-apiserver, etcd and kubectl, as controller-runtime's envtest lays them out. */
  readonly assets?: string | undefined;
  /** The version of Kubernetes, such as `1.32.13`; `assets` are ignored then. Default: the newest supported. */
  readonly kubernetes?: string | undefined;
  /** Receives progress, one line per call. */
  readonly say: (line: string) => void;
  /** Shows temporary progress in place of the last. Default: a line every 30 s. */
  readonly show?: ((text: string) => void) | undefined;
  /** The environment for the Go command: PATH, HOME, proxies and the like. */
  readonly environment: NodeJS.ProcessEnv;
}

/** The binaries of the control plane, built from source on first use. */
export class Toolbox {
  readonly #options: ToolboxOptions;
  readonly #directories = new Map<string, Promise<string>>();

  constructor(options: ToolboxOptions) {
    this.#options = options;
  }

  /** Uses KUBERNETES_VERSION, KUBEBUILDER_ASSETS and XDG_CACHE_HOME; prints progress on stderr. */
  static fromEnvironment(environment: NodeJS.ProcessEnv = process.env): Toolbox {
    return new Toolbox({
      cache: join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mechanic'),
      assets: environment.KUBEBUILDER_ASSETS,
      kubernetes: environment.KUBERNETES_VERSION,
      say: (line) => void process.stderr.write(`${process.stderr.isTTY ? clearLine : ''}${line}\n`),
      show: process.stderr.isTTY ? (text) => void process.stderr.write(`${clearLine}${text}`) : undefined,
      environment,
    });
  }

  /** Those of these tools that are not built yet. */
  async missing(tools: readonly Tool[]): Promise<Tool[]> {
    const built = await Promise.all(
      tools.map(async (tool) => this.#ready(tool) !== undefined || existsSync(await this.#binary(tool))),
    );
    return tools.filter((_, i) => built[i] !== true);
  }

  /** Path of the binary; builds it if it is missing. */
  async path(tool: Tool): Promise<string> {
    const ready = this.#ready(tool);
    if (ready !== undefined) return ready;
    const binary = await this.#binary(tool);
    if (existsSync(binary)) return binary;
    // One build at a time on this machine, because a Go build uses every processor.
    return withLock(
      join(this.#options.cache, 'build.lock'),
      () => this.#options.say(`${tool}: waiting for another build to end`),
      async () => {
        if (!existsSync(binary)) await this.#build(tool, binary);
        return binary;
      },
    );
  }

  #ready(tool: Tool): string | undefined {
    const { assets, kubernetes } = this.#options;
    if (assets === undefined || kubernetes !== undefined) return undefined;
    const ready = join(assets, tool);
    return existsSync(ready) ? ready : undefined;
  }

  async #binary(tool: Tool): Promise<string> {
    return join(await this.#directory(packages[tool].module), 'bin', tool);
  }

  #directory(name: ModuleName): Promise<string> {
    const known = this.#directories.get(name);
    if (known) return known;
    const directory = this.#module(name)
      .then((module) => module.fingerprint())
      .then((hash) => join(this.#options.cache, hash));
    this.#directories.set(name, directory);
    return directory;
  }

  async #module(name: ModuleName): Promise<GoModule> {
    const { cache, environment, kubernetes } = this.#options;
    const directory =
      name === 'kubernetes'
        ? await new KubernetesModules(cache, environment).directory(kubernetes)
        : join(import.meta.dirname, 'tools', name);
    return new GoModule(directory, environment);
  }

  async #build(tool: Tool, binary: string): Promise<void> {
    const started = performance.now();
    this.#options.say(`${tool}: building from source, kept in ${dirname(binary)}`);
    await mkdir(dirname(binary), { recursive: true });
    const unfinished = `${binary}.${process.pid}`;
    try {
      await this.#compile(tool, unfinished, join(dirname(dirname(binary)), `${tool}.log`));
      await rename(unfinished, binary);
    } finally {
      await rm(unfinished, { force: true });
    }
    this.#options.say(`${tool}: built in ${duration(performance.now() - started)}`);
  }

  async #compile(tool: Tool, output: string, logFile: string): Promise<void> {
    const module = await this.#module(packages[tool].module);
    const progress = new BuildProgress(
      await module.packagesToCompile(packages[tool].path),
      performance.now(),
    );
    await rm(logFile, { force: true });
    const go = Process.start({
      name: `go build of ${tool}`,
      command: 'go',
      args: ['build', '-v', ...(await module.buildFlags()), '-o', output, packages[tool].path],
      cwd: module.directory,
      env: module.environment,
      logFile,
    });
    const { show, say } = this.#options;
    const tell = show ?? ((text: string) => say(`still building ${text}`));
    const telling = setInterval(
      () => tell(`${tool} ${progress.describe(go.log(), performance.now())}`),
      show ? 500 : 30_000,
    );
    try {
      await go.succeed({ timeout: buildTimeout, interval: 200 });
    } finally {
      clearInterval(telling);
      await go.stop();
    }
  }
}
