import { describe, expect, it } from '@jest/globals';
import { Engine } from './engine.ts';
import { SimProcess } from './sim-process.ts';

const rightClock = { offsetMs: 0, rate: 1 };

function processOf(engine: Engine, crashes: unknown[] = []): SimProcess {
  return new SimProcess({ engine, name: 'p', clock: rightClock, onCrash: (_, error) => crashes.push(error) });
}

describe('Engine', () => {
  it('lets things happen in the order of their times, and of being asked for at the same time', async () => {
    const engine = new Engine();
    const seen: string[] = [];
    engine.after(20, () => seen.push('later'));
    engine.after(10, () => seen.push('first'));
    engine.after(10, () => seen.push('second'));
    await engine.run(100);
    expect(seen).toEqual(['first', 'second', 'later']);
    expect(engine.now).toBe(100);
  });

  it('lets every promise settle before the next thing happens', async () => {
    const engine = new Engine();
    const seen: string[] = [];
    engine.after(
      10,
      () =>
        void (async () => {
          for (let turn = 0; turn < 10; turn++) await Promise.resolve();
          seen.push('promises');
        })(),
    );
    engine.after(10, () => seen.push('next'));
    await engine.run(20);
    expect(seen).toEqual(['promises', 'next']);
  });

  it('ends with an error when time stands still', async () => {
    const engine = new Engine();
    const again = (): void => void engine.after(0, again);
    again();
    await expect(engine.run(1)).rejects.toThrow('time stands still');
  });
});

describe('SimProcess', () => {
  it('sees its timers late when it was suspended, and its monotonic clock has counted on', async () => {
    const engine = new Engine();
    const process = processOf(engine);
    let firedAt = 0;
    process.clock.after(100, () => (firedAt = process.clock.monotonic()));
    process.suspend();
    engine.after(5_000, () => process.resume(true));
    await engine.run(6_000);
    expect(firedAt).toBe(5_000);
  });

  it('does nothing more once it is killed', async () => {
    const engine = new Engine();
    const process = processOf(engine);
    let fired = false;
    process.clock.after(100, () => (fired = true));
    engine.after(50, () => process.kill());
    await engine.run(1_000);
    expect(fired).toBe(false);
  });

  it('has a wall clock that steps and a monotonic one that does not', () => {
    const { clock } = processOf(new Engine());
    const [now, monotonic] = [clock.now(), clock.monotonic()];
    clock.step(-60_000);
    expect(clock.now()).toBe(now - 60_000);
    expect(clock.monotonic()).toBe(monotonic);
  });

  it('tells of an exception that nothing caught', async () => {
    const engine = new Engine();
    const crashes: unknown[] = [];
    processOf(engine, crashes).clock.after(1, () => {
      throw new Error('unexpected');
    });
    await engine.run(2);
    expect(crashes).toEqual([new Error('unexpected')]);
  });
});
