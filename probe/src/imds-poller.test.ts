import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { FakeLog } from './fake-log.ts';
import type { Imds, ImdsAnswer, ImdsFailure } from './imds-client.ts';
import { ImdsPoller } from './imds-poller.ts';
import { Observation } from './observation.ts';
import type { ScheduledEvents } from './scheduled-events.ts';

const good: ImdsAnswer<ScheduledEvents> = {
  kind: 'ok',
  value: { incarnation: '1', events: [], unreadable: 0 },
};

function bad(failure: ImdsFailure): ImdsAnswer<never> {
  return { kind: 'failed', failure };
}

/** Answers as a test says, or keeps the client waiting until its timeout. */
class FakeImds implements Imds {
  readonly #clock: FakeClock;
  answer: ImdsAnswer<ScheduledEvents> | 'hang' = good;
  name: ImdsAnswer<string> = { kind: 'ok', value: 'vmss_1' };
  readonly askedAt: number[] = [];
  names = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  scheduledEvents(timeoutMs: number): Promise<ImdsAnswer<ScheduledEvents>> {
    this.askedAt.push(this.#clock.monotonic());
    if (this.answer !== 'hang') return Promise.resolve(this.answer);
    return new Promise((resolve) => void this.#clock.after(timeoutMs, () => resolve(bad('timeout'))));
  }

  vmName(): Promise<ImdsAnswer<string>> {
    this.names += 1;
    return Promise.resolve(this.name);
  }

  startRequests(): Promise<ImdsAnswer<undefined>> {
    throw new Error('a poller approves nothing');
  }
}

function polling(
  answer: FakeImds['answer'] = good,
  name: ImdsAnswer<string> = { kind: 'ok', value: 'vmss_1' },
): {
  clock: FakeClock;
  imds: FakeImds;
  log: FakeLog;
  observation: Observation;
  poller: ImdsPoller;
  state: () => string | undefined;
} {
  const clock = new FakeClock();
  const imds = new FakeImds(clock);
  imds.answer = answer;
  imds.name = name;
  const log = new FakeLog();
  const observation = new Observation(() => undefined);
  const poller = new ImdsPoller({
    imds,
    observation,
    intervalMs: 1_000,
    clock,
    random: () => 1,
    log,
    onAnswer: () => undefined,
  });
  void poller.run();
  return { clock, imds, log, observation, poller, state: () => observation.report(undefined)?.imds };
}

describe('the poller', () => {
  it('polls once a second and asks for the name once', async () => {
    const { clock, imds, state } = polling();
    await clock.advance(10_000);
    expect(imds.askedAt).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((second) => second * 1_000));
    expect(imds.names).toBe(1);
    expect(state()).toBe('ok');
  });

  it('backs off up to 30 s while the service fails, and returns to once a second', async () => {
    const { clock, imds } = polling(bad('throttled'));
    await clock.advance(90_000);
    expect(imds.askedAt).toEqual([0, 4_000, 12_000, 28_000, 58_000, 88_000]);
    imds.answer = good;
    await clock.advance(32_000);
    expect(imds.askedAt.slice(6)).toEqual([118_000, 119_000, 120_000, 121_000, 122_000]);
  });

  it('logs each kind of failure once in a row, and when it is over', async () => {
    const { clock, imds, log } = polling();
    await clock.advance(0);
    imds.answer = bad('throttled');
    await clock.advance(20_000);
    imds.answer = bad('unreadable');
    await clock.advance(20_000);
    imds.answer = good;
    await clock.advance(60_000);
    expect(log.lines.map(({ message, fields }) => [message, fields.failure])).toEqual([
      ['The metadata service answers', undefined],
      ['The metadata service gives no usable answer', 'throttled'],
      ['The metadata service gives no usable answer', 'unreadable'],
      ['The metadata service is unavailable', 'unreadable'],
      ['The metadata service answers', undefined],
    ]);
  });

  it('calls the service unavailable 30 s after the last good answer, whatever it is doing then', async () => {
    const { clock, imds, state } = polling();
    await clock.advance(5_000);
    imds.answer = 'hang';
    await clock.advance(29_999);
    expect(state()).toBe('ok');
    await clock.advance(1);
    expect(state()).toBe('unavailable');
    imds.answer = good;
    await clock.advance(35_000);
    expect(state()).toBe('ok');
  });

  it('calls the service unavailable each time it falls silent', async () => {
    const { clock, imds, state } = polling();
    for (let time = 0; time < 3; time += 1) {
      imds.answer = bad('gone');
      await clock.advance(40_000);
      expect(state()).toBe('unavailable');
      imds.answer = good;
      await clock.advance(40_000);
      expect(state()).toBe('ok');
    }
  });

  it('is starting, and alive, as long as a first answer may take', async () => {
    const { clock, imds, poller, state } = polling('hang');
    await clock.advance(149_000);
    expect(state()).toBe('starting');
    expect(imds.askedAt).toHaveLength(1);
    expect(poller.alive).toBe(true);
    await clock.advance(1_000);
    expect(state()).toBe('unavailable');
    expect(poller.alive).toBe(true);
  });

  it('is unavailable after 30 s of bad first answers', async () => {
    const { clock, state } = polling(bad('server_error'));
    await clock.advance(29_000);
    expect(state()).toBe('starting');
    await clock.advance(1_000);
    expect(state()).toBe('unavailable');
  });

  it('is not alive when a turn takes much longer than allowed', () => {
    const { clock, poller } = polling('hang');
    clock.jump(184_000);
    expect(poller.alive).toBe(true);
    clock.jump(2_000);
    expect(poller.alive).toBe(false);
  });

  it('asks for the name with every poll while it has none, and every 30 s while it uses the providerID', async () => {
    const { clock, imds, observation } = polling(good, bad('not_found'));
    await clock.advance(5_000);
    expect(imds.names).toBe(6);
    observation.learnProviderId('azure:///x/virtualMachineScaleSets/vmss/virtualMachines/1');
    await clock.advance(24_000);
    expect(imds.names).toBe(6);
    imds.name = { kind: 'ok', value: 'vmss_1' };
    await clock.advance(60_000);
    expect(imds.names).toBe(7);
  });

  it('logs unreadable events when their number grows', async () => {
    const { clock, imds, log } = polling();
    for (const unreadable of [1, 1, 0, 2]) {
      imds.answer = { kind: 'ok', value: { incarnation: '1', events: [], unreadable } };
      await clock.advance(1_000);
    }
    expect(log.messages('warn')).toEqual([
      'Some scheduled events cannot be read',
      'Some scheduled events cannot be read',
    ]);
  });
});
