import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { PassTrigger } from './pass-trigger.ts';

/** Passes that take as long as a test says. */
class Passes {
  readonly clock = new FakeClock();
  begun = 0;
  takesMs = 0;
  readonly trigger = new PassTrigger(this.clock, () => {
    this.begun++;
    this.clock.jump(this.takesMs);
  });
}

describe('PassTrigger', () => {
  it('makes one pass for a burst of requests, within 50 ms', async () => {
    const passes = new Passes();
    for (let i = 0; i < 100; i++) passes.trigger.request();
    await passes.clock.advance(50);
    expect(passes.begun).toBe(1);
  });

  it('makes one more pass for requests during a pass', async () => {
    const passes = new Passes();
    passes.trigger.request();
    await passes.clock.advance(50);
    passes.trigger.request();
    passes.trigger.request();
    await passes.clock.advance(1_000);
    expect(passes.begun).toBe(2);
  });

  it('waits between long passes as long as they take, but at most 50 ms', async () => {
    const passes = new Passes();
    passes.takesMs = 1_000;
    passes.trigger.request();
    await passes.clock.advance(20);
    passes.trigger.request();
    await passes.clock.advance(49);
    expect(passes.begun).toBe(1);
    await passes.clock.advance(1);
    expect(passes.begun).toBe(2);
  });

  it('makes a pass at the time requested last', async () => {
    const passes = new Passes();
    passes.trigger.requestAt(passes.clock.now() + 1_000);
    passes.trigger.requestAt(passes.clock.now() + 5_000);
    await passes.clock.advance(4_000);
    expect(passes.begun).toBe(0);
    await passes.clock.advance(1_050);
    expect(passes.begun).toBe(1);
  });

  it('leaves no timer behind when the requested time is withdrawn', () => {
    const passes = new Passes();
    passes.trigger.requestAt(passes.clock.now() + 1_000);
    passes.trigger.requestAt(null);
    expect(passes.clock.pending).toBe(0);
  });

  it('makes a pass that is an hour away at most 10 s late when the wall clock is set forward', async () => {
    const passes = new Passes();
    passes.trigger.requestAt(passes.clock.now() + 3_600_000);
    await passes.clock.advance(1_000);
    passes.clock.setForward(3_600_000);
    await passes.clock.advance(10_000);
    expect(passes.begun).toBe(1);
  });

  it('shows how long a requested pass has not come', async () => {
    const passes = new Passes();
    passes.trigger.request();
    passes.clock.jump(7_000);
    expect(passes.trigger.waitingForMs()).toBe(7_000);
    await passes.clock.advance(0);
    expect(passes.trigger.waitingForMs()).toBe(0);
  });

  it('starts no pass after it was stopped', async () => {
    const passes = new Passes();
    passes.trigger.request();
    passes.trigger.requestAt(passes.clock.now() + 1_000);
    passes.trigger.stop();
    passes.trigger.request();
    await passes.clock.advance(5_000);
    expect(passes.begun).toBe(0);
    expect(passes.clock.pending).toBe(0);
  });
});
