import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import {
  type EventAnswer,
  EventRecorder,
  type EventSink,
  type EventSubject,
  type RecordedEvent,
  type Statement,
} from './event-recorder.ts';
import { MemoryLog } from './testing.ts';

const node: EventSubject = { kind: 'Node', name: 'aks-1', uid: 'u1' };
const drained = (occasion: string): Statement => ({
  type: 'Normal',
  reason: 'NodeDrained',
  message: 'all pods are gone',
  about: 'Redeploy',
  occasion,
});

class FakeSink implements EventSink {
  readonly written: RecordedEvent[] = [];
  tries = 0;
  answers: EventAnswer[] = [];
  /** While this is set, requests wait until it resolves. */
  hang: Promise<void> | null = null;

  async write(event: RecordedEvent): Promise<EventAnswer> {
    this.tries += 1;
    await this.hang;
    const answer = this.answers.shift() ?? { kind: 'written' };
    if (answer.kind === 'written') this.written.push(event);
    return answer;
  }
}

interface Rig {
  readonly clock: FakeClock;
  readonly sink: FakeSink;
  readonly log: MemoryLog;
  readonly news: string[];
  readonly recorder: EventRecorder;
}

function recorder(): Rig {
  const clock = new FakeClock();
  const sink = new FakeSink();
  const log = new MemoryLog();
  const news: string[] = [];
  const onNews = ({ occasion }: RecordedEvent): void => void news.push(occasion);
  return { clock, sink, log, news, recorder: new EventRecorder({ sink, clock, log, onNews }) };
}

