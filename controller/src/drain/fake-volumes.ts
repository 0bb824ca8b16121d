import type { ApiFailure } from '../cluster/failure.ts';
import type { Answer } from '../cluster/answer.ts';
import type { AttachmentWatch, VolumeSource } from './ports.ts';

/** Volumes and claims, as an API server would show them. */
export class FakeVolumes implements VolumeSource {
  /** How many attachment watches were begun, and how many still run. */
  readonly attachmentWatches = { begun: 0, running: 0 };
  attachmentState: AttachmentWatch['state'] = 'known';
  /** Volume of each claim, by namespace/name; a failure is returned as the answer. */
  readonly claims = new Map<string, string | ApiFailure>();
  claimsAskedFor = 0;
  readonly #attached = new Map<string, readonly string[]>();
  readonly #listeners = new Set<() => void>();

  /** From now on exactly these volumes are attached to the node. */
  attach(node: string, ...volumes: readonly string[]): void {
    this.#attached.set(node, volumes);
    for (const listener of this.#listeners) listener();
  }

  watchAttachments(onChange: () => void): AttachmentWatch {
    this.attachmentWatches.begun += 1;
    this.attachmentWatches.running += 1;
    this.#listeners.add(onChange);
    const state = (): AttachmentWatch['state'] => this.attachmentState;
    return {
      get state(): AttachmentWatch['state'] {
        return state();
      },
      volumesOn: (node) => this.#attached.get(node) ?? [],
      stop: () => {
        if (this.#listeners.delete(onChange)) this.attachmentWatches.running -= 1;
      },
    };
  }

  claim(namespace: string, name: string): Promise<Answer<string | null>> {
    this.claimsAskedFor += 1;
    const found = this.claims.get(`${namespace}/${name}`);
    if (typeof found === 'string') return Promise.resolve({ ok: true, value: found });
    const missing = { code: 404, reason: 'NotFound', message: 'not found', causes: [] };
    return Promise.resolve({ ok: false, failure: found ?? missing });
  }
}
