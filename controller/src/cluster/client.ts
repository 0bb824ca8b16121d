import {
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  AutoscalingV2Api,
  type ConfigurationOptions,
  CoordinationV1Api,
  CoreV1Api,
  type HttpLibrary,
  PatchStrategy,
  type RequestContext,
  ResponseContext,
  ServerConfiguration,
  createConfiguration,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
import type { Connection } from './connection.ts';
import type { StatusBody } from './failure.ts';
import { ListCutter, type ListMetadata } from './list-cutter.ts';

/** The last argument of a call of client-node. */
export type CallOptions = ConfigurationOptions;

/** One line of a watch. An ERROR carries a Status instead of an object. */
export type WatchEvent<T> =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; readonly object: T }
  | { readonly type: 'ERROR'; readonly object: StatusBody };

/** The connection to the API server; a simulation replaces it. */
export type Transport = Pick<Connection, 'beforeSending' | 'open' | 'read' | 'send' | 'server' | 'url'>;

/** The part of the client that caches use. */
export type Reader = Pick<KubeClient, 'list' | 'stream'>;

/** Timeout for calls that name none. */
const defaultTimeoutMs = 15_000;

/** The controller's client of the API server. Every request has a deadline. */
export class KubeClient {
  readonly apps: AppsV1Api;
  readonly authentication: AuthenticationV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly autoscaling: AutoscalingV2Api;
  readonly core: CoreV1Api;
  readonly coordination: CoordinationV1Api;
  readonly #connection: Transport;

  constructor(connection: Transport) {
    this.#connection = connection;
    const configuration = createConfiguration({
      // Paths of client-node begin with a slash; the connection's server ends with one.
      baseServer: new ServerConfiguration(this.#connection.server.href.replace(/\/$/, ''), {}),
      httpApi: this.#transport(defaultTimeoutMs),
    });
    this.apps = new AppsV1Api(configuration);
    this.authentication = new AuthenticationV1Api(configuration);
    this.authorization = new AuthorizationV1Api(configuration);
    this.autoscaling = new AutoscalingV2Api(configuration);
    this.core = new CoreV1Api(configuration);
    this.coordination = new CoordinationV1Api(configuration);
  }

  /** Options for a call of client-node: the request ends after `timeoutMs`, or with the signal. */
  within(timeoutMs: number, signal?: AbortSignal): CallOptions {
    return { httpApi: this.#transport(timeoutMs, signal) };
  }

  /** Like `within`, for a patch call whose body is a JSON merge patch (RFC 7386). */
  mergePatch(timeoutMs: number, signal?: AbortSignal): CallOptions {
    return { httpApi: this.#transport(timeoutMs, signal, PatchStrategy.MergePatch) };
  }

  /** Like `within`, for a patch call whose body is a strategic merge patch: lists merge by the key of their items. */
  strategicPatch(timeoutMs: number, signal?: AbortSignal): CallOptions {
    return { httpApi: this.#transport(timeoutMs, signal, PatchStrategy.StrategicMergePatch) };
  }

  /** See Connection.beforeSending. */
  beforeSending(hook: () => void): void {
    this.#connection.beforeSending(hook);
  }

  /**
   * Reads one page of a list and passes on each item as soon as it has arrived, parsed once and otherwise unchanged.
   * client-node would hold the page as text, as JSON and as models at the same time.
   * @throws ApiException, RequestTimeout, RequestAborted or the socket's error; `failureOf` reads them all
   */
  async list(
    path: string,
    query: Readonly<Record<string, string>>,
    take: (item: unknown) => void,
    signal?: AbortSignal,
  ): Promise<ListMetadata> {
    const url = this.#connection.url(path, query);
    const cutter = new ListCutter(take);
    const decoder = new TextDecoder();
    await this.#connection.read({ method: 'GET', url, timeoutMs: defaultTimeoutMs, signal }, (piece) =>
      cutter.push(decoder.decode(piece, { stream: true })),
    );
    return cutter.metadata();
  }

  /**
   * Begins a watch at the version in `query`. Resolves to its events when the API server has accepted the watch.
   * @throws what `list` throws; the iteration throws the socket's error when the stream breaks off
   */
  async stream<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent<T>>> {
    const url = this.#connection.url(path, { ...query, watch: 'true' });
    const timeoutMs = defaultTimeoutMs;
    return events<T>(await this.#connection.open({ method: 'GET', url, timeoutMs, signal }));
  }

  #transport(timeoutMs: number, signal?: AbortSignal, contentType?: string): HttpLibrary {
    const send = async (request: RequestContext): Promise<ResponseContext> => {
      const body = request.getBody();
      const answer = await this.#connection.send({
        method: request.getHttpMethod(),
        url: new URL(request.getUrl()),
        headers: {
          ...request.getHeaders(),
          ...(contentType !== undefined && { 'Content-Type': contentType }),
        },
        ...(typeof body === 'string' && { body }),
        timeoutMs,
        signal,
      });
      return new ResponseContext(
        answer.status,
        { ...answer.headers },
        {
          text: () => Promise.resolve(answer.text),
          binary: () => Promise.resolve(Buffer.from(answer.text)),
          stream: () => null,
        },
      );
    };
    return wrapHttpLibrary({ send });
  }
}

/** Yields one JSON document per line. */
async function* events<T>(body: AsyncIterable<Uint8Array>): AsyncIterable<WatchEvent<T>> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as WatchEvent<T>; // the API server's own schema
  }
}