describe('EventRecorder', () => {
  it('writes Events in order, with a name derived from their content', async () => {
    const first = recorder();
    first.recorder.say(node, drained('a'));
    first.recorder.say(node, drained('b'));
    await first.clock.advance(0);
    expect(first.sink.written.map(({ occasion }) => occasion)).toEqual(['a', 'b']);
    expect(first.sink.written[0]).toMatchObject({ namespace: 'default', message: 'all pods are gone' });
    expect(first.sink.written[0]?.name).toMatch(/^aks-1\.[0-9a-f]{20}$/);

    const nextLeader = recorder();
    nextLeader.recorder.say(node, drained('a'));
    await nextLeader.clock.advance(0);
    expect(nextLeader.sink.written[0]?.name).toBe(first.sink.written[0]?.name);
  });

  it('writes the same Event once, and not again if another leader wrote it', async () => {
    const { recorder: events, sink, clock, log } = recorder();
    sink.answers = [{ kind: 'exists' }];
    for (let pass = 0; pass < 5; pass++) events.say(node, drained('a'));
    await clock.advance(10_000);
    expect(sink.tries).toBe(1);
    expect(log.lines).toEqual([]);
  });

  it('writes the Event again for a Node that was created again', async () => {
    const { recorder: events, sink, clock } = recorder();
    events.say(node, drained('a'));
    events.say({ ...node, uid: 'u2' }, drained('a'));
    await clock.advance(0);
    expect(sink.written).toHaveLength(2);
  });

  it('writes Events on the ConfigMap into its namespace', async () => {
    const { recorder: events, sink, clock } = recorder();
    events.say({ kind: 'ConfigMap', namespace: 'mechanic', name: 'mechanic', uid: 'c' }, drained('7'));
    await clock.advance(0);
    expect(sink.written[0]).toMatchObject({ namespace: 'mechanic' });
  });

  it('sends at most 25 Events at once, and 10 per second after that', async () => {
    const { recorder: events, sink, clock } = recorder();
    for (let index = 0; index < 100; index++) events.say(node, drained(String(index)));
    await clock.advance(0);
    expect(sink.written).toHaveLength(25);
    await clock.advance(1_000);
    expect(sink.written).toHaveLength(35);
    await clock.advance(60_000);
    expect(sink.written).toHaveLength(100);
  });

  it('repeats a failed request after the pause that the server asks for', async () => {
    const { recorder: events, sink, clock } = recorder();
    sink.answers = [{ kind: 'failed', message: 'too many requests', retryAfterMs: 7_000 }];
    events.say(node, drained('a'));
    await clock.advance(6_900);
    expect(sink.written).toHaveLength(0);
    await clock.advance(200);
    expect(sink.written).toHaveLength(1);
  });

  it('gives up after five failures, logs it once, and may try the Event again later', async () => {
    const { recorder: events, sink, clock, log } = recorder();
    sink.answers = Array.from({ length: 10 }, () => ({ kind: 'failed', message: 'no answer' }));
    events.say(node, drained('a'));
    events.say(node, drained('b'));
    await clock.advance(300_000);
    expect(sink.tries).toBe(10);
    expect(log.messages()).toEqual(['kubernetes event not written']);
    events.say(node, drained('a'));
    await clock.advance(0);
    expect(sink.written).toHaveLength(1);
  });

  it('logs once that Events are not permitted, and does not repeat refused ones', async () => {
    const { recorder: events, sink, clock, log } = recorder();
    sink.answers = [1, 2, 3].map(() => ({ kind: 'refused', message: 'events is forbidden' }));
    for (const occasion of ['a', 'b', 'c']) events.say(node, drained(occasion));
    await clock.advance(10_000);
    expect(sink.tries).toBe(3);
    expect(log.lines).toEqual([
      {
        level: 'warn',
        message: 'kubernetes event not written',
        fields: { node: 'aks-1', event: 'NodeDrained', error: 'events is forbidden' },
      },
    ]);
  });

  it('keeps a bounded queue while the API server hangs, and drops the oldest Event', async () => {
    const { recorder: events, sink, clock } = recorder();
    let release = (): void => undefined;
    sink.hang = new Promise((resolve) => {
      release = resolve;
    });
    for (let index = 0; index < 3_000; index++) events.say(node, drained(String(index)));
    release();
    await clock.advance(600_000);
    expect(sink.written).toHaveLength(1_001);
    expect(sink.written.at(-1)?.occasion).toBe('2999');
  });

  it('drops no Event of a quiet node because of a noisy one, and only delays it by its turn', async () => {
    const { recorder: events, sink, clock } = recorder();
    let release = (): void => undefined;
    sink.hang = new Promise((resolve) => {
      release = resolve;
    });
    const other: EventSubject = { kind: 'Node', name: 'aks-2', uid: 'u2' };
    events.say(other, drained('early'));
    for (let index = 0; index < 3_000; index++) events.say(node, drained(String(index)));
    events.say(other, drained('late'));
    for (let index = 3_000; index < 12_000; index++) events.say(node, drained(String(index)));
    events.say(other, drained('late'));
    release();
    await clock.advance(600_000);
    const quiet = sink.written.flatMap(({ subject, occasion }, index) =>
      subject.uid === 'u2' ? [[index, occasion]] : [],
    );
    expect(quiet).toEqual([
      [0, 'early'],
      [2, 'late'],
    ]);
  });

  it('shortens a message to the limit of the API server, at a whole character', async () => {
    const { recorder: events, sink, clock } = recorder();
    events.say(node, { ...drained('a'), message: 'é'.repeat(2_000) });
    await clock.advance(0);
    const message = sink.written[0]?.message ?? '';
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(1_024);
    expect(message).toMatch(/^é+ …$/);
  });

  it('writes any message as one line', async () => {
    const { recorder: events, sink, clock } = recorder();
    events.say(node, { ...drained('a'), message: 'is\r\n drained\u0007\u202e of\u2028everything\ud800' });
    await clock.advance(0);
    expect(sink.written[0]?.message).toBe('is drained of everything\ufffd');
  });

  it('keeps names within the limit of object names', async () => {
    const { recorder: events, sink, clock } = recorder();
    events.say({ ...node, name: `${'a'.repeat(229)}.${'b'.repeat(23)}` }, drained('a'));
    await clock.advance(0);
    expect(sink.written[0]?.name).toMatch(/^[a-z0-9]+(\.[a-z0-9]+)*$/);
    expect(sink.written[0]?.name.length).toBeLessThanOrEqual(253);
  });

  it('passes on statements that nobody made before, even if the Event cannot be written', async () => {
    const { recorder: events, sink, clock, news } = recorder();
    sink.answers = [{ kind: 'exists' }, { kind: 'written' }, { kind: 'refused', message: 'forbidden' }];
    for (const occasion of ['said by the last leader', 'new', 'new and not permitted']) {
      events.say(node, drained(occasion));
    }
    await clock.advance(0);
    expect(news).toEqual(['new', 'new and not permitted']);
  });

  describe('after the crash of a leader', () => {
    const exists: EventAnswer = { kind: 'exists' };

    it('passes on what that leader said, for two minutes, because that leader may not have passed it on', async () => {
      const { recorder: events, sink, clock, news } = recorder();
      events.doubt();
      sink.answers = [exists, exists];
      events.say(node, drained('a'));
      await clock.advance(120_000);
      events.say(node, drained('b'));
      await clock.advance(0);
      expect(news).toEqual(['a']);
    });

    it('does not pass on old statements, or those that both replicas make', async () => {
      const { recorder: events, sink, clock, news } = recorder();
      events.doubt();
      sink.answers = [exists, exists, exists];
      events.say(node, { ...drained('recent'), since: clock.now() - 599_000 });
      events.say(node, { ...drained('old'), since: clock.now() - 600_000 });
      events.say({ kind: 'ConfigMap', namespace: 'mechanic', name: 'mechanic', uid: 'c' }, drained('7'));
      await clock.advance(0);
      expect(news).toEqual(['recent']);
    });
  });

  it('passes on an Event that exists since its own first request, whose answer was lost', async () => {
    const { recorder: events, sink, clock, news } = recorder();
    sink.answers = [{ kind: 'failed', message: 'no answer' }, { kind: 'exists' }];
    events.say(node, drained('a'));
    await clock.advance(2_000);
    expect(news).toEqual(['a']);
  });

  it('writes the remaining Events before it closes, within the time limit', async () => {
    const quick = recorder();
    quick.recorder.say(node, drained('a'));
    await quick.recorder.close(1_000);
    expect(quick.sink.written).toHaveLength(1);

    const slow = recorder();
    slow.sink.hang = new Promise(() => undefined);
    slow.recorder.say(node, drained('a'));
    const closed = slow.recorder.close(1_000);
    await slow.clock.advance(1_000);
    await expect(closed).resolves.toBeUndefined();
  });
});
