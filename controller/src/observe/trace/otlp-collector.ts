/** Uses the SDK and exporter of OpenTelemetry: loaded only when tracing is on, and bundled separately for that. */
import {
  type AnyValue,
  ROOT_CONTEXT,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base';
import { createOtlpHttpExportDelegate } from '@opentelemetry/otlp-exporter-base/node-http';
import { ProtobufTraceSerializer, TraceExporterMetricsHelper } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  type IdGenerator,
  type ReadableSpan,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Collector, CollectorOptions } from './collector.ts';
import type { Span } from './span.ts';

/** Maximum number of waiting spans, of about 1 KiB each; further ones are dropped. */
const MOST_WAITING = 2_048;
const BATCH = 512;
/** When the queue is closed it may be sent as a whole. */
const MOST_REQUESTS = MOST_WAITING / BATCH + 1;
const PAUSE_MS = 1_000;
/** Time limit of one batch, with all its retries. */
const TRIES_MS = 10_000;
/** Time limit for an answer when closing. */
const EXPORT_MS = 15_000;

/** Sends spans to one OTLP collector over HTTP: in batches, with a bounded queue, timeouts and retries. */
export class OtlpCollector implements Collector {
  readonly #options: CollectorOptions;
  readonly #ids = new GivenIds();
  readonly #agent: HttpAgent;
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  #waiting = 0;
  #closed = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
    const url = tracesUrl(options.endpoint);
    // Separate agents: the agent of the process may be configured to use a proxy.
    this.#agent =
      url.protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
    this.#provider = new TracerProvider({
      idGenerator: this.#ids,
      sampler: new AlwaysOnSampler(),
      resource: resourceFromAttributes({
        'service.name': 'mechanic-controller',
        'service.version': options.version,
        'service.instance.id': options.identity,
      }),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter: this.#counted(exporterTo(url, this.#agent)),
          maxQueueSize: MOST_WAITING,
          maxExportBatchSize: BATCH,
          scheduledDelayMillis: PAUSE_MS,
          exportTimeoutMillis: EXPORT_MS,
        }),
      ],
    });
    this.#tracer = this.#provider.getTracer('mechanic', options.version);
  }

  put(spans: readonly Span[]): void {
    const room = this.#closed ? 0 : MOST_WAITING - this.#waiting;
    if (spans.length > room) this.#options.onResult('dropped', spans.length - room);
    for (const span of spans.slice(0, room)) {
      this.#waiting += 1;
      this.#record(span);
    }
  }

  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    // Failed spans were counted already.
    await Promise.race([this.#provider.shutdown().catch(() => undefined), tooLate]);
    clearTimeout(timer);
    this.#agent.destroy();
    // Destroying the agents stops any further retry.
    this.#agent.createConnection = () => {
      throw new Error('closed');
    };
  }

  #record(span: Span): void {
    const { traceId, parentId, name, start, end, attributes, error } = span;
    this.#ids.next = span;
    const parent = { traceId, spanId: parentId ?? '', traceFlags: TraceFlags.SAMPLED };
    const context = parentId === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    const values = Object.entries(attributes).map(([key, value]) => [key, plain(value)] as const);
    const options = { startTime: new Date(start), attributes: Object.fromEntries(values) };
    const recorded = this.#tracer.startSpan(name, options, context);
    if (error !== null) recorded.setStatus({ code: SpanStatusCode.ERROR, message: error });
    recorded.end(new Date(end));
  }

  /** Spans leave the queue when they are passed to the exporter, and are counted with the result. */
  #counted(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans: ReadableSpan[], done: (result: ExportResult) => void) => {
        this.#waiting -= spans.length;
        exporter.export(spans, (result) => {
          if (result.code === ExportResultCode.SUCCESS) this.#options.onResult('sent', spans.length);
          else this.#options.onResult('failed', spans.length, whyOf(result.error));
          done(result);
        });
      },
      forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
      shutdown: () => exporter.shutdown(),
    };
  }
}

/** Our ids are derived from the subject of a span; the SDK asks for each id when it creates the span. */
class GivenIds implements IdGenerator {
  next: Pick<Span, 'traceId' | 'spanId'> = { traceId: '', spanId: '' };

  generateTraceId(): string {
    return this.next.traceId;
  }

  generateSpanId(): string {
    return this.next.spanId;
  }
}

/** The exporter without its usual configuration, which also reads addresses and headers from the environment. */
function exporterTo(url: URL, agent: HttpAgent): SpanExporter {
  return new OTLPExporterBase(
    createOtlpHttpExportDelegate(
      {
        url: url.href,
        headers: () => Promise.resolve({ 'Content-Type': 'application/x-protobuf' }),
        compression: 'none',
        timeoutMillis: TRIES_MS,
        concurrencyLimit: MOST_REQUESTS,
        agentFactory: () => agent,
        userAgent: 'mechanic',
      },
      ProtobufTraceSerializer,
      'otlp_http_span_exporter',
      TraceExporterMetricsHelper,
      undefined,
    ),
  );
}

function plain(value: Span['attributes'][string]): AnyValue {
  return typeof value === 'object' ? [...value] : value;
}

/** Appends the path for traces to a base address, as OpenTelemetry does. */
export function tracesUrl(endpoint: string): URL {
  const url = new URL(endpoint);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith('/v1/traces') ? path : `${path}/v1/traces`;
  return url;
}

/** Error messages may contain addresses or text of the server, so only error codes are reported. */
export function whyOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return `HTTP ${code}`;
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : 'no answer in time';
}
