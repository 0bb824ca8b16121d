import {
  CoreV1Api,
  type KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1PodStatus,
} from '@kubernetes/client-node';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Exit, Process } from '../controlplane/process.ts';
import { commandLine, type Surroundings } from './command-line.ts';
import { Container, type RestartBackoff } from './container.ts';
import { podStatus } from './pod-status.ts';
import type { PodView } from './pod-view.ts';
import { Volumes } from './volumes.ts';

export interface LocalPodOptions {
  readonly kubeConfig: KubeConfig;
  /** The directory of the pod's volumes and logs. */
  readonly directory: string;
  readonly surroundings: Omit<Surroundings, 'mounts'>;
  readonly backoff: RestartBackoff;
}

const retryPause = 300;

/** A pod whose containers are processes of this machine. */
export class LocalPod {
  readonly address: string;
  readonly #core: CoreV1Api;
  readonly #options: LocalPodOptions;
  readonly #volumes: Volumes;
  #view: PodView;
  #containers: Container[] = [];
  #changed = false;
  #writing: Promise<void> | undefined;
  #ending: Promise<void> | undefined;
  #gone = false;

  constructor(view: PodView, options: LocalPodOptions) {
    this.#view = view;
    this.#options = options;
    this.address = options.surroundings.address;
    this.#core = options.kubeConfig.makeApiClient(CoreV1Api);
    this.#volumes = new Volumes(options.kubeConfig, view, join(options.directory, 'volumes'));
  }

  get view(): PodView {
    return this.#view;
  }

  /** Whether every container was ready in the last status. */
  get ready(): boolean {
    const containers = this.#view.source.status?.containerStatuses ?? [];
    return containers.length > 0 && containers.every(({ ready }) => ready);
  }

  /** The number of restarts in the last status. */
  get restarts(): number {
    const containers = this.#view.source.status?.containerStatuses ?? [];
    return containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
  }

  /** The process of the pod's only container; of the named one when there are several. */
  process(container?: string): Process {
    const index = container ? this.#view.containers.findIndex(({ name }) => name === container) : 0;
    const process = this.#containers[index]?.process;
    if (!process) throw new Error(`pod ${this.#view.name} has no process yet`);
    return process;
  }

  /** The output of the container, over all its restarts. */
  logs(container = this.#view.containers[0]?.name ?? ''): string {
    return readFileSync(this.#logFile(container), 'utf8');
  }

  /** Starts the containers; repeats until their volumes can be filled. */
  async start(): Promise<void> {
    mkdirSync(this.#options.directory, { recursive: true });
    await this.#untilDone(() => this.#prepare());
    if (this.#ending || this.#gone) return;
    for (const container of this.#containers) container.start();
  }

  /** Takes the present object from the API server. */
  update(view: PodView): void {
    this.#view = view;
    if (view.deletionGracePeriod !== null) this.#ending ??= this.#end(view.deletionGracePeriod * 1000);
  }

  /** The object is deleted or the kubelet ends: stops the processes and writes nothing more. */
  async abandon(grace: number): Promise<void> {
    this.#gone = true;
    this.#volumes.close();
    await Promise.all(this.#containers.map((container) => container.stop(grace)));
    await this.#writing;
  }

  async #prepare(): Promise<void> {
    try {
      await this.#volumes.open();
      this.#containers = this.#view.containers.map((spec) => this.#container(spec));
    } catch (error) {
      await this.#patchStatus({ reason: 'FailedToStart', message: reasonOf(error) });
      throw error;
    }
  }

  #container(spec: PodView['containers'][number]): Container {
    const surroundings = { ...this.#options.surroundings, mounts: this.#volumes.mounts(spec) };
    return new Container({
      spec,
      commandLine: commandLine(this.#view, spec, surroundings),
      address: this.address,
      logFile: this.#logFile(spec.name),
      cwd: surroundings.application,
      restart: (exit) => this.#restarts(exit),
      backoff: this.#options.backoff,
      gracePeriod: this.#view.gracePeriod,
      onChange: () => this.#write(),
    });
  }

  #restarts({ code }: Exit): boolean {
    if (this.#view.restartPolicy === 'OnFailure') return code !== 0;
    return this.#view.restartPolicy === 'Always';
  }

  #logFile(container: string): string {
    return join(this.#options.directory, `${container}.log`);
  }

  async #end(grace: number): Promise<void> {
    await Promise.all(this.#containers.map((container) => container.stop(grace)));
    await this.#writing;
    const { name, namespace, uid } = this.#view;
    const body = { gracePeriodSeconds: 0, preconditions: { uid } };
    await this.#untilDone(() => this.#core.deleteNamespacedPod({ name, namespace, body }));
    this.#volumes.close();
  }

  #write(): void {
    this.#changed = true;
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
  }

  async #writeAll(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      await this.#untilDone(() => this.#writeStatus());
    }
  }

  #writeStatus(): Promise<void> {
    const statuses = this.#containers.map((container) => container.status());
    return this.#patchStatus(podStatus(this.#view, this.address, statuses, new Date()));
  }

  async #patchStatus(status: V1PodStatus): Promise<void> {
    const { name, namespace, uid } = this.#view;
    const updated = await this.#core.patchNamespacedPodStatus(
      { name, namespace, body: { metadata: { uid }, status } },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
    this.#view = { ...this.#view, source: updated };
  }

  /** A kubelet retries until the pod is deleted. */
  async #untilDone(work: () => Promise<unknown>): Promise<void> {
    while (!this.#gone) {
      try {
        await work();
        return;
      } catch (error) {
        if (isGone(error)) return;
        appendFileSync(join(this.#options.directory, 'kubelet.log'), `${reasonOf(error)}\n`);
        await delay(retryPause);
      }
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 404 || error.code === 409);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
}
