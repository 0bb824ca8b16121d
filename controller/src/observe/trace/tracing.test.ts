import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Metrics } from '../metrics.ts';
import type { Pass } from '../pass.ts';
import { MemoryLog, nodeView, passOf, recordOf, statusOf } from '../testing.ts';
import type { Statement } from '../event-recorder.ts';
import { traceIdFor } from '../../decide/step/trace-id.ts';
import type { Collector, CollectorOptions } from './collector.ts';
import type { Span } from './span.ts';
import { Tracing } from './tracing.ts';

class FakeCollector implements Collector {
  readonly options: CollectorOptions;
  readonly spans: Span[] = [];
  closedWithin: number | null = null;

  constructor(options: CollectorOptions) {
    this.options = options;
  }

  put(spans: readonly Span[]): void {
    this.spans.push(...spans);
  }

  close(withinMs: number): Promise<void> {
    this.closedWithin = withinMs;
    return Promise.resolve();
  }

  get names(): string[] {
    return this.spans.map(({ name }) => name);
  }
}

const traceId = traceIdFor('uid-n', '2026-11-23T05:00:00.000Z');
const node = nodeView('n', { unschedulable: true, record: { kind: 'present', value: recordOf('n') } });
const silence = { passed: () => undefined, done: () => undefined, refused: () => undefined };

let log: MemoryLog;
let metrics: Metrics;
let collectors: FakeCollector[];
let loaded: (() => void) | null;
let tracing: Tracing;

beforeEach(() => {
  log = new MemoryLog();
  metrics = new Metrics({ nodeDefaults: false });
  collectors = [];
  loaded = null;
  tracing = new Tracing({
    load: () =>
      new Promise((resolve) => {
        loaded = () =>
          resolve((options) => {
            const collector = new FakeCollector(options);
            collectors.push(collector);
            return collector;
          });
      }),
    metrics,
    log,
    version: '1',
    identity: 'me',
  });
});

afterEach(() => tracing.close(0));

async function turnTo(endpoint: string): Promise<FakeCollector> {
  tracing.take({ tracing: { endpoint } });
  loaded?.();
  await Promise.resolve();
  await Promise.resolve();
  const collector = collectors.at(-1);
  if (collector === undefined) throw new Error('nothing was loaded');
  return collector;
}

function pass(names: readonly string[]): void {
  const nodes = names.map((name) => (name === 'n' ? node : nodeView(name)));
  tracing.observer(silence).passed(passOf(nodes, names.includes('n') ? [statusOf('n', 'draining')] : []));
}

async function counted(result: string): Promise<number> {
  const series = `mechanic_trace_spans_total{result="${result}"} `;
  const line = (await metrics.text()).split('\n').find((text) => text.startsWith(series));
  return Number(line?.slice(series.length));
}

const statement: Statement = { type: 'Normal', reason: 'R', message: 'm', about: null, occasion: '' };

