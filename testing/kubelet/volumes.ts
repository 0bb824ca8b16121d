import {
  CoreV1Api,
  type KubeConfig,
  type V1Container,
  type V1Volume,
  type V1VolumeProjection,
} from '@kubernetes/client-node';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PodView } from './pod-view.ts';

/** A token is replaced after this part of its lifetime, as by a kubelet. */
const tokenLife = 0.8;

/** Names the Secret or ConfigMap that fills a volume. */
interface Source {
  readonly name?: string | undefined;
  readonly optional?: boolean | undefined;
}

/** The volumes of one pod: a service account token bound to the pod, secrets, and scratch space. */
export class Volumes {
  readonly #core: CoreV1Api;
  readonly #pod: PodView;
  readonly #directory: string;
  readonly #renewals = new Set<NodeJS.Timeout>();

  constructor(kubeConfig: KubeConfig, pod: PodView, directory: string) {
    this.#core = kubeConfig.makeApiClient(CoreV1Api);
    this.#pod = pod;
    this.#directory = directory;
  }

  /** Writes the volumes, and renews tokens until `close()`. Throws when a source is missing. */
  async open(): Promise<void> {
    for (const volume of this.#pod.volumes) await this.#write(volume);
  }

  /** Path in the container to path on this machine. */
  mounts(container: V1Container): ReadonlyMap<string, string> {
    const mounts = container.volumeMounts ?? [];
    return new Map(
      mounts.map((mount) => [mount.mountPath, join(this.#path(mount.name), mount.subPath ?? '')]),
    );
  }

  close(): void {
    for (const timer of this.#renewals) clearTimeout(timer);
  }

  #path(volume: string): string {
    return join(this.#directory, volume);
  }

  async #write({ name, secret, configMap, projected }: V1Volume): Promise<void> {
    const path = this.#path(name);
    await mkdir(path, { recursive: true });
    if (secret) await this.#writeSecret(path, { name: secret.secretName, optional: secret.optional });
    if (configMap) await this.#writeConfigMap(path, configMap);
    for (const source of projected?.sources ?? []) await this.#writeSource(path, source);
  }

  async #writeSource(path: string, source: V1VolumeProjection): Promise<void> {
    const token = source.serviceAccountToken;
    if (token)
      await this.#writeToken(join(path, token.path), token.expirationSeconds ?? 3600, token.audience);
    if (source.secret) await this.#writeSecret(path, source.secret);
    if (source.configMap) await this.#writeConfigMap(path, source.configMap);
    for (const item of source.downwardAPI?.items ?? []) {
      if (item.fieldRef?.fieldPath !== 'metadata.namespace') continue;
      await replaceFile(join(path, item.path), this.#pod.namespace);
    }
  }

  async #writeSecret(path: string, { name = '', optional }: Source): Promise<void> {
    const request = this.#core.readNamespacedSecret({ name, namespace: this.#pod.namespace });
    const { data } = optional ? await request.catch(nothing) : await request;
    for (const [key, value] of Object.entries(data ?? {})) {
      await replaceFile(join(path, key), Buffer.from(value, 'base64'));
    }
  }

  async #writeConfigMap(path: string, { name = '', optional }: Source): Promise<void> {
    const request = this.#core.readNamespacedConfigMap({ name, namespace: this.#pod.namespace });
    const { data } = optional ? await request.catch(nothing) : await request;
    for (const [key, value] of Object.entries(data ?? {})) await replaceFile(join(path, key), value);
  }

  async #writeToken(file: string, expirationSeconds: number, audience?: string): Promise<void> {
    const { name, namespace, uid, serviceAccount } = this.#pod;
    const { status } = await this.#core.createNamespacedServiceAccountToken({
      name: serviceAccount,
      namespace,
      body: {
        spec: {
          audiences: audience ? [audience] : [],
          expirationSeconds,
          boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid },
        },
      },
    });
    if (!status?.token) throw new Error(`no token came for service account ${namespace}/${serviceAccount}`);
    await replaceFile(file, status.token);
    this.#renewLater(file, expirationSeconds, audience);
  }

  #renewLater(file: string, expirationSeconds: number, audience?: string): void {
    const timer = setTimeout(
      () => {
        this.#renewals.delete(timer);
        this.#writeToken(file, expirationSeconds, audience).catch(() => this.#renewLater(file, 30, audience));
      },
      expirationSeconds * tokenLife * 1000,
    );
    timer.unref();
    this.#renewals.add(timer);
  }
}

function nothing(): { data?: Record<string, string> } {
  return {};
}

/** Replaces the content atomically: a reader sees the old or the new content. */
async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
