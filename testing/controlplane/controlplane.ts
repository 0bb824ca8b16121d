import type { KubeConfig } from '@kubernetes/client-node';
import { rm } from 'node:fs/promises';
import { AuditLog } from './audit.ts';
import type { Authority } from './authority.ts';
import { Cluster } from './cluster.ts';
import { runCommand } from './commands.ts';
import { compactEtcd } from './compaction.ts';
import { type Component, type ComponentSettings, allComponents, componentArgs } from './components.ts';
import { isHealthy } from './health.ts';
import { kubeConfig } from './kubeconfig.ts';
import { Layout } from './layout.ts';
import { Port } from './port.ts';
import { Process } from './process.ts';
import { Toolbox } from './tools.ts';

export interface ControlPlaneOptions {
  /** The components besides etcd and kube-apiserver. Default: all. */
  readonly components?: readonly Exclude<Component, 'etcd' | 'kube-apiserver'>[];
  /** The address on which the API server listens, for nodes that cannot reach loopback. Default 127.0.0.1. */
  readonly address?: string;
  /** Whether the API server writes an audit log. Default true. */
  readonly audit?: boolean;
  /** More command line flags; they come last, so they override the defaults. */
  readonly flags?: Partial<Readonly<Record<Component, readonly string[]>>>;
  /** Paths of more files with Stage documents for kwok. */
  readonly stages?: readonly string[];
  /** Keep the data directory with its logs after stop(), until another control plane starts. Default false. */
  readonly keepData?: boolean;
  /** Where the binaries come from. Default: `Toolbox.fromEnvironment()`. */
  readonly tools?: Toolbox;
}

const stopGrace = 3_000;
const startTimeout = { timeout: 120_000, interval: 30 };

/**
 * A real Kubernetes control plane of local processes: etcd, kube-apiserver, kube-controller-manager, kube-scheduler,
 * and kwok, which plays the kubelets. It listens on loopback only, and cannot outlive this process.
 */
export class ControlPlane {
  readonly tools: Toolbox;
  /** https://address:port */
  readonly server: string;
  /** The API server's root certificate, PEM in base64, as a kubeconfig holds it. */
  readonly caData: string;
  /** Path of a kubeconfig of a cluster admin. */
  readonly kubeconfigPath: string;
  /** The kubeconfig for @kubernetes/client-node. */
  readonly kubeConfig: KubeConfig;
  /** Issues certificates that clients of this control plane trust, e.g. for a proxy before the API server. */
  readonly authority: Authority;
  /** Every request that the API server answered. Reading it fails when `audit` is false. */
  readonly auditLog: AuditLog;
  /** The actions and queries of tests on the cluster. */
  readonly cluster: Cluster;
  readonly dataDir: string;
  readonly logsDir: string;

  readonly #options: ControlPlaneOptions;
  readonly #layout: Layout;
  readonly #ports: readonly Port[];
  readonly #settings: ComponentSettings;
  readonly #processes = new Map<Component, Process>();

