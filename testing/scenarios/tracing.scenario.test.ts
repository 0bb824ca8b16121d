import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OtlpReceiver } from '../tracing/otlp-receiver.ts';
import { RealCollector } from '../tracing/real-collector.ts';
import type { ReceivedSpan } from '../tracing/received-span.ts';
import { scaleSetNode } from './fleet.ts';
import { metric } from './installation.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string]; // two, as listed above

interface Line {
  readonly message: string;
  readonly node?: string;
  readonly traceId?: string;
}

describe('traces', () => {
  let receiver: OtlpReceiver;
  /** The collector between mechanic and the receiver, in `make test-collector`. */
  let collector: RealCollector | null = null;
  const suite = useMechanic({ fleet });

  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
    const binary = process.env.OTEL_COLLECTOR;
    if (binary !== undefined) collector = await RealCollector.start(binary, receiver.endpoint);
  });

  beforeEach(() => {
    receiver.mood = 'take';
  });

  afterAll(async () => {
    await receiver.stop();
    await collector?.stop();
  });

  const tracing = (): { tracing: { endpoint: string } } => ({
    tracing: { endpoint: (collector ?? receiver).endpoint },
  });

  /** The path of a span in its trace, by names. */
  function path(span: ReceivedSpan): string {
    const parent = receiver.spans.find(({ spanId }) => spanId === span.parentId);
    return parent === undefined ? span.name : `${path(parent)} / ${span.name}`;
  }

  /** All spans in the trace of an ended maintenance. */
  async function wholeTrace(traceId: string | undefined): Promise<readonly ReceivedSpan[]> {
    const isWhole = (span: ReceivedSpan): boolean => span.name === 'maintenance' && span.traceId === traceId;
    await suite.mechanic.eventually('the whole trace', () => receiver.spans.some(isWhole));
    return receiver.spans.filter((span) => span.traceId === traceId);
  }

  it('show a maintenance from the announcement to the uncordon, and its log lines have the trace id', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure(tracing());
    // They take a moment to stop, so that a pass sees them between their eviction and their end.
    const held = await hold(mechanic, a, 2, { stopSeconds: 1 });
    const first = mechanic.schedule(a, 'Redeploy');
    const { record } = await mechanic.untilPhase(a, 'Draining');
    const second = mechanic.schedule(b, 'Redeploy', { noticeMs: 3_600_000 });
    await mechanic.until(b, 'waiting', ({ waiting }) => waiting);
    const blocked = async (): Promise<boolean> =>
      (await mechanic.installation.status()).nodes.some(({ blockedBy }) => blockedBy.length > 0);
    await mechanic.eventually('pods held back', blocked);
    await held.release();
    const drained = await mechanic.untilDrained(b);
    for (const event of [first, second]) mechanic.imds.finish(event);
    const traceId = record?.traceId;
    const paths = new Set((await wholeTrace(traceId)).map(path));
    for (const name of [
      'maintenance',
      'maintenance / announced',
      'maintenance / cordoned',
      'maintenance / drained',
      'maintenance / drained / pod',
      'maintenance / drained / pod / blocked',
      'maintenance / drained / pod / eviction',
      'maintenance / over',
      'maintenance / uncordoned',
    ])
      expect(paths).toContain(name);
    const others = await wholeTrace(drained.record?.traceId);
    expect(others.find(({ name }) => name === 'maintenance')?.attributes).toMatchObject({
      'k8s.node.name': b,
      'mechanic.reason': 'Redeploy',
      'mechanic.outcome': 'completed',
    });
    expect(others.find(({ name }) => name === 'waited')?.attributes['mechanic.waited_for']).toContain(
      'drain slot',
    );
    const leader = await mechanic.installation.leader();
    const lines = leader
      .logs()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    for (const message of ['node cordoned', 'evicted a pod', 'node drained', 'maintenance over']) {
      const line = lines.find((candidate) => candidate.message === message && candidate.node === a);
      expect(line).toMatchObject({ traceId });
    }
    const types = new Set(receiver.requests.map(({ headers }) => headers['content-type']));
    expect(types).toEqual(new Set([collector === null ? 'application/x-protobuf' : 'application/json']));
    expect(await metric(leader, 'mechanic_trace_spans_total', 'result="sent"')).toBeGreaterThan(10);
  });

  it('continue under the next leader when the first is killed', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure(tracing());
    const held = await hold(mechanic, a, 2);
    const event = mechanic.schedule(a, 'Redeploy');
    const { record } = await mechanic.untilPhase(a, 'Draining');
    const cordoned = (): boolean =>
      receiver.named('cordoned').some(({ traceId }) => traceId === record?.traceId);
    await mechanic.eventually('the first spans', cordoned);
    const leader = await mechanic.installation.leader();
    leader.process().signal('SIGKILL');
    await held.release();
    await mechanic.untilDrained(a);
    mechanic.imds.finish(event);
    const spans = await wholeTrace(record?.traceId);
    const senders = new Set(spans.map(({ resource }) => resource['service.instance.id']));
    expect(senders.size).toBe(2);
    expect(new Set(spans.map(path))).toContain('maintenance / drained');
  });

  it('delay nothing while the collector hangs, and stop when they are switched off', async () => {
    const { mechanic } = suite;
    receiver.mood = 'hang';
    await mechanic.installation.configure(tracing());
    await mechanic.cluster.createWorkload({
      name: 'web',
      replicas: 4,
      nodeSelector: { 'kubernetes.io/hostname': a },
    });
    const began = Date.now();
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    expect(Date.now() - began).toBeLessThan(10_000);
    await mechanic.installation.configure({});
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
    receiver.mood = 'take';
    const requests = receiver.requests.length;
    const next = mechanic.schedule(b, 'Redeploy');
    const { record } = await mechanic.untilDrained(b);
    mechanic.imds.finish(next);
    await mechanic.untilIdle(b);
    expect(record).not.toHaveProperty('traceId');
    expect(
      receiver.spans.filter((span) => span.attributes['k8s.node.name'] === b && span.start > began),
    ).toEqual([]);
    expect(receiver.requests.length).toBeLessThanOrEqual(requests + 1);
  });
});
