import { ByteStream } from './byte-stream.ts';
import { type ApiAnswer, type Client, ConnectionLost, type Network } from './network.ts';
import type { ApiCall } from './traffic.ts';

export interface WatchLineParts {
  readonly network: Network;
  readonly client: Client;
  readonly call: ApiCall;
  /** The last moment before the first byte; false: do not send. */
  readonly begin: () => boolean;
  readonly onAccepted: (stream: ByteStream) => void;
  readonly onRefused: (answer: ApiAnswer) => void;
  readonly onFailed: (error: unknown) => void;
}

/** One watch between a client and the API server: what it says arrives in order, as soon as the weather lets it. */
export class WatchLine {
  readonly #parts: WatchLineParts;
  readonly #stream: ByteStream;
  #state: 'opening' | 'open' | 'over' = 'opening';
  #stop: () => void = () => undefined;
  #uncut: () => void = () => undefined;
  /** Not before: what was said earlier arrives earlier. */
  #arrivesAt = 0;
  readonly #coming: { readonly at: number; readonly run: () => void }[] = [];

  constructor(parts: WatchLineParts) {
    this.#parts = parts;
    this.#stream = new ByteStream(() => this.#close());
    parts.network.open(this, parts);
  }

  /** The server has taken it. `stop` tells the server that nobody listens any more. */
  accepted(stop: () => void): void {
    if (this.#state !== 'opening') {
      stop();
      return;
    }
    this.#stop = stop;
    this.#uncut = this.#parts.network.connected(this.#parts.client.process, () => this.broken());
  }

  /** The client hears that it was taken. */
  opened(): void {
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#parts.onAccepted(this.#stream);
  }

  refused(answer: ApiAnswer): void {
    if (this.#state !== 'opening') return;
    this.#state = 'over';
    this.#parts.onRefused(answer);
  }

  /** A line arrives at the client. */
  line(text: string): void {
    if (this.#state === 'open') this.#stream.push(text);
  }

  /** The server has closed it. */
  ended(): void {
    this.#stream.end();
  }

  /** The connection broke. */
  broken(): void {
    const wasOpening = this.#state === 'opening';
    this.#close();
    if (wasOpening) this.#parts.onFailed(new ConnectionLost());
    else this.#stream.end(new ConnectionLost());
  }

  /** The client gives up. */
  abandon(reason: unknown): void {
    const wasOpening = this.#state === 'opening';
    this.#close();
    if (wasOpening) this.#parts.onFailed(reason);
    else this.#stream.end(reason);
  }

  get over(): boolean {
    return this.#state === 'over';
  }

  /** Something is on its way, not to arrive before what went off earlier. Returns when it does. */
  put(at: number, run: () => void): number {
    this.#arrivesAt = Math.max(this.#arrivesAt, at);
    this.#coming.push({ at: this.#arrivesAt, run });
    return this.#arrivesAt;
  }

  /** Takes what has arrived by now, in its order. */
  takeDue(now: number): (() => void)[] {
    const due: (() => void)[] = [];
    while (this.#coming[0] !== undefined && this.#coming[0].at <= now) {
      const first = this.#coming.shift();
      if (first !== undefined) due.push(first.run);
    }
    return due;
  }

  #close(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#stop();
    this.#uncut();
  }
}
