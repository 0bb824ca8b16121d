import { describe, expect, it } from '@jest/globals';
import { Acknowledger } from './acknowledger.ts';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { FakeLog } from './fake-log.ts';
import { FakeNode } from './fake-node.ts';
import type { Imds, ImdsAnswer } from './imds-client.ts';
import { Observation } from './observation.ts';
import { readScheduledEvents } from './scheduled-events.ts';

class FakeImds implements Imds {
  readonly approved: string[][] = [];
  answer: ImdsAnswer<undefined> = { kind: 'ok', value: undefined };

  startRequests(ids: readonly string[]): Promise<ImdsAnswer<undefined>> {
    this.approved.push([...ids]);
    return Promise.resolve(this.answer);
  }

  scheduledEvents(): never {
    throw new Error('only the poller asks for events');
  }

  vmName(): never {
    throw new Error('only the poller asks for the name');
  }
}

const vm = 'vmss_1';

class Bench {
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  readonly node = new FakeNode();
  readonly imds = new FakeImds();
  readonly observation = new Observation(() => undefined);

  constructor(acknowledge: string | undefined) {
    this.node.node = { ...this.node.node, acknowledge };
    this.observation.learnImdsName(vm);
    new Acknowledger({
      imds: this.imds,
      node: this.node,
      observation: this.observation,
      clock: this.clock,
      log: this.log,
    }).start();
  }

  answer(...events: { id: string; status?: string; resources?: string[]; description?: string }[]): void {
    const Events = events.map(({ id, status = 'Scheduled', resources = [vm], description = '' }) => ({
      EventId: id,
      EventType: 'Redeploy',
      EventStatus: status,
      Resources: resources,
      Description: description,
    }));
    const read = readScheduledEvents(JSON.stringify({ DocumentIncarnation: 1, Events }));
    if (read !== undefined) this.observation.learnDocument(read);
  }
}

describe('approving events', () => {
  it('sends no request while there is no event to approve', async () => {
    const bench = new Bench('A');
    bench.answer({ id: 'A', status: 'Started' }, { id: 'B', resources: ['vmss_12'] });
    await bench.clock.advance(60_000);
    expect(bench.node.requests).toEqual([]);
    expect(bench.imds.approved).toEqual([]);
  });

  it('approves once each event that the controller lists and this VM was told about', async () => {
    const bench = new Bench('a, C,other');
    bench.answer({ id: 'A' }, { id: 'B' }, { id: 'C' });
    await bench.clock.advance(60_000);
    expect(bench.imds.approved).toEqual([['A', 'C']]);
    expect(bench.log.messages('info')).toEqual(['Approved scheduled events']);
  });

  it('checks every 15 s what the controller allows', async () => {
    const bench = new Bench(undefined);
    bench.answer({ id: 'A' });
    await bench.clock.advance(45_000);
    expect(bench.node.requests).toEqual(['read', 'read', 'read']);
    expect(bench.imds.approved).toEqual([]);
    bench.node.node = { ...bench.node.node, acknowledge: 'A' };
    await bench.clock.advance(15_000);
    expect(bench.imds.approved).toEqual([['A']]);
  });

  it('tries again when the metadata service did not accept it', async () => {
    const bench = new Bench('A');
    bench.answer({ id: 'A' });
    bench.imds.answer = { kind: 'failed', failure: 'throttled' };
    await bench.clock.advance(15_000);
    bench.imds.answer = { kind: 'ok', value: undefined };
    await bench.clock.advance(60_000);
    expect(bench.imds.approved).toEqual([['A'], ['A']]);
  });

  it('continues when the Node cannot be read', async () => {
    const bench = new Bench('A');
    bench.answer({ id: 'A' });
    bench.node.failure = { kind: 'failed', message: '500: oops', retryAfterMs: 0 };
    await bench.clock.advance(15_000);
    bench.node.failure = undefined;
    await bench.clock.advance(15_000);
    expect(bench.imds.approved).toEqual([['A']]);
  });

  it('approves nothing on the basis of a shortened report', async () => {
    const bench = new Bench('A');
    bench.answer({
      id: 'A',
      resources: [vm, ...Array.from({ length: 9_000 }, (_, index) => `vmss_${index}`)],
    });
    await bench.clock.advance(60_000);
    expect(bench.imds.approved).toEqual([]);
  });
});
