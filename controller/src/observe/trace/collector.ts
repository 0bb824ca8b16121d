import type { Span } from './span.ts';

/** What became of spans: the label `result` of `mechanic_trace_spans_total`. */
export const spanResults = ['sent', 'failed', 'dropped'] as const;
export type SpanResult = (typeof spanResults)[number];

/** The way to one collector. */
export interface Collector {
  /** Takes spans to be sent in the background, as many as there is room for. Returns at once, and never throws. */
  put(spans: readonly Span[]): void;
  /** Sends what it has and lets go of everything. Resolves after `withinMs` at the latest, in milliseconds. */
  close(withinMs: number): Promise<void>;
}

export interface CollectorOptions {
  /** Base address, as in the settings. */
  readonly endpoint: string;
  readonly version: string;
  /** Which replica sends. */
  readonly identity: string;
  /** @param why of what failed, in words that hold no address and nothing that a server said */
  readonly onResult: (result: SpanResult, count: number, why?: string) => void;
}

/** Loads what speaks to collectors, when there is one for the first time. */
export type LoadCollector = () => Promise<(options: CollectorOptions) => Collector>;
