import type { Engine } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import type { SimProcess } from '../engine/sim-process.ts';
import type { WatchLine, WatchLineParts } from './watch-line.ts';
import { type ApiCall, type TrafficKind, kindOf, nodeWrites, podWrites } from './traffic.ts';
import type { Latency, Weather } from './weather.ts';

/** An answer of the API server. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A watch that the API server keeps; `send` gets each line, `end` comes when it closes the stream. */
export interface WatchSink {
  send(line: string): void;
  end(): void;
}

/** The API server as the network sees it. */
export interface Server {
  handle(call: ApiCall): ApiAnswer;
  /** Begins a watch, or answers why not. */
  watch(call: ApiCall, sink: WatchSink): { readonly answer: ApiAnswer } | { readonly stop: () => void };
}

/** A request that has left its client. */
export interface Sent {
  readonly client: Client;
  readonly call: ApiCall;
  readonly kind: TrafficKind;
  /** Milliseconds since the beginning. */
  readonly sentAt: number;
  /** Its client waits for nothing more. Not told of watches. */
  readonly over?: boolean;
  /** When its client gave it up, in milliseconds since the beginning; null: it did not. Not told of watches. */
  readonly abandonedAt?: number | null;
}

/** What hears of the traffic: the judge and the trace. */
export interface Witness {
  /** The first byte goes out. */
  sent(request: Sent): void;
  /** The API server is about to do it. */
  executing(request: Sent): void;
  /** It has done it. */
  executed(request: Sent, answer: ApiAnswer): void;
  /** The client has the answer; null: it hears that there will be none. */
  answered(request: Sent, answer: ApiAnswer | null): void;
  /** The client has a line of a watch. */
  watched(client: Client, call: ApiCall, line: string): void;
}

/** Who asks. */
export interface Client {
  readonly process: SimProcess;
  /** Index of the controller; null for a probe. */
  readonly who: number | null;
}

/** One request and what is to become of it. */
export interface Exchange {
  readonly client: Client;
  readonly call: ApiCall;
  /** The last moment before the first byte; false: do not send. */
  readonly begin: () => boolean;
  readonly answer: (answer: ApiAnswer) => void;
  readonly fail: (error: Error) => void;
}

export class ConnectionLost extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('read ECONNRESET');
  }
}

/** What an API server still does after its client has gone, in milliseconds: it learns of it only then. */
const AFTERLIFE_MS = 300;
const WEBHOOK_TIMEOUT_MS = 10_000;

export interface NetworkParts {
  readonly engine: Engine;
  readonly server: Server;
  readonly weather: Weather;
  readonly latency: Latency;
  readonly random: Random;
  readonly witness: Witness;
}

/** Carries requests to the API server and answers back, as well as the weather allows. */
export class Network {
  readonly #parts: NetworkParts;
  readonly #ways: Random;
  readonly #fates: Random;
  /** What breaks when the connections of a client are cut. */
  readonly #open = new Map<SimProcess, Set<() => void>>();

  constructor(parts: NetworkParts) {
    this.#parts = parts;
    this.#ways = parts.random.fork('latency');
    this.#fates = parts.random.fork('fate');
  }

