import { createHash } from 'node:crypto';

/** What a span says beside its name and times. No key of it is free text; values may come from the cluster. */
export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A finished span, as plain data. Times are milliseconds since the epoch. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** null: it is the trace's own. */
  readonly parentId: string | null;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: Attributes;
  /** What went wrong; null when nothing did. */
  readonly error: string | null;
}

/** Where in a trace a span belongs. */
export interface Place {
  readonly traceId: string;
  readonly parentId: string | null;
}

/** What a span is made of. */
export interface SpanContent {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes?: Attributes;
  readonly error?: string | null;
}

/** Texts are cut, in characters; nobody reads more of them. */
const LONGEST_TEXT = 512;
const MOST_VALUES = 64;

/**
 * A span whose id follows from what it is about: the parent of spans that end before it is known without anybody
 * remembering it, and what two leaders tell of the same thing has the same id.
 * @param about tells it from others of the same name and start
 */
export function spanOf(place: Place, content: SpanContent, about = ''): Span {
  const { name, start, end, attributes = {}, error = null } = content;
  return {
    ...place,
    spanId: spanIdFor(place.traceId, name, `${start} ${about}`),
    name,
    start,
    end: Math.max(start, end),
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, bounded(value)])),
    error: error === null ? null : cut(error),
  };
}

/** @param about tells it from others of this name in the same trace */
export function spanIdFor(traceId: string, name: string, about: string): string {
  return createHash('sha256')
    .update(JSON.stringify([traceId, name, about]))
    .digest('hex')
    .slice(0, 16);
}

function bounded(value: Attributes[string]): Attributes[string] {
  if (typeof value === 'string') return cut(value);
  return typeof value === 'object' ? value.slice(0, MOST_VALUES).map(cut) : value;
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
