import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { AllowedHosts } from '@mechanic/contract/allowed-hosts';
import type { HealthChecks } from '@mechanic/contract/health-server';
import { boundedServer, listening } from '@mechanic/contract/http-server';
import { boundedTlsServer } from '@mechanic/contract/https-server';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';
import type { Access, Verdict } from './access.ts';
import type { KeyPairFiles } from './key-pair-files.ts';
import type { Page } from './page/page.ts';
import type { StatusFeed } from './page/status-feed.ts';

export interface HttpServerParts extends HealthChecks {
  readonly listen: { readonly host?: string; readonly port: number };
  readonly hosts: Pick<AllowedHosts, 'allows'>;
  /** The directory of its certificate; null or missing: it serves plain HTTP. */
  readonly keyPair?: Pick<KeyPairFiles, 'follow' | 'read'> | null;
  readonly metrics: Pick<Metrics, 'contentType' | 'text'>;
  /** Decides who may read metrics, status and page; null or missing: everybody may. */
  readonly access?: Pick<Access, 'judge'> | null;
  readonly feed: StatusFeed;
  readonly page: Page;
  readonly log: Log;
}

const UNKNOWN_HOST =
  'not known under this name; if it is right, allow it (MECHANIC_ALLOWED_HOSTS, in the chart server.allowedHosts)\n';

const bounds = { connections: 256, headerBytes: 16_384 };

/** The read-only HTTP server for probes, metrics, status and page. No request changes anything. */
export class HttpServer {
  readonly #parts: HttpServerParts;
  readonly #server: Server | TlsServer;

  /** @throws Error when a certificate is configured and cannot be read */
  constructor(parts: HttpServerParts) {
    this.#parts = parts;
    // express types its request listener itself; node calls it with its own objects.
    this.#server = serverFor(this.#app(), parts.keyPair ?? null);
  }

  /**
   * Starts to listen.
   * @throws the socket's error when the address cannot be used
   */
  start(): Promise<AddressInfo> {
    return listening(this.#server, this.#parts.listen);
  }

  /** Waits for running answers, closes the streams, and resolves when every connection is closed. */
  async close(): Promise<void> {
    this.#parts.feed.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const impatient = setTimeout(() => this.#server.closeAllConnections(), 1_000);
    await closed;
    clearTimeout(impatient);
  }

  #app(): Express {
    const { hosts, metrics, feed, page } = this.#parts;
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    app.set('query parser', false);
    app.use(secured, (request: Request, response: Response, next: NextFunction) => {
      if (hosts.allows(request.headers.host)) next();
      else response.status(421).type('text/plain').send(UNKNOWN_HOST);
    });
    app.use(readOnly);
    app.get('/healthz', (_request, response) => answer(response, this.#parts.health()));
    app.get('/readyz', (_request, response) => answer(response, this.#parts.readiness()));
    app.use((request, response, next) => this.#letIn(request, response, next));
    app.get('/metrics', async (_request, response) => {
      const text = await metrics.text();
      // prom-client sets its own version of the format; express would append another charset.
      response.setHeader('Content-Type', metrics.contentType);
      response.end(text);
    });
    app.get('/api/v1/status', (_request, response) => {
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.end(feed.json());
    });
    app.get('/api/v1/stream', (request, response) => feed.subscribe(request, response));
    app.get('/', (_request, response) => page.document(response));
    app.get('/nodes', (request, response) => page.nodes(request, response));
    app.get('/nodes/:name', ({ params }, response) => page.node(params.name, response));
    for (const path of page.assetPaths) app.get(path, (_request, response) => page.asset(path, response));
    app.use((_request: Request, response: Response) => {
      response.status(404).type('text/plain').send('not found\n');
    });
    app.use((error: unknown, request: Request, response: Response, next: NextFunction) =>
      this.#failed(error, request, response, next),
    );
    return app;
  }

  /** Answers health checks before access control: they reveal nothing confidential. */
  async #letIn(request: Request, response: Response, next: NextFunction): Promise<void> {
    const verdict = await (this.#parts.access?.judge(request.headers.authorization, rightFor(request.path)) ??
      'allowed');
    if (verdict === 'allowed') {
      next();
      return;
    }
    const { code, text } = refusals[verdict];
    if (code === 401) response.set('WWW-Authenticate', 'Bearer');
    response.status(code).type('text/plain').send(text);
  }

  #failed(error: unknown, request: Request, response: Response, next: NextFunction): void {
    this.#parts.log.error('http request failed', { path: request.path, error });
    if (response.headersSent) next(error);
    else response.status(500).type('text/plain').send('internal error\n');
  }
}

/**
 * The path on which the user needs the `get` permission. Not the real path: every user of a cluster may get all paths that
 * begin with `/api`, for discovery.
 */
function rightFor(path: string): string {
  return /^\/metrics\/?$/i.test(path) ? '/metrics' : '/mechanic/status';
}

const refusals: Readonly<
  Record<Exclude<Verdict, 'allowed'>, { readonly code: number; readonly text: string }>
> = {
  unauthenticated: { code: 401, text: 'needs a token of Kubernetes (server.auth)\n' },
  forbidden: { code: 403, text: 'this token may not get this path (server.auth)\n' },
  unknown: { code: 503, text: 'the API server cannot be asked who this is\n' },
};

function serverFor(app: Express, keyPair: HttpServerParts['keyPair']): Server | TlsServer {
  if (keyPair === null || keyPair === undefined) return boundedServer(bounds, app);
  const server = boundedTlsServer(bounds, app, keyPair.read());
  keyPair.follow(server);
  return server;
}

function readOnly(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') {
    next();
    return;
  }
  // The body of such a request is not read, so the connection is closed with the answer.
  response.set({ Allow: 'GET, HEAD', Connection: 'close' });
  response.status(405).type('text/plain').send('read-only\n');
}

/** Sets the security headers of every answer. Scripts and styles are files of our own, so inline ones are never allowed. */
function secured(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
      "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types mechanic",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
}

function answer(response: Response, problem: string | null): void {
  response
    .status(problem === null ? 200 : 503)
    .type('text/plain')
    .send(`${problem ?? 'ok'}\n`);
}