  private constructor(options: ControlPlaneOptions, layout: Layout, etcd: Port, apiServer: Port) {
    this.tools = options.tools ?? Toolbox.fromEnvironment();
    this.server = layout.server;
    this.caData = layout.access('admin').caData;
    this.kubeconfigPath = layout.kubeconfig('admin');
    this.kubeConfig = kubeConfig(layout.access('admin'));
    this.authority = layout.authority;
    this.auditLog = new AuditLog(layout.file('audit.log'));
    this.cluster = new Cluster(this.kubeConfig);
    this.dataDir = layout.root;
    this.logsDir = layout.logs;
    this.#options = options;
    this.#layout = layout;
    this.#ports = [etcd, apiServer];
    this.#settings = {
      etcdPort: etcd.number,
      apiServerPort: apiServer.number,
      address: options.address ?? '127.0.0.1',
      audit: options.audit ?? true,
      stages: options.stages ?? [],
    };
  }

  /** Starts everything; returns when pods can be created. After a failure nothing is left running. */
  static async start(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const etcd = await Port.reserve();
    const apiServer = await Port.reserve();
    const controlPlane = new ControlPlane(
      options,
      await Layout.create(apiServer.number, options.address),
      etcd,
      apiServer,
    );
    try {
      await controlPlane.#startAll();
      return controlPlane;
    } catch (error) {
      await controlPlane.stop();
      throw error;
    }
  }

  /** Runs kubectl as cluster admin, e.g. `kubectl(['apply', '-f', '-'], manifest)`; returns its stdout. */
  async kubectl(args: readonly string[], input?: string): Promise<string> {
    return runCommand({ command: await this.tools.path('kubectl'), args, env: this.#commandEnv(), input });
  }

  /** Runs helm as cluster admin; returns its stdout. Its caches and settings are those of this control plane. */
  async helm(args: readonly string[], input?: string): Promise<string> {
    return runCommand({ command: await this.tools.path('helm'), args, env: this.#commandEnv(), input });
  }

  /** A component that runs, e.g. to pause it with SIGSTOP or to read its log. */
  process(component: Component): Process {
    const process = this.#processes.get(component);
    if (!process) throw new Error(`${component} is not part of this control plane`);
    return process;
  }

  /** Ends the API server; etcd keeps the data. */
  async stopApiServer(): Promise<void> {
    await this.process('kube-apiserver').stop(stopGrace);
  }

  /** Starts the API server again, on the same port; returns when it is ready. */
  async startApiServer(): Promise<void> {
    const process = await this.#launch('kube-apiserver');
    const credentials = {
      ca: this.authority.certificate,
      headers: { authorization: `Bearer ${this.#layout.tokens.admin}` },
    };
    await process.waitUntil('is ready', () => isHealthy(`${this.server}/readyz`, credentials), startTimeout);
  }

  /** Stops the API server from answering while connections stay open, until `resumeApiServer()`. */
  pauseApiServer(): void {
    this.process('kube-apiserver').signal('SIGSTOP');
  }

  resumeApiServer(): void {
    this.process('kube-apiserver').signal('SIGCONT');
  }

  /** Compacts etcd. The API server loses its own in-memory history when it restarts. */
  compact(): Promise<void> {
    return compactEtcd(`http://127.0.0.1:${this.#settings.etcdPort}`);
  }

  /** Ends every process, clients first, frees the ports and removes the data directory. Safe to call twice. */
  async stop(): Promise<void> {
    for (const component of allComponents.toReversed()) {
      const process = this.#processes.get(component);
      process?.signal('SIGCONT');
      await process?.stop(stopGrace);
    }
    await Promise.all(this.#ports.map((port) => port.release()));
    if (!this.#options.keepData) await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #startAll(): Promise<void> {
    const wanted = allComponents.filter((component) => this.#wants(component));
    // Before the components start, because a build may take minutes.
    for (const component of wanted) await this.tools.path(component);
    const etcd = await this.#launch('etcd');
    const health = `http://127.0.0.1:${this.#settings.etcdPort}/health`;
    await etcd.waitUntil('is healthy', () => isHealthy(health), startTimeout);
    await this.startApiServer();
    for (const component of wanted) if (!this.#processes.has(component)) await this.#launch(component);
    if (this.#wants('kube-controller-manager')) await this.#defaultServiceAccount();
  }

  // Pods are refused until their namespace has its service account.
  async #defaultServiceAccount(): Promise<void> {
    const find = (): Promise<unknown> =>
      this.cluster.core.readNamespacedServiceAccount({ name: 'default', namespace: 'default' });
    await this.process('kube-controller-manager').waitUntil(
      'makes the first service account',
      find,
      startTimeout,
    );
  }

  #commandEnv(): Record<string, string> {
    return { PATH: process.env.PATH ?? '', HOME: this.dataDir, KUBECONFIG: this.kubeconfigPath };
  }

  #wants(component: Component): boolean {
    if (component === 'etcd' || component === 'kube-apiserver') return true;
    return this.#options.components?.includes(component) ?? true;
  }

  async #launch(component: Component): Promise<Process> {
    if (this.#processes.get(component)?.running) throw new Error(`${component} runs already`);
    const process = Process.start({
      name: component,
      command: await this.tools.path(component),
      args: [
        ...componentArgs(component, this.#layout, this.#settings),
        ...(this.#options.flags?.[component] ?? []),
      ],
      cwd: this.dataDir,
      logFile: this.#layout.log(component),
    });
    this.#processes.set(component, process);
    return process;
  }
}
