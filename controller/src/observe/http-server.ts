import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';
import type { Page } from './page/page.ts';
import type { Status } from './status.ts';
import type { StatusFeed } from './status-feed.ts';

export interface HttpServerParts {
  readonly listen: { readonly host?: string; readonly port: number };
  /** null: well. Otherwise why not, in a few words. */
  readonly health: () => string | null;
  readonly readiness: () => string | null;
  readonly metrics: Pick<Metrics, 'contentType' | 'text'>;
  readonly status: () => Status;
  readonly feed: StatusFeed;
  readonly page: Page;
  readonly log: Log;
}

const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_CONNECTIONS = 256;

/** The read-only HTTP server: probes, metrics, status and page. No request changes anything. */
export class HttpServer {
  readonly #parts: HttpServerParts;
  readonly #server: Server;

  constructor(parts: HttpServerParts) {
    this.#parts = parts;
    const timeouts = { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
    // The request listener of express is a function of its own type; node calls it with its own objects.
    const app: Express = this.#app();
    this.#server = createServer({ ...timeouts, maxHeaderSize: MAX_HEADER_BYTES }, app);
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /**
   * Starts to listen.
   * @throws the socket's error when the address cannot be used
   */
  async start(): Promise<AddressInfo> {
    const { host, port } = this.#parts.listen;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    // A TCP server that listens has an address of this form.
    return this.#server.address() as AddressInfo;
  }

  /** Lets running answers end, closes the streams, and resolves when every connection is closed. */
  async close(): Promise<void> {
    this.#parts.feed.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const impatient = setTimeout(() => this.#server.closeAllConnections(), 1_000);
    await closed;
    clearTimeout(impatient);
  }

  #app(): Express {
    const { metrics, status, feed, page } = this.#parts;
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    app.set('query parser', false);
    app.use(readOnly, secured);
    app.get('/healthz', (_request, response) => answer(response, this.#parts.health()));
    app.get('/readyz', (_request, response) => answer(response, this.#parts.readiness()));
    app.get('/metrics', async (_request, response) => {
      const text = await metrics.text();
      // prom-client names its own version of the format; express would append another charset.
      response.setHeader('Content-Type', metrics.contentType);
      response.end(text);
    });
    app.get('/api/v1/status', (_request, response) => {
      response.json(status());
    });
    app.get('/api/v1/stream', (request, response) => feed.subscribe(request, response));
    app.get('/', (_request, response) => page.document(response));
    for (const path of page.assetPaths) app.get(path, (_request, response) => page.asset(path, response));
    app.use((_request: Request, response: Response) => {
      response.status(404).type('text/plain').send('not found\n');
    });
    app.use((error: unknown, request: Request, response: Response, next: NextFunction) =>
      this.#failed(error, request, response, next),
    );
    return app;
  }

  #failed(error: unknown, request: Request, response: Response, next: NextFunction): void {
    this.#parts.log.error('http request failed', { path: request.path, error });
    if (response.headersSent) next(error);
    else response.status(500).type('text/plain').send('internal error\n');
  }
}

function readOnly(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') {
    next();
    return;
  }
  // What such a request carries is not read: the connection ends with the answer.
  response.set({ Allow: 'GET, HEAD', Connection: 'close' });
  response.status(405).type('text/plain').send('read-only\n');
}

/** For every answer. Scripts and styles come from files of our own, so nothing inline is ever allowed. */
function secured(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
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