  /** Sends one request. The returned function is called when the client gives up. */
  exchange(exchange: Exchange): () => void {
    const flight = new Flight(exchange);
    this.#parts.engine.after(this.#way() / 4, () => exchange.client.process.input(() => this.#begin(flight)));
    return () => flight.abandon(this.#parts.engine.now);
  }

  /** Opens a watch. */
  open(line: WatchLine, { client, call, begin }: WatchLineParts): void {
    const { engine, weather, witness } = this.#parts;
    engine.after(this.#way() / 4, () =>
      client.process.input(() => {
        if (line.over || !begin()) return;
        witness.sent({ client, call, kind: 'watch', sentAt: engine.now });
        if (weather.isActive('partition', client.who) || weather.strikes('lost-before', client.who, 'watch'))
          return;
        engine.after(this.#way(), () => this.#arriveWatch(line, client, call));
      }),
    );
  }

  /** Registers what is to break when the connections of this process are cut. */
  connected(process: SimProcess, onCut: () => void): () => void {
    const open = this.#open.get(process) ?? new Set();
    this.#open.set(process, open);
    open.add(onCut);
    return () => open.delete(onCut);
  }

  /** Breaks every connection of a process. */
  cut(process: SimProcess): void {
    for (const onCut of [...(this.#open.get(process) ?? [])]) process.input(onCut);
  }

  /** How long one way takes now. */
  way(): number {
    return this.#way();
  }

  #begin(flight: Flight): void {
    const { client, begin, fail } = flight.exchange;
    if (flight.abandonedAt !== null || !begin()) return;
    const { weather, witness, engine } = this.#parts;
    const { kind } = flight;
    flight.sentAt = engine.now;
    witness.sent(flight);
    flight.close = this.connected(client.process, () => {
      flight.finish();
      fail(new ConnectionLost());
    });
    if (weather.isActive('partition', client.who)) return;
    if (weather.strikes('lost-before', client.who, kind)) {
      this.#lose(flight);
      return;
    }
    const slow = weather.strikes('delayed', client.who, kind) ? this.#fates.between(50, 8_000) : 0;
    const outward = this.#fates.chance(0.5);
    engine.after(this.#way() + (outward ? slow : 0), () => this.#arrive(flight));
    if (weather.strikes('repeated', client.who, kind)) {
      engine.after(this.#way() + slow + this.#fates.between(0, 500), () => this.#arrive(flight, true));
    }
    flight.slowBack = outward ? 0 : slow;
  }

  #arrive(flight: Flight, again = false): void {
    const { weather, engine, witness } = this.#parts;
    const { client, kind } = flight;
    if (this.#isTooLate(flight)) return;
    const isWrite = nodeWrites.has(kind) || podWrites.has(kind);
    if (isWrite && weather.strikes('admission-hangs', client.who, kind)) {
      engine.after(WEBHOOK_TIMEOUT_MS, () => {
        if (!this.#isTooLate(flight)) this.#reply(flight, webhookTimedOut);
      });
      return;
    }
    const refusal = this.#refusalOf(client, kind, isWrite);
    if (refusal !== null) {
      this.#reply(flight, refusal);
      return;
    }
    witness.executing(flight);
    const answer = this.#parts.server.handle(flight.call);
    witness.executed(flight, answer);
    if (!again) this.#reply(flight, answer);
  }

  #arriveWatch(line: WatchLine, client: Client, call: ApiCall): void {
    const { engine, server, weather } = this.#parts;
    if (line.over) return;
    const deliver = (run: () => void): void => {
      const late = weather.strikes('watch-late', client.who, 'watch') ? this.#fates.between(100, 5_000) : 0;
      const at = line.put(engine.now + this.#way() + late, run);
      engine.at(at, () => this.#pass(line, client));
    };
    const refusal = this.#refusalOf(client, 'watch', false);
    if (refusal !== null) {
      deliver(() => line.refused(refusal));
      return;
    }
    deliver(() => line.opened());
    const watch = server.watch(call, {
      send: (text) =>
        deliver(() => {
          if (line.over) return;
          this.#parts.witness.watched(client, call, text);
          line.line(text);
        }),
      end: () => deliver(() => line.ended()),
    });
    if ('stop' in watch) line.accepted(watch.stop);
    else deliver(() => line.refused(watch.answer));
  }

  /** What a watch says in a partition or a stall waits: TCP sends it again when the way is free. */
  #pass(line: WatchLine, client: Client): void {
    const { engine, weather } = this.#parts;
    if (line.over) return;
    if (weather.isActive('partition', client.who) || weather.isActive('watch-stalls', client.who)) {
      engine.after(500, () => this.#pass(line, client));
      return;
    }
    for (const run of line.takeDue(engine.now)) client.process.input(run);
  }

  #refusalOf({ who }: Client, kind: TrafficKind, isWrite: boolean): ApiAnswer | null {
    const { weather } = this.#parts;
    if (isWrite && weather.strikes('admission-refuses', who, kind)) return webhookRefused;
    if (weather.strikes('throttled', who, kind)) return throttled(this.#fates.int(1, 5));
    if (weather.strikes('server-error', who, kind)) return this.#fates.pick([internalError, unavailable]);
    return null;
  }

  #reply(flight: Flight, answer: ApiAnswer): void {
    const { client, kind } = flight;
    const { weather, engine, witness } = this.#parts;
    if (weather.isActive('partition', client.who)) return;
    if (weather.strikes('lost-after', client.who, kind)) {
      this.#lose(flight);
      return;
    }
    engine.after(this.#way() + flight.slowBack, () => {
      client.process.input(() => {
        if (!flight.finish()) return;
        witness.answered(flight, answer);
        flight.exchange.answer(answer);
      });
    });
  }

  /** The client hears nothing, or that the connection broke. */
  #lose(flight: Flight): void {
    if (this.#fates.chance(0.5)) return;
    this.#parts.engine.after(this.#way(), () =>
      flight.exchange.client.process.input(() => {
        if (flight.finish()) flight.exchange.fail(new ConnectionLost());
      }),
    );
  }

  /** An API server drops what it has not done when it learns that its client has gone. */
  #isTooLate(flight: Flight): boolean {
    const { abandonedAt } = flight;
    return abandonedAt !== null && this.#parts.engine.now > abandonedAt + AFTERLIFE_MS;
  }

  #way(): number {
    const { least, most } = this.#parts.latency;
    return this.#ways.between(least, most);
  }
}

/** One request on its way. */
class Flight implements Sent {
  readonly exchange: Exchange;
  readonly client: Client;
  readonly call: ApiCall;
  readonly kind: TrafficKind;
  sentAt = 0;
  abandonedAt: number | null = null;
  slowBack = 0;
  close: () => void = () => undefined;
  #finished = false;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
    this.client = exchange.client;
    this.call = exchange.call;
    this.kind = kindOf(exchange.call);
  }

  get over(): boolean {
    return this.#finished;
  }

  /** True once: when there is still somebody to tell. */
  finish(): boolean {
    this.close();
    if (this.#finished) return false;
    this.#finished = true;
    return true;
  }

  abandon(now: number): void {
    if (this.#finished) return;
    this.abandonedAt = now;
    this.finish();
  }
}

function status(code: number, reason: string, message: string, details: object = {}): string {
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    reason,
    message,
    details,
  });
}

const webhookTimedOut: ApiAnswer = {
  status: 500,
  text: status(
    500,
    'InternalError',
    'Internal error occurred: failed calling webhook "guard.example.com": context deadline exceeded',
  ),
};
const webhookRefused: ApiAnswer = {
  status: 403,
  text: status(403, 'Forbidden', 'admission webhook "guard.example.com" denied the request: not now'),
};
const internalError: ApiAnswer = {
  status: 500,
  text: status(500, 'InternalError', 'etcdserver: request timed out'),
};
const unavailable: ApiAnswer = {
  status: 503,
  text: status(503, 'ServiceUnavailable', 'apiserver is shutting down'),
};

function throttled(seconds: number): ApiAnswer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    text: status(429, 'TooManyRequests', 'Too many requests, please try again later.', {
      retryAfterSeconds: seconds,
    }),
  };
}
