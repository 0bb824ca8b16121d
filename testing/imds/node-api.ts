import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { type Server, createServer } from 'node:https';
import { join } from 'node:path';
import { Authority } from '../controlplane/authority.ts';
import { type Answer, json, readBody, send } from './wire.ts';

export interface NodeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly contentType: string;
  readonly body: string;
}

interface NodeObject {
  metadata: { name: string; uid: string; annotations: Record<string, string> };
  spec: { providerID?: string };
}

/**
 * The part of an API server that a probe uses: one Node over TLS, with a service account. It is for tests of timing and
 * failures; other tests use the real API server.
 */
export class NodeApiServer {
  readonly requests: NodeRequest[] = [];
  readonly nodeName: string;
  /** The valid tokens; a test replaces them to rotate. */
  token = 'token-1';
  /** Answers every request with this status instead. */
  failWith: number | undefined;
  #node: NodeObject | undefined;
  readonly #server: Server;
  readonly #directory: string;

  private constructor(nodeName: string, directory: string, server: Server) {
    this.nodeName = nodeName;
    this.#directory = directory;
    this.#server = server;
    this.create();
  }

  /** @param directory for the files of the service account */
  static async start(nodeName: string, directory: string): Promise<NodeApiServer> {
    const authority = await Authority.create('node-api-ca');
    const pair = await authority.issue('node-api', ['127.0.0.1']);
    const server = createServer({ cert: pair.certificate, key: pair.privateKey });
    const api = new NodeApiServer(nodeName, directory, server);
    server.on('request', (request, response) => {
      api.#answer(request).then(
        (answer) => send(response, answer),
        () => response.destroy(),
      );
    });
    writeFileSync(join(directory, 'ca.crt'), authority.certificate);
    api.rotate(api.token);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return api;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** The environment variables by which a pod finds this server. */
  get environment(): Record<string, string> {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the Node API does not listen');
    return {
      NODE_NAME: this.nodeName,
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(address.port),
      MECHANIC_SERVICEACCOUNT_DIR: this.#directory,
    };
  }

  get node(): NodeObject {
    if (this.#node === undefined) throw new Error('there is no Node');
    return this.#node;
  }

  /** Creates the Node, or a new one with the same name. */
  create(providerID?: string): void {
    this.#node = {
      metadata: { name: this.nodeName, uid: randomUUID(), annotations: { other: 'stays' } },
      spec: providerID === undefined ? {} : { providerID },
    };
  }

  delete(): void {
    this.#node = undefined;
  }

  /** Makes this the only valid token, and writes it to the file of the service account. */
  rotate(token: string): void {
    this.token = token;
    writeFileSync(join(this.#directory, 'token'), `${token}\n`);
  }

  writes(): readonly NodeRequest[] {
    return this.requests.filter((request) => !isRead(request));
  }

  reads(): readonly NodeRequest[] {
    return this.requests.filter(isRead);
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    const body = await readBody(request);
    const { method = '' } = request;
    this.requests.push({ method, path, query, contentType: request.headers['content-type'] ?? '', body });
    if (this.failWith !== undefined) return status(this.failWith, 'made to fail');
    if (request.headers.authorization !== `Bearer ${this.token}`) return status(401, 'Unauthorized');
    return this.#answerFor(method, path, body);
  }

  #answerFor(method: string, path: string, body: string): Answer {
    const node = path === `/api/v1/nodes/${this.nodeName}` ? this.#node : undefined;
    if (node === undefined) return status(404, 'no such Node');
    // A probe has no other permission.
    if (method !== 'PATCH') return status(403, `${method} is forbidden`);
    return body === '{}' ? json(200, node) : patch(node, body);
  }
}

/** A patch without content, which is also a dry run. */
function isRead({ method, query, body }: NodeRequest): boolean {
  return method === 'PATCH' && body === '{}' && new URLSearchParams(query).get('dryRun') === 'All';
}

function status(code: number, message: string): Answer {
  return json(code, { kind: 'Status', status: 'Failure', code, message });
}

function patch(node: NodeObject, body: string): Answer {
  // The probe is the only client; a body with another shape fails its test, as intended.
  const { metadata } = JSON.parse(body) as {
    metadata: { uid?: string; annotations: Record<string, string> };
  };
  if (metadata.uid !== undefined && metadata.uid !== node.metadata.uid) {
    return status(409, 'the UID in the precondition is another one');
  }
  Object.assign(node.metadata.annotations, metadata.annotations);
  return json(200, node);
}
