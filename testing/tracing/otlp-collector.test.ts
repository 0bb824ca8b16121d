import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SpanResult } from '../../controller/src/observe/trace/collector.ts';
import { OtlpCollector, tracesUrl, whyOf } from '../../controller/src/observe/trace/otlp-collector.ts';
import { type Span, spanOf } from '../../controller/src/observe/trace/span.ts';
import { OtlpReceiver } from './otlp-receiver.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const start = Date.parse('2026-11-23T05:00:00.123Z');

let receiver: OtlpReceiver;
let results: [SpanResult, number, string?][];
let collector: OtlpCollector;
const environment = { ...process.env };

beforeEach(async () => {
  receiver = await OtlpReceiver.start();
  results = [];
  collector = collectorAt(receiver.endpoint);
});

afterEach(async () => {
  await collector.close(0);
  await receiver.stop();
  process.env = environment;
});

function collectorAt(endpoint: string): OtlpCollector {
  const ofThisTest = results;
  const onResult = (...result: [SpanResult, number, string?]): void => void ofThisTest.push(result);
  return new OtlpCollector({ endpoint, version: '1.2.3', identity: 'controller-a', onResult });
}

function span(about = '', content: Partial<Span> = {}): Span {
  return {
    ...spanOf({ traceId, parentId: null }, { name: 'waited', start, end: start + 1_500 }, about),
    ...content,
  };
}

const spans = (count: number): Span[] => Array.from({ length: count }, (_, index) => span(String(index)));

function total(wanted: SpanResult): number {
  return results.reduce((sum, [result, count]) => (result === wanted ? sum + count : sum), 0);
}

describe('OtlpCollector', () => {
  it('sends spans as they are, and who sends them', async () => {
    const attributes = { 'mechanic.why': 'ä "quoted" \u2028', list: ['a', 'b'], count: 3, flag: true };
    const parent = span('parent');
    collector.put([parent, span('child', { parentId: parent.spanId, attributes, error: 'in vain' })]);
    await collector.close(5_000);
    expect(results).toEqual([['sent', 2, undefined]]);
    const resource = {
      'service.name': 'mechanic-controller',
      'service.version': '1.2.3',
      'service.instance.id': 'controller-a',
    };
    const common = { traceId, name: 'waited', start, end: start + 1_500, resource, scope: 'mechanic' };
    expect(receiver.spans).toEqual([
      { ...common, spanId: parent.spanId, parentId: '', attributes: {}, status: { code: 0, message: '' } },
      {
        ...common,
        spanId: span('child').spanId,
        parentId: parent.spanId,
        attributes,
        status: { code: 2, message: 'in vain' },
      },
    ]);
    expect(receiver.requests).toMatchObject([
      { path: '/v1/traces', headers: { 'content-type': 'application/x-protobuf' } },
    ]);
  });

  it('takes nothing from the environment: no address, header or proxy', async () => {
    process.env = {
      ...environment,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=S3CRET',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_TRACES_SAMPLER: 'always_off',
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '0',
      OTEL_RESOURCE_ATTRIBUTES: 'secret=S3CRET',
      OTEL_BSP_MAX_QUEUE_SIZE: '1',
      OTEL_SDK_DISABLED: 'true',
      HTTP_PROXY: 'http://127.0.0.1:1',
      http_proxy: 'http://127.0.0.1:1',
      NODE_USE_ENV_PROXY: '1',
    };
    const other = collectorAt(receiver.endpoint);
    other.put([span('', { attributes: { a: 'b' } })]);
    await other.close(5_000);
    expect(receiver.spans).toMatchObject([{ attributes: { a: 'b' } }]);
    expect(JSON.stringify([receiver.requests, receiver.spans])).not.toContain('S3CRET');
    expect(receiver.requests[0]?.headers['content-encoding']).toBeUndefined();
  });

  it('keeps a bounded queue while the collector hangs, counts what it drops, and closes in time', async () => {
    receiver.mood = 'hang';
    const before = performance.now();
    for (let turn = 0; turn < 10; turn++) collector.put(spans(1_000));
    expect(performance.now() - before).toBeLessThan(1_000);
    // The queue, and what is under way.
    expect(total('dropped')).toBeGreaterThanOrEqual(10_000 - 2_048 - 512);
    await collector.close(100);
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(receiver.spans).toEqual([]);
    collector.put(spans(3));
    expect(results.at(-1)).toEqual(['dropped', 3]);
  });

  it('closes in time although an answer never ends', async () => {
    receiver.mood = 'drip';
    collector.put(spans(1));
    const before = performance.now();
    await collector.close(100);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it.each([
    [404, 'HTTP 404'],
    [307, 'HTTP 307'],
    [500, 'HTTP 500'],
  ])(
    'gives up at once when the answer is %i, follows nothing and repeats nothing of it',
    async (mood, why) => {
      receiver.mood = mood;
      collector.put(spans(2));
      await collector.close(5_000);
      expect(results).toEqual([['failed', 2, why]]);
      expect(receiver.requests).toHaveLength(1);
    },
  );

  it('tries again when a collector is away for a moment', async () => {
    const { port } = receiver;
    await receiver.stop();
    collector.put(spans(2));
    const closed = collector.close(9_000);
    receiver = await OtlpReceiver.start(port);
    await closed;
    expect(results).toEqual([['sent', 2, undefined]]);
    expect(receiver.spans).toHaveLength(2);
  });
});

describe('whyOf', () => {
  it('tells the code of an error and nothing else of it', () => {
    const error = (code: unknown): Error => Object.assign(new Error('http://S3CRET'), { code });
    expect(
      [error('ECONNREFUSED'), error(404), error('http://S3CRET'), error(undefined), null].map(whyOf),
    ).toEqual(['ECONNREFUSED', 'HTTP 404', 'no answer in time', 'no answer in time', 'no answer in time']);
  });
});

describe('tracesUrl', () => {
  it.each([
    ['http://collector:4318', 'http://collector:4318/v1/traces'],
    ['http://collector:4318/', 'http://collector:4318/v1/traces'],
    ['https://example.net/otlp/', 'https://example.net/otlp/v1/traces'],
    ['https://example.net/otlp/v1/traces', 'https://example.net/otlp/v1/traces'],
  ])('makes of %s what OpenTelemetry does', (endpoint, url) => {
    expect(tracesUrl(endpoint).href).toBe(url);
  });
});