describe('Tracing', () => {
  it('loads nothing and adds nothing without an endpoint', () => {
    const passes: Pass[] = [];
    tracing.take({ tracing: { endpoint: '' } });
    tracing.observer({ ...silence, passed: (seen) => passes.push(seen) }).passed(passOf([node]));
    tracing.log(log).info('node cordoned', { node: 'n' });
    expect(passes).toHaveLength(1);
    expect(loaded).toBeNull();
    expect(log.lines).toEqual([{ level: 'info', message: 'node cordoned', fields: { node: 'n' } }]);
  });

  it('follows the settings: on, off, and to another collector', async () => {
    const first = await turnTo('http://one:4318');
    expect(first.options).toMatchObject({ endpoint: 'http://one:4318', version: '1', identity: 'me' });
    pass(['n']);
    pass([]);
    expect(first.names).toEqual(['drain cancelled', 'over', 'maintenance']);
    const second = await turnTo('http://two:4318');
    expect(first.closedWithin).toBe(10_000);
    pass(['n']);
    pass([]);
    expect(second.names).toEqual(['drain cancelled', 'over', 'maintenance']);
    tracing.take({ tracing: { endpoint: '' } });
    expect(second.closedWithin).toBe(10_000);
    pass(['n']);
    pass([]);
    expect(second.names).toHaveLength(3);
    expect(collectors).toHaveLength(2);
  });

  it('keeps spans while the exporter is being loaded, and counts those it cannot keep', async () => {
    tracing.take({ tracing: { endpoint: 'http://one:4318' } });
    for (let turn = 0; turn < 200; turn++) {
      pass(['n']);
      pass([]);
    }
    loaded?.();
    await Promise.resolve();
    await Promise.resolve();
    const told = collectors[0]?.spans.length ?? 0;
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(512);
    expect((await counted('dropped')) > 0).toBe(told === 512);
  });

  it('closes a collector that the settings dropped while it was being loaded', async () => {
    tracing.take({ tracing: { endpoint: 'http://one:4318' } });
    tracing.take({ tracing: { endpoint: '' } });
    loaded?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(collectors).toEqual([]);
  });

  it('adds the trace id to log lines and Events about the node, and to no others', async () => {
    await turnTo('http://one:4318');
    pass(['n', 'other']);
    const traced = tracing.log(log);
    traced.info('a', { node: 'n', pod: 'p' });
    traced.warn('b', { node: 'other' });
    traced.error('c');
    expect(log.lines.map(({ fields }) => fields)).toEqual([
      { node: 'n', pod: 'p', traceId },
      { node: 'other' },
      {},
    ]);
    const said: unknown[] = [];
    const events = tracing.events({ say: (_, { traceId: id }) => said.push(id) });
    events.say({ kind: 'Node', name: 'n', uid: 'uid-n' }, statement);
    events.say({ kind: 'Node', name: 'other', uid: 'uid-other' }, statement);
    events.say({ kind: 'ConfigMap', name: 'n', uid: '' }, statement);
    expect(said).toEqual([traceId, undefined, undefined]);
  });

  it('adds the trace id already to the report of the cordon, and still to that of the release', async () => {
    await turnTo('http://one:4318');
    const traced = tracing.log(log);
    const observer = tracing.observer({ ...silence, done: () => traced.info('done', { node: 'n' }) });
    const ref = { name: 'n', uid: 'uid-n' };
    observer.done({ kind: 'cordon', node: ref, record: recordOf('n') }, nodeView('n'));
    pass(['n']);
    observer.done({ kind: 'release', node: ref, uncordon: true, outcome: 'completed', reason: '' }, node);
    expect(log.lines.map(({ fields }) => fields.traceId)).toEqual([traceId, traceId]);
  });

  it('sends running spans when it stops leading, and nothing of them afterwards', async () => {
    const collector = await turnTo('http://one:4318');
    pass(['n']);
    tracing.steppedDown();
    const { length } = collector.spans;
    pass([]);
    expect(collector.spans).toHaveLength(length);
  });

  it('counts the results of spans, and logs each outage once', async () => {
    const { options } = await turnTo('http://one:4318');
    options.onResult('sent', 5);
    options.onResult('failed', 2, 'ECONNREFUSED');
    options.onResult('failed', 2, 'ECONNREFUSED');
    options.onResult('dropped', 7);
    options.onResult('sent', 1);
    options.onResult('failed', 1, 'HTTP 404');
    expect(await Promise.all(['sent', 'failed', 'dropped'].map(counted))).toEqual([6, 5, 7]);
    expect(log.lines).toEqual([
      { level: 'warn', message: 'traces not sent', fields: { error: 'ECONNREFUSED' } },
      { level: 'warn', message: 'traces not sent', fields: { error: 'HTTP 404' } },
    ]);
  });

  it('passes on what it cannot trace itself', async () => {
    await turnTo('http://one:4318');
    let heard = 0;
    const observer = tracing.observer({ ...silence, passed: () => (heard += 1) });
    // An invalid pass, to cause an error in tracing.
    observer.passed({ ...passOf([]), decision: null } as unknown as Pass);
    expect(heard).toBe(1);
    expect(log.messages()).toEqual(['tracing failed']);
  });

  it('logs when the exporter cannot be loaded', async () => {
    const broken = new Tracing({
      load: () => Promise.reject(new Error('no such file')),
      metrics,
      log,
      version: '1',
      identity: 'me',
    });
    broken.take({ tracing: { endpoint: 'http://one:4318' } });
    await Promise.resolve();
    await Promise.resolve();
    expect(log.lines).toEqual([
      { level: 'error', message: 'cannot trace', fields: { error: 'no such file' } },
    ]);
  });
});
