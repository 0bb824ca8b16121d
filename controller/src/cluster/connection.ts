import { once } from 'node:events';
import type { RequestOptions } from 'node:https';
import { ApiException, type KubeConfig } from '@kubernetes/client-node';
import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '@mechanic/contract/clock';
import { Deadline } from './deadline.ts';
import { RequestTimeout } from './failure.ts';
import { type RequestLabels, requestLabels } from './request-labels.ts';

/** User agent of all requests, and `fieldManager` of every write. */
export const FIELD_MANAGER = 'mechanic-controller';

/** One request, complete except for the credentials. */
export interface Outgoing {
  readonly method: string;
  /** Path and query, without the server. */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Time within which the answer must begin; for `send` and `read` it must be complete. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The result of a request for the metrics: `code` is the HTTP status, `none` without an answer. */
export type RequestResult = RequestLabels & { readonly code: string; readonly seconds: number };

export interface ConnectionOptions {
  readonly kubeConfig: KubeConfig;
  readonly clock: Clock;
  readonly onRequest?: ((result: RequestResult) => void) | undefined;
}

type ConnectionTls = Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'>;

/**
 * The connection to the API server: adds credentials, pools connections, ends every request at its deadline, counts
 * requests. client-node would open a new connection for each request.
 */
export class Connection {
  readonly server: URL;
  readonly #options: ConnectionOptions;
  #agent: { readonly identity: string; readonly dispatcher: Dispatcher } | undefined;
  #beforeSending: () => void = () => undefined;

  /** @throws Error when the configuration names no cluster, or one that is reached through a proxy */
  constructor(options: ConnectionOptions) {
    const cluster = options.kubeConfig.getCurrentCluster();
    if (cluster === null) throw new Error('the kubeconfig names no current cluster');
    if (cluster.proxyUrl) throw new Error('a kubeconfig with proxy-url is not supported');
    this.server = new URL(cluster.server.endsWith('/') ? cluster.server : `${cluster.server}/`);
    this.#options = options;
  }

  /**
   * Sets a hook that runs just before the first byte of a request goes out. A process that was suspended while it connected
   * reaches this hook when it wakes, before its timers fire: the hook must abort signals that are due.
   */
  beforeSending(hook: () => void): void {
    this.#beforeSending = hook;
  }

  /** URL of a path such as `/api/v1/nodes` on this server. */
  url(path: string, query: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(path.slice(1), this.server);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    return url;
  }

  /**
   * Sends the request and reads the whole answer, whatever its status.
   * @throws RequestTimeout, RequestAborted, or the socket's error
   */
  async send(request: Outgoing): Promise<Answer> {
    const deadline = new Deadline(this.#options.clock, request.timeoutMs, request.signal);
    try {
      const { statusCode, headers, body } = await this.#dispatch(request, deadline.signal);
      return { status: statusCode, headers: flat(headers), text: await body.text() };
    } catch (error) {
      throw this.#suspicious(deadline.explain(error));
    } finally {
      deadline.dispose();
    }
  }

  /**
   * Sends the request and passes on the body piece by piece. The time of the request covers the whole body.
   * @throws ApiException when the status is not 200, and what `send` throws
   */
  async read(request: Outgoing, take: (piece: Uint8Array) => void): Promise<void> {
    const deadline = new Deadline(this.#options.clock, request.timeoutMs, request.signal);
    try {
      for await (const piece of await this.#accepted(request, deadline.signal)) take(piece);
    } catch (error) {
      throw this.#suspicious(deadline.explain(error));
    } finally {
      deadline.dispose();
    }
  }

  /**
   * Sends the request and returns the body as a stream, which only `signal` ends.
   * @throws what `read` throws
   */
  async open(request: Outgoing): Promise<AsyncIterable<Uint8Array>> {
    const deadline = new Deadline(this.#options.clock, request.timeoutMs, request.signal);
    try {
      const body = await this.#accepted(request, deadline.signal);
      deadline.answered();
      return guarded(body, deadline);
    } catch (error) {
      deadline.dispose();
      throw this.#suspicious(deadline.explain(error));
    }
  }

  async #accepted(request: Outgoing, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const { statusCode, headers, body } = await this.#dispatch(request, signal);
    if (statusCode === 200) return body;
    throw new ApiException(statusCode, 'refused', await body.text(), flat(headers));
  }

  async #dispatch(request: Outgoing, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { clock, onRequest } = this.#options;
    const startedAt = clock.monotonic();
    const count = (code: string): void => {
      const path = request.url.pathname.slice(this.server.pathname.length - 1);
      const labels = requestLabels(request.method, path, request.url.searchParams);
      onRequest?.({ ...labels, code, seconds: (clock.monotonic() - startedAt) / 1_000 });
    };
    try {
      const { headers, dispatcher } = await this.#authorise();
      signal.throwIfAborted();
      const asked = dispatcher.request({
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method,
        headers: { ...request.headers, ...headers, 'user-agent': FIELD_MANAGER },
        body: request.body ?? null,
        signal,
      });
      // undici reports an abort only once it has a connection, which may take longer than the deadline.
      const ended = once(signal, 'abort').then(() => {
        throw signal.reason;
      });
      const answer = await Promise.race([asked, ended]);
      count(String(answer.statusCode));
      return answer;
    } catch (error) {
      count('none');
      throw error;
    }
  }

  /** After a timeout the other idle connections may hang as well, so the next request opens a new one. */
  #suspicious(error: unknown): unknown {
    if (error instanceof RequestTimeout) this.#agent = undefined;
    return error;
  }

  /** Reads the credentials for each request: tokens and certificates rotate (client-node keeps a token for a minute). */
  async #authorise(): Promise<{ headers: Record<string, string>; dispatcher: Dispatcher }> {
    const options: RequestOptions = {};
    await this.#options.kubeConfig.applyToHTTPSOptions(options);
    const { ca, cert, key, rejectUnauthorized, servername } = options;
    const tls = { ca, cert, key, rejectUnauthorized, servername };
    const identity = Object.values(tls).map(String).join();
    if (this.#agent?.identity !== identity) {
      // The former agent finishes its requests in flight; then its sockets close by themselves.
      this.#agent = { identity, dispatcher: this.#newAgent(tls) };
    }
    return {
      headers: options.headers as Record<string, string>, // client-node puts single strings only
      dispatcher: this.#agent.dispatcher,
    };
  }

  #newAgent(tls: ConnectionTls): Dispatcher {
    const agent = new Agent({
      // HTTP/1.1: one request at a time per connection, so a hung watch cannot hold up the renewal of the lease.
      allowH2: false,
      connect: { ...tls, keepAlive: true, keepAliveInitialDelay: 30_000 },
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return agent.compose((dispatch) => (options, handler) => {
      const start = handler.onRequestStart?.bind(handler);
      handler.onRequestStart = (controller, context: unknown): void => {
        this.#beforeSending();
        start?.(controller, context);
      };
      return dispatch(options, handler);
    });
  }
}

async function* guarded(body: AsyncIterable<Uint8Array>, deadline: Deadline): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw deadline.explain(error);
  } finally {
    deadline.dispose();
  }
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
