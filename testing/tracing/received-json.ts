import type { Attributes, ReceivedSpan, Value } from './received-span.ts';

interface JsonValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly arrayValue?: { readonly values?: readonly JsonValue[] };
}

type Pairs = readonly { readonly key: string; readonly value: JsonValue }[];

interface JsonSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: Pairs;
  readonly status?: { readonly code?: number; readonly message?: string };
}

/** What a collector passes on as OTLP in JSON. */
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes?: Pairs };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly JsonSpan[];
    }[];
  }[];
}

/** Reads an export in JSON, which a collector of ours wrote. */
export function spansInJson(body: string): ReceivedSpan[] {
  const { resourceSpans } = JSON.parse(body) as Export;
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        ...spanFrom(span),
        resource: attributesFrom(resource.attributes),
        scope: scope.name,
      })),
    ),
  );
}

function spanFrom(span: JsonSpan): Omit<ReceivedSpan, 'resource' | 'scope'> {
  const { traceId, spanId, parentSpanId = '', name, status } = span;
  return {
    traceId,
    spanId,
    parentId: parentSpanId,
    name,
    start: milliseconds(span.startTimeUnixNano),
    end: milliseconds(span.endTimeUnixNano),
    attributes: attributesFrom(span.attributes),
    status: { code: status?.code ?? 0, message: status?.message ?? '' },
  };
}

function milliseconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1_000_000n);
}

function attributesFrom(pairs: Pairs = []): Attributes {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, valueFrom(value)]));
}

function valueFrom(value: JsonValue): Value {
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(valueFrom);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.boolValue ?? value.stringValue ?? '';
}
