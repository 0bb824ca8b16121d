import type { ApiRequest, ModelApi } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { ApiAnswer, Server, WatchSink } from './network.ts';
import type { ApiCall } from './traffic.ts';

/** The API server gives clients that follow in silence a sign about once a minute. */
const BOOKMARK_MS = 60_000;

/** The model of the API server behind the network. */
export class ApiServer implements Server {
  readonly #api: ModelApi;
  readonly #engine: Engine;
  /** What ends the watches that are open, so that all of them can be ended at once. */
  readonly #watches = new Set<() => void>();

  constructor(api: ModelApi, engine: Engine) {
    this.#api = api;
    this.#engine = engine;
    engine.every(
      () => BOOKMARK_MS,
      () => api.bookmark(),
    );
  }

  handle(call: ApiCall): ApiAnswer {
    const { status, headers, body } = this.#api.handle(requestOf(call));
    return { status, headers, text: body };
  }

  watch(call: ApiCall, sink: WatchSink): { readonly answer: ApiAnswer } | { readonly stop: () => void } {
    let over = false;
    let close = (): void => undefined;
    const stop = (): void => {
      over = true;
      close();
      this.#watches.delete(end);
    };
    const end = (): void => {
      if (over) return;
      stop();
      sink.end();
    };
    const watch = this.#api.watch(requestOf(call), { line: (text) => sink.send(text), end });
    if ('status' in watch)
      return { answer: { status: watch.status, headers: watch.headers, text: watch.body } };
    const cancel = this.#engine.after(Number(call.query.get('timeoutSeconds') ?? '300') * 1_000, end);
    close = (): void => {
      cancel();
      watch.close();
    };
    // It may have ended while it began.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
    if (over) close();
    else this.#watches.add(end);
    return { stop };
  }

  /** Forgets the past: whoever reconnects from before has to look at everything again. */
  compact(): void {
    this.#api.compact();
    for (const end of [...this.#watches]) end();
  }
}

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

function requestOf({ method, path, query, headers, body, actor }: ApiCall): ApiRequest {
  if (!methods.has(method)) throw new Error(`the model knows no ${method}`);
  return {
    method: method as ApiRequest['method'], // one of them, as was just asked
    path,
    query: Object.fromEntries(query),
    contentType: headers['Content-Type'] ?? headers['content-type'] ?? 'application/json',
    body,
    user: actor,
  };
}
