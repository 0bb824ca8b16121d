import { CoreV1Api, type Informer, type KubeConfig, makeInformer, type V1Pod } from '@kubernetes/client-node';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RestartBackoff } from './container.ts';
import { LocalPod } from './local-pod.ts';
import { type PodView, podView } from './pod-view.ts';

export interface KubeletOptions {
  /** The kubeconfig of a cluster admin: this kubelet acts for all nodes. */
  readonly kubeConfig: KubeConfig;
  /** The directory for volumes and logs, one subdirectory per pod. */
  readonly directory: string;
  /** Which pods to run. Default: the pods of mechanic. */
  readonly labelSelector?: string;
  /** Default 100 ms to 2 s. */
  readonly backoff?: RestartBackoff;
  /** The directory for /app in the images, or in this image. Default: this repository. */
  readonly application?: string | ((image: string) => string);
  /** The program for `node` in the images. Default: the Node.js of this process. */
  readonly node?: string;
}

const repository = join(import.meta.dirname, '..', '..');

/**
 * Runs pods of any node as local processes and writes their status to the API server, so that the programs of a chart
 * really run. All other pods are left to kwok.
 */
export class LocalKubelet {
  readonly #options: KubeletOptions;
  readonly #informer: Informer<V1Pod>;
  readonly #pods = new Map<string, LocalPod>();
  readonly #apiServer: { readonly host: string; readonly port: string };
  #addresses = 0;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: KubeletOptions) {
    this.#options = options;
    const server = new URL(options.kubeConfig.getCurrentCluster()?.server ?? '');
    this.#apiServer = { host: server.hostname, port: server.port };
    const core = options.kubeConfig.makeApiClient(CoreV1Api);
    const labelSelector = options.labelSelector ?? 'app.kubernetes.io/name=mechanic';
    this.#informer = makeInformer(
      options.kubeConfig,
      '/api/v1/pods',
      () => core.listPodForAllNamespaces({ labelSelector }),
      labelSelector,
    );
  }

  async start(): Promise<void> {
    this.#informer.on('add', (pod) => this.#see(pod));
    this.#informer.on('update', (pod) => this.#see(pod));
    this.#informer.on('delete', (pod) => this.#forget(pod));
    this.#informer.on('error', () => {
      if (this.#stopped) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => void this.#informer.start(), 200);
    });
    await this.#informer.start();
  }

  /** Ends every process; the pods stay in the API server as they are. */
  async stop(grace = 2_000): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#informer.stop();
    await Promise.all([...this.#pods.values()].map((pod) => pod.abandon(grace)));
    this.#pods.clear();
  }

  /** Every pod with a process here, including terminating ones. */
  pods(): readonly LocalPod[] {
    return [...this.#pods.values()];
  }

  /** The pod with this name. Throws when it does not exist here. */
  pod(name: string): LocalPod {
    const pod = this.pods().find(({ view }) => view.name === name);
    if (!pod) throw new Error(`pod ${name} does not run here`);
    return pod;
  }

  #see(pod: V1Pod): void {
    const view = podView(pod);
    if (!view || this.#stopped) return;
    const known = this.#pods.get(view.uid);
    if (known) known.update(view);
    else this.#run(view);
  }

  #run(view: PodView): void {
    const pod = new LocalPod(view, {
      kubeConfig: this.#options.kubeConfig,
      directory: this.#directory(view),
      surroundings: {
        address: this.#nextAddress(),
        apiServer: this.#apiServer,
        application: this.#application(view.containers[0]?.image ?? ''),
        node: this.#options.node ?? process.execPath,
      },
      backoff: this.#options.backoff ?? { initial: 100, max: 2_000 },
    });
    this.#pods.set(view.uid, pod);
    pod.update(view);
    void pod.start();
  }

  #application(image: string): string {
    const { application = repository } = this.#options;
    return typeof application === 'string' ? application : application(image);
  }

  #forget(pod: V1Pod): void {
    const uid = pod.metadata?.uid ?? '';
    const known = this.#pods.get(uid);
    this.#pods.delete(uid);
    // The object was force-deleted: a kubelet kills the remaining processes.
    void known?.abandon(0);
  }

  #directory({ namespace, name, uid }: PodView): string {
    const directory = join(this.#options.directory, `${namespace}_${name}_${uid}`);
    mkdirSync(directory, { recursive: true });
    return directory;
  }

  // Any address in 127/8 is local. The port of the API server separates clusters that run at the same time.
  #nextAddress(): string {
    const port = Number(this.#apiServer.port);
    this.#addresses = (this.#addresses % 254) + 1;
    return `127.${port >> 8}.${port & 255}.${this.#addresses}`;
  }
}
