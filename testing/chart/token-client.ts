import { once } from 'node:events';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import type { ControlPlane } from '../controlplane/index.ts';

/** What the API server said; `message` is that of a Status, else empty. */
export interface Reply {
  readonly code: number;
  readonly message: string;
}

export interface Attempt {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the API server, with the query. */
  readonly path: string;
  readonly body?: object;
  /** Of a patch. Default: a JSON merge patch. */
  readonly type?: 'application/json-patch+json' | 'application/strategic-merge-patch+json';
}

/** Sends bare requests with a token, as whoever stole it would: kubectl would read an object before it patches it. */
export class TokenClient {
  readonly #controlPlane: ControlPlane;
  readonly #token: string;

  constructor(controlPlane: ControlPlane, token: string) {
    this.#controlPlane = controlPlane;
    this.#token = token;
  }

  async send({ method = 'PATCH', path, body, type }: Attempt): Promise<Reply> {
    const content = body === undefined ? '' : JSON.stringify(body);
    const patchType = type ?? 'application/merge-patch+json';
    const outgoing = request(`${this.#controlPlane.server}${path}`, {
      method,
      ca: Buffer.from(this.#controlPlane.caData, 'base64'),
      headers: {
        authorization: `Bearer ${this.#token}`,
        // Node would send the body of a DELETE without saying how long it is.
        'content-length': Buffer.byteLength(content),
        'content-type': method === 'PATCH' ? patchType : 'application/json',
      },
    });
    outgoing.end(content);
    // The event 'response' has this one argument.
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const answer = JSON.parse(await text(response)) as { kind?: string; message?: string };
    return {
      code: response.statusCode ?? 0,
      message: answer.kind === 'Status' ? (answer.message ?? '') : '',
    };
  }
}
