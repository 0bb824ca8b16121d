import {
  PatchStrategy,
  setHeaderOptions,
  StorageV1Api,
  type V1VolumeAttachment,
} from '@kubernetes/client-node';
import type { ControlPlane } from '../controlplane/index.ts';
import { Repetition } from './repetition.ts';

/** StorageClass of the disks and their claims; no real provisioner has this name. */
const storageClass = 'disks';
/** Time to detach a disk. */
const detachMs = 1_000;
const finalizer = 'external-attacher/disk-csi-azure-com';
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** Marks a Node to which the controllers of the cluster attach disks; a kubelet sets this itself. */
export const attachable = { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' };

/** Creates disks that only one node can use at a time. */
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

/** The volume claim of a StatefulSet with one disk per pod. */
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

/** The Nodes to which disks are attached, one entry per disk. */
export async function attachedTo({ kubeConfig }: ControlPlane): Promise<string[]> {
  const { items } = await kubeConfig.makeApiClient(StorageV1Api).listVolumeAttachment();
  return items.map(({ spec }) => spec.nodeName);
}

/** Simulates the attacher of the disk driver: it reports attached disks, and takes its time to detach. */
export class DiskAttacher {
  readonly #storage: StorageV1Api;
  readonly #work: Repetition;

  constructor({ kubeConfig }: ControlPlane) {
    this.#storage = kubeConfig.makeApiClient(StorageV1Api);
    // A conflict, a missing object, or a stopped control plane: the next run tries again, if there is one.
    this.#work = new Repetition(() => this.#look().catch(() => undefined));
  }

  stop(): Promise<void> {
    return this.#work.stop();
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
