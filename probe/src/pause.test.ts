import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { Pause } from './pause.ts';

async function waiting(pause: Pause, ms: number): Promise<{ over: boolean }> {
  const state = { over: false };
  void pause.wait(ms).then(() => void (state.over = true));
  await new Promise((resolve) => setImmediate(resolve));
  return state;
}

describe('a pause', () => {
  it('ends when its time is up', async () => {
    const clock = new FakeClock();
    const state = await waiting(new Pause(clock), 1_000);
    await clock.advance(999);
    expect(state.over).toBe(false);
    await clock.advance(1);
    expect(state.over).toBe(true);
  });

  it('ends when it is woken, and leaves no timer behind', async () => {
    const clock = new FakeClock();
    const pause = new Pause(clock);
    const state = await waiting(pause, 1_000);
    pause.wake();
    await clock.advance(0);
    expect(state.over).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('does not begin when it was woken before, once', async () => {
    const clock = new FakeClock();
    const pause = new Pause(clock);
    pause.wake();
    expect(await waiting(pause, 1_000)).toEqual({ over: true });
    expect(await waiting(pause, 1_000)).toEqual({ over: false });
  });
});
