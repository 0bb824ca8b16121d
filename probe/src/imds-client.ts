import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import type { Clock } from '@mechanic/contract/clock';
import { type ScheduledEvents, readScheduledEvents } from './scheduled-events.ts';

/** Why a request brought nothing usable: the label `result` of the requests metric. */
export const IMDS_FAILURES = [
  'timeout',
  'unreachable',
  'throttled',
  'gone',
  'not_found',
  'refused',
  'server_error',
  'too_large',
  'unreadable',
] as const;
export type ImdsFailure = (typeof IMDS_FAILURES)[number];

export type ImdsAnswer<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'failed'; readonly failure: ImdsFailure };

/** The metadata service, as the rest of the probe uses it. */
export interface Imds {
  /** @param timeoutMs the first answer of a VM may take two minutes, later ones are fast */
  scheduledEvents(timeoutMs: number): Promise<ImdsAnswer<ScheduledEvents>>;
  /** `compute.name`, the name of this VM. */
  vmName(timeoutMs: number): Promise<ImdsAnswer<string>>;
  /** Approves events, for every VM that the events name. */
  startRequests(ids: readonly string[], timeoutMs: number): Promise<ImdsAnswer<undefined>>;
}

export interface ImdsClientOptions {
  readonly endpoint: string;
  readonly spotRebalance: boolean;
  readonly clock: Clock;
  readonly onRequest: (result: 'ok' | ImdsFailure) => void;
}

const version = '2020-07-01';
/** The api-version that announces spot rebalancing; it is not generally available, so a VM may not have it. */
const previewVersion = '2024-07-09';
/** How long a refused preview version is not tried again: a 404 may also mean that the service is being updated. */
const previewRetryMs = 3_600_000;
const computePath = '/metadata/instance/compute?api-version=2021-02-01';
const namePath = '/metadata/instance/compute/name?api-version=2021-02-01&format=text';
const largestBody = 1024 * 1024;

type Raw = { readonly kind: 'answer'; readonly status: number; readonly body: string } | Failed;
type Failed = Extract<ImdsAnswer<never>, { kind: 'failed' }>;

interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly timeoutMs: number;
  readonly body?: string;
}

/** The client of the metadata service: bare HTTP, never through a proxy, one request at a time. */
export class ImdsClient implements Imds {
  readonly #options: ImdsClientOptions;
  /** One socket, so a second request waits for the first. An agent of our own also ignores proxy variables. */
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #previewFrom: number;
  /** The last answer. An equal text is not parsed again. */
  #last: { readonly body: string; readonly document: ScheduledEvents } | undefined;

  constructor(options: ImdsClientOptions) {
    this.#options = options;
    this.#previewFrom = options.spotRebalance ? 0 : Number.POSITIVE_INFINITY;
  }

  async scheduledEvents(timeoutMs: number): Promise<ImdsAnswer<ScheduledEvents>> {
    const now = this.#options.clock.monotonic();
    if (now >= this.#previewFrom) {
      const raw = await this.#send({ method: 'GET', path: eventsPath(previewVersion), timeoutMs });
      if (raw.kind === 'failed' || (raw.status !== 400 && raw.status !== 404)) {
        return this.#judge(raw, this.#read);
      }
      this.#previewFrom = now + previewRetryMs;
    }
    return this.#judge(await this.#send({ method: 'GET', path: eventsPath(version), timeoutMs }), this.#read);
  }

  async vmName(timeoutMs: number): Promise<ImdsAnswer<string>> {
    const compute = await this.#name(computePath, timeoutMs);
    // A service without this document, or with one of another shape, may still return the name alone.
    const elsewhere =
      compute.kind === 'failed' && ['not_found', 'refused', 'unreadable'].includes(compute.failure);
    return elsewhere ? this.#name(namePath, timeoutMs) : compute;
  }

