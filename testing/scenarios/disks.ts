import {
  PatchStrategy,
  setHeaderOptions,
  StorageV1Api,
  type V1VolumeAttachment,
} from '@kubernetes/client-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../controlplane/index.ts';

/** Class of the disks, and of the claims that may have them; nothing else stands behind that name. */
const storageClass = 'disks';
/** A disk takes so long to leave a node. */
const detachMs = 1_000;
const pauseMs = 100;
const finalizer = 'external-attacher/disk-csi-azure-com';
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** Marks a Node as one to which the controllers of the cluster attach disks; a kubelet does that itself. */
export const attachable = { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' };

/** So many disks that one node at a time can hold. */
export function disks(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `disk-${index}` },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      csi: { driver: 'disk.csi.azure.com', volumeHandle: `disk-${index}` },
    },
  }));
}

/** What a StatefulSet says to have one disk for each of its pods. */
export const diskClaims = [
  {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      resources: { requests: { storage: '1Gi' } },
    },
  },
];

/** The Nodes to which disks are attached, one entry for each disk. */
export async function attachedTo({ kubeConfig }: ControlPlane): Promise<string[]> {
  const { items } = await kubeConfig.makeApiClient(StorageV1Api).listVolumeAttachment();
  return items.map(({ spec }) => spec.nodeName);
}

/** Stands in for the part of the disks' driver that attaches and detaches: it says so, and takes its time to detach. */
export class DiskAttacher {
  readonly #storage: StorageV1Api;
  #stopped = false;
  readonly #working: Promise<void>;

  constructor({ kubeConfig }: ControlPlane) {
    this.#storage = kubeConfig.makeApiClient(StorageV1Api);
    this.#working = this.#work();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      // A conflict, one that is gone, or a control plane that is: the next look tells, if there is one.
      await this.#look().catch(() => undefined);
      await sleep(pauseMs);
    }
  }

  async #look(): Promise<void> {
    const { items } = await this.#storage.listVolumeAttachment();
    for (const attachment of items) await this.#serve(attachment);
  }

  async #serve({ metadata = {}, status }: V1VolumeAttachment): Promise<void> {
    const { deletionTimestamp, finalizers, name = '' } = metadata;
    if (deletionTimestamp === undefined) {
      if (status?.attached === true) return;
      await this.#patch(name, { metadata: { finalizers: [finalizer] } });
      const body = { status: { attached: true } };
      await this.#storage.patchVolumeAttachmentStatus({ name, body }, mergePatch);
    } else if (finalizers !== undefined && Date.now() - deletionTimestamp.getTime() >= detachMs) {
      await this.#patch(name, { metadata: { finalizers: null } });
    }
  }

  async #patch(name: string, body: object): Promise<void> {
    await this.#storage.patchVolumeAttachment({ name, body }, mergePatch);
  }
}
