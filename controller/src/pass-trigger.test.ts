import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { PassTrigger } from './pass-trigger.ts';

/** Passes that end when the test says so. */
class Passes {
  readonly clock = new FakeClock();
  begun = 0;
  #end: (() => void) | null = null;
  readonly trigger = new PassTrigger(this.clock, () => {
    this.begun++;
    return new Promise((resolve) => (this.#end = resolve));
  });

  async end(): Promise<void> {
    this.#end?.();
    await this.clock.advance(0);
  }
}

describe('PassTrigger', () => {
  it('makes one pass of a burst of requests, within 50 ms', async () => {
    const passes = new Passes();
    for (let i = 0; i < 100; i++) passes.trigger.request();
    await passes.clock.advance(50);
    expect(passes.begun).toBe(1);
  });

  it('never runs two passes at a time and makes exactly one more for what came during a pass', async () => {
    const passes = new Passes();
    passes.trigger.request();
    await passes.clock.advance(50);
    passes.trigger.request();
    passes.trigger.request();
    await passes.clock.advance(1_000);
    expect(passes.begun).toBe(1);
    await passes.end();
    await passes.clock.advance(50);
    expect(passes.begun).toBe(2);
    await passes.end();
    await passes.clock.advance(1_000);
    expect(passes.begun).toBe(2);
  });

  it('makes a pass at the time asked for last', async () => {
    const passes = new Passes();
    passes.trigger.requestAt(passes.clock.now() + 1_000);
    passes.trigger.requestAt(passes.clock.now() + 5_000);
    await passes.clock.advance(4_000);
    expect(passes.begun).toBe(0);
    await passes.clock.advance(1_050);
    expect(passes.begun).toBe(1);
  });

  it('leaves no timer behind when the time asked for is taken back', () => {
    const passes = new Passes();
    passes.trigger.requestAt(passes.clock.now() + 1_000);
    passes.trigger.requestAt(null);
    expect(passes.clock.pending).toBe(0);
  });

  it('wakes at least once a day for a time further away than a timer can be', async () => {
    const passes = new Passes();
    passes.trigger.requestAt(passes.clock.now() + 90 * 86_400_000);
    await passes.clock.advance(86_400_050);
    expect(passes.begun).toBe(1);
  });

  it('tells how long the running pass has been running', async () => {
    const passes = new Passes();
    passes.trigger.request();
    await passes.clock.advance(20);
    await passes.clock.advance(7_000);
    expect(passes.trigger.runningForMs()).toBe(7_000);
    await passes.end();
    expect(passes.trigger.runningForMs()).toBe(0);
  });

  it('waits for the running pass when stopped, and begins none after', async () => {
    const passes = new Passes();
    passes.trigger.request();
    await passes.clock.advance(50);
    passes.trigger.request();
    let stopped = false;
    const stopping = passes.trigger.stop().then(() => (stopped = true));
    await passes.clock.advance(1_000);
    expect(stopped).toBe(false);
    await passes.end();
    await stopping;
    await passes.clock.advance(1_000);
    expect(passes.begun).toBe(1);
  });
});
