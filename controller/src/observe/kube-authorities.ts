import type { KubeClient } from '../cluster/client.ts';
import type { Authorities, Identity } from './access.ts';

const timeoutMs = 5_000;

/** Asks the API server by TokenReview and SubjectAccessReview. */
export class KubeAuthorities implements Authorities {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  async whoIs(token: string): Promise<Identity | null> {
    const { authentication } = this.#client;
    const body = { spec: { token } };
    const { status } = await authentication.createTokenReview({ body }, this.#client.within(timeoutMs));
    if (status?.authenticated !== true) return null;
    const { username = '', uid = '', groups = [], extra = {} } = status.user ?? {};
    return { username, uid, groups, extra };
  }

  async mayGet({ username, uid, groups, extra }: Identity, path: string): Promise<boolean> {
    const { authorization } = this.#client;
    const body = {
      spec: {
        user: username,
        uid,
        groups: [...groups],
        extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])),
        nonResourceAttributes: { path, verb: 'get' },
      },
    };
    const { status } = await authorization.createSubjectAccessReview(
      { body },
      this.#client.within(timeoutMs),
    );
    return status?.allowed === true && status.denied !== true;
  }
}
