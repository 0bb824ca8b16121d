import { createHash } from 'node:crypto';

/** The attributes of a span. Keys are constant; values may come from the cluster. */
export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A finished span, as plain data. Times are milliseconds since the epoch. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** null for the root span. */
  readonly parentId: string | null;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: Attributes;
  /** What went wrong; null when nothing did. */
  readonly error: string | null;
}

/** The trace and parent of a span. */
export interface Place {
  readonly traceId: string;
  readonly parentId: string | null;
}

/** The content of a span. */
export interface SpanContent {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes?: Attributes;
  readonly error?: string | null;
}

/** Maximum length of texts, in characters. */
const LONGEST_TEXT = 512;
const MOST_VALUES = 64;

/**
 * Creates a span with an id derived from its subject. So the parent of a span is known before it ends, without storing it,
 * and two leaders give the same span the same id.
 * @param about distinguishes it from others with the same name and start
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

/** @param about distinguishes it from others with this name in the same trace */
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
