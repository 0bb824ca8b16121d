import { ApiException } from '@kubernetes/client-node';
import type { Transport } from '../../../controller/src/cluster/client.ts';
import type { Answer, Outgoing } from '../../../controller/src/cluster/connection.ts';
import { Deadline } from '../../../controller/src/cluster/deadline.ts';
import type { ByteStream } from './byte-stream.ts';
import type { ApiAnswer, Client, Network } from './network.ts';
import type { ApiCall } from './traffic.ts';
import { WatchLine } from './watch-line.ts';

const NOT_SENT = Symbol('not sent');

/** The way of one controller to the simulated API server; takes the place of a Connection. */
export class SimTransport implements Transport {
  readonly server = new URL('https://api.sim/');
  readonly #network: Network;
  readonly #client: Client;
  readonly #encoder = new TextEncoder();
  #beforeSending: () => void = () => undefined;

  constructor(network: Network, client: Client) {
    this.#network = network;
    this.#client = client;
  }

  beforeSending(hook: () => void): void {
    this.#beforeSending = hook;
  }

  url(path: string, query: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(path.slice(1), this.server);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    return url;
  }

  async send(request: Outgoing): Promise<Answer> {
    const deadline = new Deadline(this.#client.process.clock, request.timeoutMs, request.signal);
    try {
      return answerOf(await this.#exchange(request, deadline.signal));
    } catch (error) {
      throw deadline.explain(error);
    } finally {
      deadline.dispose();
    }
  }

  async read(request: Outgoing, take: (piece: Uint8Array) => void): Promise<void> {
    const { status, headers, text } = await this.send(request);
    if (status !== 200) throw new ApiException(status, 'refused', text, headers);
    take(this.#encoder.encode(text));
  }

  async open(request: Outgoing): Promise<AsyncIterable<Uint8Array>> {
    const deadline = new Deadline(this.#client.process.clock, request.timeoutMs, request.signal);
    try {
      const stream = await this.#accepted(request, deadline);
      deadline.answered();
      return guarded(stream, deadline);
    } catch (error) {
      deadline.dispose();
      throw deadline.explain(error);
    }
  }

  #accepted(request: Outgoing, deadline: Deadline): Promise<ByteStream> {
    return new Promise((resolve, reject) => {
      const line = new WatchLine({
        network: this.#network,
        client: this.#client,
        call: this.#call(request),
        begin: () => this.#mayBegin(deadline.signal),
        onAccepted: resolve,
        onRefused: (answer) => {
          const { status, headers, text } = answerOf(answer);
          reject(new ApiException(status, 'refused', text, headers));
        },
        onFailed: reject,
      });
      deadline.signal.addEventListener('abort', () => line.abandon(deadline.signal.reason));
    });
  }

  #exchange(request: Outgoing, signal: AbortSignal): Promise<ApiAnswer> {
    return new Promise((resolve, reject) => {
      const abandon = this.#network.exchange({
        client: this.#client,
        call: this.#call(request),
        begin: () => this.#mayBegin(signal),
        answer: resolve,
        fail: reject,
      });
      signal.addEventListener('abort', () => {
        abandon();
        // The reason is what the caller is to hear.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(signal.reason ?? NOT_SENT);
      });
    });
  }

  #mayBegin(signal: AbortSignal): boolean {
    this.#beforeSending();
    return !signal.aborted;
  }

  #call({ method, url, headers = {}, body }: Outgoing): ApiCall {
    const { pathname: path, searchParams: query } = url;
    return { method, path, query, headers, body, actor: this.#client.process.name };
  }
}

function answerOf({ status, headers = {}, text }: ApiAnswer): Answer {
  return { status, headers, text };
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