  async #name(path: string, timeoutMs: number): Promise<ImdsAnswer<string>> {
    return this.#judge(await this.#send({ method: 'GET', path, timeoutMs }), readName);
  }

  async startRequests(ids: readonly string[], timeoutMs: number): Promise<ImdsAnswer<undefined>> {
    const body = JSON.stringify({ StartRequests: ids.map((id) => ({ EventId: id })) });
    const raw = await this.#send({ method: 'POST', path: eventsPath(version), timeoutMs, body });
    const judged = this.#judge(raw, () => true);
    return judged.kind === 'ok' ? { kind: 'ok', value: undefined } : judged;
  }

  readonly #read = (body: string): ScheduledEvents | undefined => {
    if (body === this.#last?.body) return this.#last.document;
    const document = readScheduledEvents(body);
    if (document !== undefined) this.#last = { body, document };
    return document;
  };

  /** Checks the status, then the shape of the body. */
  #judge<T>(raw: Raw, read: (body: string) => T | undefined): ImdsAnswer<T> {
    const answer = judge(raw, read);
    this.#options.onRequest(answer.kind === 'ok' ? 'ok' : answer.failure);
    return answer;
  }

  async #send(exchange: Exchange): Promise<Raw> {
    const first = await this.#attempt(exchange);
    // The service may close an idle connection at the moment the client uses it again.
    return first === 'stale' ? noLongerStale(await this.#attempt(exchange)) : first;
  }

  #attempt({ method, path, timeoutMs, body }: Exchange): Promise<Raw | 'stale'> {
    return new Promise((resolve) => {
      const request = httpRequest(`${this.#options.endpoint}${path}`, {
        method,
        agent: this.#agent,
        headers: { Metadata: 'true', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      });
      const finish = (raw: Raw | 'stale'): void => {
        cancel();
        resolve(raw);
        if (raw === 'stale' || raw.kind === 'failed') request.destroy();
      };
      const cancel = this.#options.clock.after(timeoutMs, () => finish(failed('timeout')));
      request.on('response', (response) => collect(response, finish));
      request.on('error', () => finish(request.reusedSocket ? 'stale' : failed('unreachable')));
      request.end(body);
    });
  }
}

function eventsPath(apiVersion: string): string {
  return `/metadata/scheduledevents?api-version=${apiVersion}`;
}

function failed(failure: ImdsFailure): Failed {
  return { kind: 'failed', failure };
}

function noLongerStale(raw: Raw | 'stale'): Raw {
  return raw === 'stale' ? failed('unreachable') : raw;
}

function collect(response: IncomingMessage, finish: (raw: Raw) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > largestBody) finish(failed('too_large'));
    else chunks.push(chunk);
  });
  response.on('end', () => {
    finish({
      kind: 'answer',
      status: response.statusCode ?? 0,
      body: Buffer.concat(chunks).toString('utf8'),
    });
  });
  response.on('error', () => finish(failed('unreachable')));
}

function judge<T>(raw: Raw, read: (body: string) => T | undefined): ImdsAnswer<T> {
  if (raw.kind === 'failed') return raw;
  if (raw.status !== 200) return failed(failureOf(raw.status));
  const value = read(raw.body);
  return value === undefined ? failed('unreadable') : { kind: 'ok', value };
}

function failureOf(status: number): ImdsFailure {
  if (status === 404) return 'not_found';
  if (status === 410) return 'gone';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'server_error' : 'refused';
}

/** Reads a VM name, alone or in the document about the VM; undefined for anything else (a sign-in page, an empty text). */
function readName(body: string): string | undefined {
  const name = (nameInDocument(body) ?? body).trim();
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/.test(name) ? name : undefined;
}

function nameInDocument(body: string): string | undefined {
  if (!body.startsWith('{')) return undefined;
  try {
    const document: unknown = JSON.parse(body);
    const name =
      typeof document === 'object' && document !== null && 'name' in document ? document.name : undefined;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
