import { type ApiObject, type ObjectView, identity } from '../decide/views/objects.ts';
import { type CacheContext, ResourceCache } from './resource-cache.ts';

/** The fields that are read of a VolumeAttachment. */
export interface AttachmentObject extends ApiObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly source?: { readonly persistentVolumeName?: string };
  };
}

/** A volume that is attached to a node, is being attached, or is not yet detached. */
export interface AttachmentView extends ObjectView {
  readonly nodeName: string;
  /** Name of the PersistentVolume; empty for an inline volume of a pod. */
  readonly volume: string;
}

export function attachmentView({ metadata = {}, spec = {} }: AttachmentObject): AttachmentView {
  return {
    ...identity(metadata),
    nodeName: spec.nodeName ?? '',
    volume: spec.source?.persistentVolumeName ?? '',
  };
}

/** Watches all VolumeAttachments of the cluster while somebody waits for one to go: the API cannot list them by node. */
export class AttachmentWatch {
  readonly #cache: ResourceCache<AttachmentObject, AttachmentView>;
  readonly #ending = new AbortController();
  readonly #onRefusal: () => void;
  #refused = false;

  /** Starts at once; ends with stop(). Calls `onChange` when `state` or `volumesOn` may have changed. */
  constructor(context: CacheContext, onChange: () => void) {
    this.#onRefusal = onChange;
    const onRestart: CacheContext['onRestart'] = (restart) => {
      context.onRestart?.(restart);
      if (restart.reason === 'refused') this.#giveUp();
    };
    this.#cache = new ResourceCache(
      { ...context, onRestart },
      {
        resource: 'volumeattachments',
        path: '/apis/storage.k8s.io/v1/volumeattachments',
        view: attachmentView,
      },
    );
    this.#cache.onChange(onChange);
    void this.#cache.run(this.#ending.signal);
  }

  /** `refused`: this controller may not read attachments, and has stopped trying. */
  get state(): 'looking' | 'known' | 'refused' {
    if (this.#refused) return 'refused';
    return this.#cache.synced ? 'known' : 'looking';
  }

  /** Names of the PersistentVolumes that are attached to a node. */
  volumesOn(nodeName: string): string[] {
    const own = this.#cache.values().filter((one) => one.nodeName === nodeName && one.volume !== '');
    return [...new Set(own.map(({ volume }) => volume))].sort();
  }

  stop(): void {
    this.#ending.abort();
  }

  #giveUp(): void {
    this.#refused = true;
    this.stop();
    this.#onRefusal();
  }
}
