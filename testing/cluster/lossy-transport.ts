import type { Transport } from '../../controller/src/cluster/client.ts';
import type { Answer, Connection, Outgoing } from '../../controller/src/cluster/connection.ts';

/** A real connection on which a test loses answers, holds them back, or cuts watches. Requests always arrive. */
export class LossyTransport implements Transport {
  readonly #real: Connection;
  readonly #cuts = new Set<AbortController>();
  /** Whether the answer of a request is lost on its way back. */
  loses: (request: Outgoing) => boolean = () => false;
  /** New watches get nowhere while this is so. */
  watchesHang = false;

  constructor(real: Connection) {
    this.#real = real;
  }

  get server(): URL {
    return this.#real.server;
  }

  url(path: string, query?: Readonly<Record<string, string>>): URL {
    return this.#real.url(path, query);
  }

  beforeSending(hook: () => void): void {
    this.#real.beforeSending(hook);
  }

  async send(request: Outgoing): Promise<Answer> {
    const lost = this.loses(request);
    const answer = await this.#real.send(request);
    if (lost) throw new Error('connection reset before the answer');
    return answer;
  }

  read(request: Outgoing, take: (piece: Uint8Array) => void): Promise<void> {
    return this.#real.read(request, take);
  }

  async open(request: Outgoing): Promise<AsyncIterable<Uint8Array>> {
    if (this.watchesHang) throw new Error('connection refused');
    const cut = new AbortController();
    this.#cuts.add(cut);
    const signal = request.signal === undefined ? cut.signal : AbortSignal.any([cut.signal, request.signal]);
    return this.#real.open({ ...request, signal });
  }

  /** Breaks every watch that is open. */
  cutWatches(): void {
    for (const cut of this.#cuts) cut.abort(new Error('connection reset'));
    this.#cuts.clear();
  }
}

/** Whether it is the request that cordons a Node. */
export function isCordon({ method, url, body }: Outgoing): boolean {
  return (
    method === 'PATCH' && url.pathname.includes('/nodes/') && body?.includes('"unschedulable":true') === true
  );
}
