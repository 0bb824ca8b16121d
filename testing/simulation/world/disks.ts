import type { PodObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Kube } from './kube.ts';

/** The disks of the pods that have one, and the controller that attaches them where their pods run. */
export class Disks {
  readonly #kube: Kube;
  readonly #engine: Engine;
  /** How long it takes to detach the disk of a pod that is gone. */
  readonly #detachMs: (pod: PodObject) => number;

  constructor(kube: Kube, engine: Engine, detachMs: (pod: PodObject) => number) {
    this.#kube = kube;
    this.#engine = engine;
    this.#detachMs = detachMs;
  }

  /** A pod was made, changed, or is gone. */
  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  noticePod(before: PodObject | undefined, after: PodObject | undefined): void {
    const pod = after ?? before;
    const node = pod?.spec?.nodeName;
    if (pod === undefined || node === undefined) return;
    const disks = claimsOf(pod).map((claim) => diskOf(claim));
    if (after !== undefined && before?.spec?.nodeName === undefined) {
      for (const disk of disks) this.#attach(disk, node);
    }
    if (after !== undefined) return;
    for (const disk of disks) this.#engine.after(this.#detachMs(pod), () => this.#detach(disk, node));
  }

  #attach(disk: string, node: string): void {
    this.#kube.create('attach-detach-controller', 'volumeattachments', {
      metadata: { name: nameOf(disk, node) },
      spec: {
        attacher: 'disk.csi.azure.com',
        nodeName: node,
        source: { persistentVolumeName: disk },
      },
    });
  }

  /** Unless a new pod of the same name uses it there by now. */
  #detach(disk: string, node: string): void {
    const isUsed = this.#kube
      .podsOn(node)
      .some((pod) => claimsOf(pod).some((claim) => diskOf(claim) === disk));
    if (isUsed) return;
    this.#kube.remove('attach-detach-controller', 'volumeattachments', {
      metadata: { name: nameOf(disk, node) },
    });
  }
}

/** Names of the claims of a pod. */
export function claimsOf({ spec }: PodObject): string[] {
  const volumes = (spec?.volumes ?? []) as readonly { persistentVolumeClaim?: { claimName: string } }[]; // as the world makes them
  return volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

/** Name of the volume that a claim is bound to. */
export function diskOf(claim: string): string {
  return `pv-${claim}`;
}

function nameOf(disk: string, node: string): string {
  return `csi-${disk}-${node}`;
}
