import type { KubeClient } from './client.ts';

/** A permission to check; without a namespace it means all namespaces. */
export interface Access {
  readonly verb: string;
  /** API group; empty for the core. */
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
}

/** Asks the API server what this controller may do. Every authenticated user may ask this about itself. */
export class AccessReviews {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  /** null: no answer, or an uncertain one. Does not throw. */
  async allowed(access: Access): Promise<boolean | null> {
    const body = { spec: { resourceAttributes: { ...access } } };
    try {
      const { status } = await this.#client.authorization.createSelfSubjectAccessReview({ body });
      if (status === undefined) return null;
      return !status.allowed && status.evaluationError !== undefined ? null : status.allowed;
    } catch {
      // No caller waits for the answer, and callers ask again.
      return null;
    }
  }
}
