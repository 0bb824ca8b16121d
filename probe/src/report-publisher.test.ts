import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { FakeLog } from './fake-log.ts';
import { FakeNode } from './fake-node.ts';
import type { NodeFailure } from './node-client.ts';
import { Observation } from './observation.ts';
import { ReportPublisher } from './report-publisher.ts';
import { readScheduledEvents } from './scheduled-events.ts';

const vm = 'vmss_1';

class Bench {
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  readonly node: FakeNode;
  readonly writes: string[] = [];
  readonly observation: Observation;
  readonly publisher: ReportPublisher;

  constructor(node = new FakeNode()) {
    this.node = node;
    this.observation = new Observation(() => this.publisher.changed());
    this.publisher = new ReportPublisher({
      node,
      observation: this.observation,
      clock: this.clock,
      random: () => 0.5,
      log: this.log,
      onWrite: (result) => void this.writes.push(result),
    });
    void this.publisher.run();
  }

  answer(incarnation: number, ...types: string[]): void {
    const events = types.map((type) => ({ EventId: type, EventType: type, Resources: [vm] }));
    const read = readScheduledEvents(JSON.stringify({ DocumentIncarnation: incarnation, Events: events }));
    if (read === undefined) throw new Error('not a document');
    this.observation.learnImdsName(vm);
    this.observation.learnDocument(read);
  }
}

async function reporting(): Promise<Bench> {
  const bench = new Bench();
  bench.answer(1, 'Redeploy');
  await bench.clock.advance(0);
  return bench;
}

