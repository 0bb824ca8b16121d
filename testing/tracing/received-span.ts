import { Message } from './protobuf.ts';

export type Value = string | number | boolean | readonly Value[];
export type Attributes = Readonly<Record<string, Value>>;

/** A span as a collector got it. Times are milliseconds since the epoch. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty: none. */
  readonly parentId: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: Attributes;
  /** 0: nothing is said, 2: an error. */
  readonly status: { readonly code: number; readonly message: string };
  /** Of whatever sent it. */
  readonly resource: Attributes;
  readonly scope: string;
}

/**
 * Reads an ExportTraceServiceRequest by the numbers of its definition (opentelemetry/proto/trace/v1/trace.proto).
 * @throws Error when it is none
 */
export function spansIn(body: Buffer): ReceivedSpan[] {
  return new Message(body).messages(1).flatMap((resourceSpans) => {
    const resource = resourceSpans.messages(1).map(attributesIn(1))[0] ?? {};
    return resourceSpans.messages(2).flatMap((scopeSpans) => {
      const scope = scopeSpans.messages(1)[0]?.text(1) ?? '';
      return scopeSpans.messages(2).map((span) => ({ ...spanFrom(span), resource, scope }));
    });
  });
}

function spanFrom(span: Message): Omit<ReceivedSpan, 'resource' | 'scope'> {
  const [status] = span.messages(15);
  return {
    traceId: idIn(span, 1),
    spanId: idIn(span, 2),
    parentId: idIn(span, 4),
    name: span.text(5),
    start: milliseconds(span.number(7)),
    end: milliseconds(span.number(8)),
    attributes: attributesIn(9)(span),
    status: { code: Number(status?.number(3) ?? 0), message: status?.text(2) ?? '' },
  };
}

function idIn(span: Message, field: number): string {
  return span.bytes(field)[0]?.toString('hex') ?? '';
}

function milliseconds(nanoseconds = 0n): number {
  return Number(nanoseconds / 1_000_000n);
}

function attributesIn(field: number): (message: Message) => Attributes {
  return (message) =>
    Object.fromEntries(
      message.messages(field).map((pair) => [pair.text(1), ...pair.messages(2).map(valueFrom).slice(0, 1)]),
    ) as Attributes;
}

function valueFrom(value: Message): Value {
  const [array] = value.messages(5);
  if (array !== undefined) return array.messages(1).map(valueFrom);
  const flag = value.number(2);
  if (flag !== undefined) return flag === 1n;
  const whole = value.number(3);
  return whole === undefined ? value.text(1) : Number(whole);
}
