import type { Span } from './span.ts';

/** The result of sending spans: the label `result` of `mechanic_trace_spans_total`. */
export const spanResults = ['sent', 'failed', 'dropped'] as const;
export type SpanResult = (typeof spanResults)[number];

/** The connection to one collector. */
export interface Collector {
  /** Queues spans for sending in the background, up to a limit. Returns at once and never throws. */
  put(spans: readonly Span[]): void;
  /** Sends the remaining spans and frees all resources. Resolves after `withinMs` milliseconds at the latest. */
  close(withinMs: number): Promise<void>;
}

export interface CollectorOptions {
  /** Base address from the settings. */
  readonly endpoint: string;
  readonly version: string;
  /** The replica that sends. */
  readonly identity: string;
  /** @param why the reason of a failure, in words without addresses and without text of a server */
  readonly onResult: (result: SpanResult, count: number, why?: string) => void;
}

/** Loads the exporter when the first collector is needed. */
export type LoadCollector = () => Promise<(options: CollectorOptions) => Collector>;