describe('the publisher of the report', () => {
  it('reports at first that it is starting, and is not yet ready', async () => {
    const bench = new Bench();
    await bench.clock.advance(0);
    expect(bench.node.requests).toEqual(['read', 'write']);
    expect(bench.node.report).toMatchObject({
      imds: 'starting',
      changedAt: '2026-11-23T05:00:00.000Z',
      events: [],
    });
    expect(bench.publisher.doubt).not.toBeNull();
  });

  it('writes a new report at once, with the time, and then is ready', async () => {
    const bench = new Bench();
    await bench.clock.advance(60_000);
    bench.answer(1, 'Redeploy');
    await bench.clock.advance(0);
    expect(bench.node.report).toMatchObject({
      vm,
      imds: 'ok',
      changedAt: '2026-11-23T05:01:00.000Z',
      events: [{ type: 'Redeploy' }],
    });
    expect(bench.publisher.doubt).toBeNull();
  });

  it('writes nothing for events of neighbours, which change the incarnation only', async () => {
    const bench = await reporting();
    const before = bench.node.requests.length;
    for (const incarnation of [2, 3, 4]) {
      bench.answer(incarnation, 'Redeploy');
      await bench.clock.advance(1_000);
    }
    expect(bench.node.requests).toHaveLength(before);
    expect(bench.publisher.doubt).toBeNull();
    bench.answer(5, 'Redeploy', 'Reboot');
    await bench.clock.advance(0);
    expect(bench.node.report).toMatchObject({ incarnation: '5', events: [{}, {}] });
  });

  it('sends nothing while nothing changes, except for reading its Node every five minutes', async () => {
    const bench = await reporting();
    const before = bench.node.requests.length;
    await bench.clock.advance(299_000);
    expect(bench.node.requests).toHaveLength(before);
    await bench.clock.advance(901_000);
    expect(bench.node.requests.slice(before)).toEqual(['read', 'read', 'read', 'read']);
  });

  it('restores what somebody removed or changed', async () => {
    const bench = await reporting();
    const written = bench.node.report;
    for (const report of [
      undefined,
      '{"version":1}',
      bench.node.node.report?.replace('Redeploy', 'Freeze'),
    ]) {
      bench.node.node = { ...bench.node.node, report };
      await bench.clock.advance(300_000);
      expect(bench.node.report).toEqual({ ...written, changedAt: expect.any(String) });
    }
  });

  it('writes nothing when a new process reads the same report that the old one wrote', async () => {
    const { node } = await reporting();
    const before = node.node.report;
    const next = new Bench(node);
    next.answer(1, 'Redeploy');
    await next.clock.advance(0);
    expect(next.writes).toEqual([]);
    expect(node.node.report).toBe(before);
    expect(next.publisher.doubt).toBeNull();
  });

  it('keeps the events of the old process while the new one has no answer', async () => {
    const { node } = await reporting();
    const next = new Bench(node);
    await next.clock.advance(20_000);
    expect(next.writes).toEqual([]);
    expect(next.publisher.doubt).not.toBeNull();
    next.observation.learnSilence();
    await next.clock.advance(0);
    expect(node.report).toMatchObject({ imds: 'unavailable', events: [{ type: 'Redeploy' }] });
    next.answer(2);
    await next.clock.advance(0);
    expect(node.report).toMatchObject({ imds: 'ok', events: [] });
  });

  it('repeats a failed write after growing pauses until it works', async () => {
    const bench = await reporting();
    bench.node.failure = { kind: 'failed', message: '500: oops', retryAfterMs: 0 };
    bench.answer(2);
    await bench.clock.advance(10_000);
    expect(bench.writes.filter((result) => result === 'failed').length).toBeLessThanOrEqual(5);
    expect(bench.publisher.doubt).toBeNull();
    bench.node.failure = undefined;
    await bench.clock.advance(60_000);
    expect(bench.node.report).toMatchObject({ incarnation: '2', events: [] });
    expect(bench.log.messages('error')).toEqual(['The Node cannot be reported to']);
    expect(bench.log.messages('info')).toContain('The Node can be reported to again');
  });

  it('waits as long as the API server asks', async () => {
    const bench = await reporting();
    bench.node.failure = { kind: 'failed', message: '429: busy', retryAfterMs: 20_000 };
    bench.answer(2);
    await bench.clock.advance(19_000);
    expect(bench.writes.filter((result) => result === 'failed')).toHaveLength(1);
  });

  it('writes the newest report when an older one could not be written', async () => {
    const bench = await reporting();
    bench.node.failure = { kind: 'failed', message: '500: oops', retryAfterMs: 0 };
    bench.answer(2, 'Freeze');
    await bench.clock.advance(0);
    bench.node.failure = undefined;
    bench.answer(3, 'Preempt');
    await bench.clock.advance(0);
    expect(bench.node.report?.events).toMatchObject([{ type: 'Preempt' }]);
  });

  it.each<NodeFailure>([{ kind: 'not_found' }, { kind: 'forbidden', message: '403: no right' }])(
    'is not ready, says so once and tries soon, then every 30 s while the answer is $kind',
    async (failure) => {
      const bench = await reporting();
      bench.node.failure = failure;
      bench.answer(2);
      await bench.clock.advance(0);
      const before = bench.node.requests.length;
      await bench.clock.advance(1_000);
      expect(bench.node.requests.slice(before)).toEqual(['read']);
      await bench.clock.advance(59_000);
      const later = bench.node.requests.length;
      await bench.clock.advance(120_000);
      expect(bench.node.requests.slice(later)).toEqual(['read', 'read', 'read', 'read']);
      expect(bench.publisher.doubt).not.toBeNull();
      expect(bench.log.messages('error')).toHaveLength(1);
      bench.node.failure = undefined;
      await bench.clock.advance(30_000);
      expect(bench.node.report).toMatchObject({ incarnation: '2' });
      expect(bench.publisher.doubt).toBeNull();
    },
  );

  it.each<NodeFailure>([
    { kind: 'failed', message: '401: Unauthorized', retryAfterMs: 0 },
    { kind: 'failed', message: 'self-signed certificate in certificate chain', retryAfterMs: 0 },
    { kind: 'failed', message: 'connect EHOSTUNREACH', retryAfterMs: 3_600_000 },
  ])(
    'is not ready when a report could not be written for 60 s, and is again once it can: %j',
    async (failure) => {
      const bench = await reporting();
      bench.node.failure = failure;
      bench.answer(2);
      await bench.clock.advance(59_000);
      expect(bench.publisher.doubt).toBeNull();
      await bench.clock.advance(1_000);
      expect(bench.publisher.doubt).toBe('the Node could not be reported to for 60 s: failed');
      bench.node.failure = undefined;
      await bench.clock.advance(60_000);
      expect(bench.node.report?.events).toEqual([]);
      expect(bench.publisher.doubt).toBeNull();
    },
  );

  it('is not ready when the five-minute check fails for 60 s', async () => {
    const bench = await reporting();
    bench.node.failure = { kind: 'failed', message: '401: Unauthorized', retryAfterMs: 0 };
    await bench.clock.advance(359_000);
    expect(bench.publisher.doubt).toBeNull();
    await bench.clock.advance(1_000);
    expect(bench.publisher.doubt).not.toBeNull();
    expect(bench.writes).toEqual(['ok']);
  });

  it('is not ready when a request hangs', async () => {
    const bench = await reporting();
    bench.node.answers = 'none';
    bench.answer(2);
    await bench.clock.advance(60_000);
    expect(bench.publisher.doubt).toBe('the Node could not be reported to for 60 s: no answer');
  });

  it('writes the former report again when the answer to a write was lost and its event is gone', async () => {
    const bench = await reporting();
    bench.node.answers = 'lost';
    bench.node.failure = { kind: 'failed', message: 'socket hang up', retryAfterMs: 0 };
    bench.answer(2, 'Redeploy', 'Preempt');
    await bench.clock.advance(0);
    expect(bench.node.report?.events).toHaveLength(2);
    bench.node.failure = undefined;
    bench.answer(3, 'Redeploy');
    await bench.clock.advance(60_000);
    expect(bench.node.report?.events).toMatchObject([{ type: 'Redeploy' }]);
  });

  it('treats a Node created again under the same name as a new one', async () => {
    const bench = await reporting();
    bench.node.node = { uid: 'uid-2', providerId: undefined, report: undefined, acknowledge: undefined };
    bench.answer(2, 'Reboot');
    await bench.clock.advance(5_000);
    expect(bench.writes).toEqual(['ok', 'rejected', 'ok']);
    expect(bench.node.report?.events).toMatchObject([{ type: 'Reboot' }]);
  });

  it('is not ready while an admission policy refuses the write', async () => {
    const bench = await reporting();
    bench.node.failure = { kind: 'rejected', message: '422: not your Node' };
    bench.answer(2);
    await bench.clock.advance(300_000);
    expect(bench.publisher.doubt).not.toBeNull();
    expect(bench.writes.length).toBeLessThan(20);
  });

  it('tells the observation which VM the providerID names', async () => {
    const node = new FakeNode();
    node.node = { ...node.node, providerId: 'azure:///x/virtualMachineScaleSets/vmss/virtualMachines/1' };
    const bench = new Bench(node);
    await bench.clock.advance(0);
    expect(bench.node.report).toMatchObject({ vm, imds: 'starting' });
    expect(bench.writes).toEqual(['ok']);
  });

  it('logs that the report had to be shortened', async () => {
    const bench = await reporting();
    const events = Array.from({ length: 300 }, (_, index) => ({
      EventId: String(index),
      EventType: 'Reboot',
      Resources: [vm],
      Description: 'x'.repeat(256),
    }));
    bench.observation.learnDocument(readScheduledEvents(JSON.stringify({ Events: events })) ?? fail());
    await bench.clock.advance(0);
    expect(bench.log.lines.at(-1)).toMatchObject({
      level: 'error',
      message: 'The report is too large and was shortened',
      fields: { omitted: bench.node.report?.omitted },
    });
  });
});

function fail(): never {
  throw new Error('not a document');
}
