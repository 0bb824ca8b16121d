import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { ACKNOWLEDGE, REPORT } from '@mechanic/contract/keys';

/** The parts of its Node that the probe needs. */
export interface OwnNode {
  readonly uid: string;
  readonly providerId: string | undefined;
  /** Value of `mechanic.dev/report`. */
  readonly report: string | undefined;
  /** Value of `mechanic.dev/acknowledge`. */
  readonly acknowledge: string | undefined;
}

/** Why a request to the API server failed: also the label `result` of the writes metric. */
export type NodeFailure =
  | { readonly kind: 'not_found' }
  /** 403: the probe has no permission. */
  | { readonly kind: 'forbidden'; readonly message: string }
  /** 409: another Node has this name by now. 422: an admission policy refuses. */
  | { readonly kind: 'rejected'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly retryAfterMs: number };

export type NodeAnswer<T> = { readonly kind: 'ok'; readonly value: T } | NodeFailure;

/** The only object of the API server that the probe may change. */
export interface NodeApi {
  read(): Promise<NodeAnswer<OwnNode>>;
  /** Sets `mechanic.dev/report` on the Node with this UID, and nothing else. */
  writeReport(uid: string, report: string): Promise<NodeAnswer<undefined>>;
}

export interface NodeClientOptions {
  readonly nodeName: string;
  readonly host: string;
  readonly port: number;
  readonly serviceAccountDir: string;
}

const timeoutMs = 10_000;
/** Largest answer. A Node lists its images and volumes too: some hundred kB at most. */
const largestBody = 4 * 1024 * 1024;
const longestMessage = 300;

interface Reply {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** Talks bare HTTPS to the API server with the pod's service account. Connections are not kept, since requests are rare. */
export class NodeClient implements NodeApi {
  readonly #options: NodeClientOptions;
  readonly #path: string;

  constructor(options: NodeClientOptions) {
    this.#options = options;
    this.#path = `/api/v1/nodes/${encodeURIComponent(options.nodeName)}?fieldManager=mechanic-probe`;
  }

  /**
   * Reads the Node by a patch that changes nothing. Unlike a GET, the admission policy sees a patch and can tell the own
   * Node from others, so the probe needs no permission to read them all.
   */
  async read(): Promise<NodeAnswer<OwnNode>> {
    return this.#exchange(
      { path: `${this.#path}&dryRun=All`, body: {}, accept: 'application/json' },
      readNode,
    );
  }

  async writeReport(uid: string, report: string): Promise<NodeAnswer<undefined>> {
    const body = { metadata: { uid, annotations: { [REPORT]: report } } };
    return this.#exchange({ path: this.#path, body, accept: metadataOnly }, () => undefined);
  }

  async #exchange<T>(call: Patch, read: (body: string) => T): Promise<NodeAnswer<T>> {
    try {
      const reply = await this.#send(call);
      if (reply.status === 200) return { kind: 'ok', value: read(reply.body) };
      return failureOf(reply);
    } catch (error) {
      return {
        kind: 'failed',
        message: error instanceof Error ? error.message : String(error),
        retryAfterMs: 0,
      };
    }
  }

  /** Reads token and CA each time, since both rotate. */
  async #send({ path, body, accept }: Patch): Promise<Reply> {
    const { host, port, serviceAccountDir } = this.#options;
    const token = (await readFile(join(serviceAccountDir, 'token'), 'utf8')).trim();
    const ca = await readFile(join(serviceAccountDir, 'ca.crt'));
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        {
          host,
          port,
          path,
          method: 'PATCH',
          ca,
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            Authorization: `Bearer ${token}`,
            'User-Agent': 'mechanic-probe',
            Accept: accept,
            'Content-Type': 'application/merge-patch+json',
          },
        },
        (response) => collect(response, resolve, reject),
      );
      request.on('error', reject);
      request.end(JSON.stringify(body));
    });
  }
}

/** Keeps the answer to a write small; it is not used. */
const metadataOnly = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';

interface Patch {
  /** Path with the query. */
  readonly path: string;
  readonly body: object;
  readonly accept: string;
}

function collect(
  response: IncomingMessage,
  resolve: (reply: Reply) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > largestBody) response.destroy(new Error('the answer of the API server is too large'));
    else chunks.push(chunk);
  });
  response.on('error', reject);
  response.on('end', () => {
    resolve({
      status: response.statusCode ?? 0,
      retryAfter: response.headers['retry-after'],
      body: Buffer.concat(chunks).toString('utf8'),
    });
  });
}

function failureOf(reply: Reply): NodeFailure {
  const message = `${String(reply.status)}: ${statusMessage(reply.body)}`;
  switch (reply.status) {
    case 404:
      return { kind: 'not_found' };
    case 403:
      return { kind: 'forbidden', message };
    case 409:
    case 422:
      return { kind: 'rejected', message };
    default:
      return { kind: 'failed', message, retryAfterMs: 1_000 * (Number(reply.retryAfter) || 0) };
  }
}

/** The message of a `Status` object, which is safe to log; the raw body is not. */
function statusMessage(body: string): string {
  try {
    const status: unknown = JSON.parse(body);
    const message = isRecord(status) && typeof status.message === 'string' ? status.message : '';
    return message.slice(0, longestMessage);
  } catch {
    return 'no Kubernetes status';
  }
}

/** @throws Error when the body is no Node */
function readNode(body: string): OwnNode {
  const node: unknown = JSON.parse(body);
  const metadata = isRecord(node) ? node.metadata : undefined;
  if (!isRecord(metadata) || typeof metadata.uid !== 'string') {
    throw new Error('the API server answered with something else than a Node');
  }
  const spec = isRecord(node) && isRecord(node.spec) ? node.spec : {};
  const annotations = isRecord(metadata.annotations) ? metadata.annotations : {};
  return {
    uid: metadata.uid,
    providerId: optionalText(spec.providerID),
    report: optionalText(annotations[REPORT]),
    acknowledge: optionalText(annotations[ACKNOWLEDGE]),
  };
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
