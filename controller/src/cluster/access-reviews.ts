import type { KubeClient } from './client.ts';

/** Something that may be allowed or not; without a namespace in every one. */
export interface Access {
  readonly verb: string;
  /** API group; empty for the core. */
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
}

/** Asks the API server what this controller may do. Every authenticated user may ask that about itself. */
export class AccessReviews {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  /** null: there was no answer, or none that is sure. Does not throw. */
  async allowed(access: Access): Promise<boolean | null> {
    const body = { spec: { resourceAttributes: { ...access } } };
    try {
      const { status } = await this.#client.authorization.createSelfSubjectAccessReview({ body });
      if (status === undefined) return null;
      return !status.allowed && status.evaluationError !== undefined ? null : status.allowed;
    } catch {
      // Nothing waits for it, and whoever asked asks again.
      return null;
    }
  }
}
