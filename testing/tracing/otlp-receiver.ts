import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spansInJson } from './received-json.ts';
import { type ReceivedSpan, spansIn } from './received-span.ts';

/** What it does with a request: takes it, answers with this status, never answers, or never ends its answer. */
export type Mood = 'take' | 'hang' | 'drip' | number;

/** A collector that takes OTLP over HTTP and shows what it got. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  mood: Mood = 'take';
  readonly #server: Server;
  readonly #dripping = new Set<NodeJS.Timeout>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => this.#answer(request, response, Buffer.concat(parts)));
    });
  }

  /** @param port 0: one that is free */
  static async start(port = 0): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    receiver.#server.listen(port, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    // A TCP server that listens has an address of this form.
    return (this.#server.address() as AddressInfo).port;
  }

  /** Base address, as mechanic's settings want it. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Spans of this name. */
  named(name: string): ReceivedSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  async stop(): Promise<void> {
    for (const timer of this.#dripping) clearInterval(timer);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer({ url = '', headers }: IncomingMessage, response: ServerResponse, body: Buffer): void {
    this.requests.push({ path: url, headers });
    if (this.mood === 'take') {
      const isJson = headers['content-type'] === 'application/json';
      this.spans.push(...(isJson ? spansInJson(body.toString()) : spansIn(body)));
      response.setHeader('Content-Type', headers['content-type'] ?? '').end(isJson ? '{}' : '');
    } else if (this.mood === 'drip') {
      response.writeHead(200);
      this.#dripping.add(setInterval(() => response.write(' '), 20));
    } else if (this.mood !== 'hang') {
      response.writeHead(this.mood, { Location: 'http://127.0.0.1:1/elsewhere' }).end('S3CRET');
    }
  }
}
