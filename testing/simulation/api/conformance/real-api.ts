import type { KubeConfig } from '@kubernetes/client-node';
import { ApiException } from '@kubernetes/client-node';
import { systemClock } from '@mechanic/contract/clock';
import { Connection } from '../../../../controller/src/cluster/connection.ts';
import type { ApiRequest, ApiResponse } from '../http.ts';

const TIMEOUT_MS = 30_000;

/** A watch of the real API server, and what it has said so far. */
export interface RealWatch {
  /** The answer when it was refused. */
  readonly refusal: ApiResponse | undefined;
  readonly lines: readonly string[];
  ended(): boolean;
  close(): void;
}

/** The real API server, asked in the words of the model. */
export class RealApi {
  readonly #connection: Connection;

  constructor(kubeConfig: KubeConfig) {
    this.#connection = new Connection({ kubeConfig, clock: systemClock });
  }

  /** Which Kubernetes it is: 37 for 1.37.2. */
  async minor(): Promise<number> {
    const request = {
      method: 'GET',
      path: '/version',
      query: {},
      contentType: '',
      body: undefined,
      user: '',
    } as const;
    const { body } = await this.handle(request);
    return Number.parseInt((JSON.parse(body) as { minor: string }).minor); // the API server's own schema
  }

  async handle({ method, path, query, contentType, body }: ApiRequest): Promise<ApiResponse> {
    const { status, headers, text } = await this.#connection.send({
      method,
      url: this.#connection.url(path, query),
      headers: { 'Content-Type': contentType, Accept: 'application/json' },
      ...(body !== undefined && { body }),
      timeoutMs: TIMEOUT_MS,
    });
    return { status, headers, body: text };
  }

  async watch({ path, query }: ApiRequest): Promise<RealWatch> {
    const ending = new AbortController();
    const lines: string[] = [];
    let over = false;
    const state = { lines, ended: () => over, close: () => ending.abort() };
    const url = this.#connection.url(path, { ...query, watch: 'true' });
    try {
      const stream = await this.#connection.open({
        method: 'GET',
        url,
        timeoutMs: TIMEOUT_MS,
        signal: ending.signal,
      });
      void collect(stream, lines).finally(() => (over = true));
      return { ...state, refusal: undefined };
    } catch (error) {
      if (!(error instanceof ApiException)) throw error;
      return { ...state, refusal: { status: error.code, headers: {}, body: String(error.body) } };
    }
  }
}

async function collect(stream: AsyncIterable<Uint8Array>, lines: string[]): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const piece of stream) {
      const parts = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.filter((line) => line !== ''));
    }
  } catch {
    // Closed by us, or broken: what matters is what came before.
  }
}
