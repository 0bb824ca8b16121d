import type { ApiObject } from './objects.ts';
import { type Resource, apiVersionOf } from './resources.ts';

/** One version of one object. It is turned into text once, however many ask for it. */
export class Stored {
  readonly object: ApiObject;
  readonly version: number;
  readonly #head: string;
  #bare: string | undefined;
  #full: string | undefined;

  constructor(resource: Resource, object: ApiObject) {
    this.object = object;
    this.version = Number(object.metadata.resourceVersion);
    this.#head = `{"kind":"${resource.kind}","apiVersion":"${apiVersionOf(resource)}",`;
  }

  /** As an item of a list, which names neither kind nor apiVersion. */
  get bare(): string {
    return (this.#bare ??= JSON.stringify(this.object));
  }

  /** As an answer by itself. */
  get full(): string {
    return (this.#full ??= this.#head + this.bare.slice(1));
  }
}

/** What one write did to one object. At least one of both sides is there. */
export interface Change {
  readonly version: number;
  readonly key: string;
  readonly before: Stored | undefined;
  readonly after: Stored | undefined;
  /** The last state before a deletion, with the version of the deletion; for watches. */
  readonly gone: Stored | undefined;
}
